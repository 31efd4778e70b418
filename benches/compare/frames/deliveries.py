"""What the deliveries of each participant are worth in each claim."""

import polars as pl

from .claims import value


def successors(participants: pl.DataFrame, year: int) -> pl.DataFrame:
    """Who is read as whom: mergers of the year and before, along the chain."""
    merged = participants.filter(pl.col("merged_on").dt.year() <= year)
    into = dict(merged.select("participant", "merged_into").iter_rows())

    def heir(of: str) -> str:
        while of in into:
            of = into[of]
        return of

    codes = participants["participant"]
    return pl.DataFrame(
        {"participant": codes, "heir": pl.Series([heir(code) for code in codes], dtype=codes.dtype)}
    )


def uncounted(deliveries: pl.LazyFrame, settled: pl.DataFrame, year: int) -> pl.Series:
    """Deliveries that count nowhere in the year: replaced ones, and those settled in another year. One
    without a row of its own takes the year of the nearest it replaces."""
    corrections = deliveries.filter(pl.col("replaces").is_not_null()).select("delivery_id", "replaces")
    replaced = dict(corrections.collect(engine="streaming").iter_rows())
    elsewhere = settled.filter(pl.col("year") != year)["delivery_id"]
    years = dict(
        settled.filter(pl.col("delivery_id").is_in(set(replaced) | set(replaced.values()))).iter_rows()
    )
    inherited = []
    for delivery in replaced:
        nearest = delivery
        while nearest in replaced and nearest not in years:
            nearest = replaced[nearest]
        if years.get(nearest, year) != year:
            inherited.append(delivery)
    own = pl.Series("delivery_id", [*replaced.values(), *inherited], dtype=elsewhere.dtype)
    return pl.concat([elsewhere, own])


def priced(deliveries: pl.LazyFrame, shadow_tariffs: pl.LazyFrame) -> pl.LazyFrame:
    """Deliveries with the shadow tariff of their day; one that names the participant beats one that names
    nobody. The latest row that began holds if it has not ended, because rows of one key never overlap."""
    named = shadow_tariffs.filter(pl.col("participant").is_not_null())
    general = shadow_tariffs.filter(pl.col("participant").is_null()).drop("participant")
    for name, rows, by in [("own", named, ["activity", "participant"]), ("general", general, ["activity"])]:
        rows = rows.rename({"valid_from": "date", "valid_to": "until", "tariff": name}).sort("date")
        deliveries = (
            deliveries.join_asof(rows, on="date", by=by, check_sortedness=False)
            .with_columns(pl.when(pl.col("date") <= pl.col("until")).then(name).alias(name))
            .drop("until")
        )
    return deliveries.with_columns(tariff=pl.coalesce("own", "general"))


def values_in_claims(tables: dict[str, pl.LazyFrame], covers: pl.DataFrame, year: int) -> pl.DataFrame:
    """The value in cents of each participant in each claim of the run, and whether a price is lacking."""
    deliveries = tables["deliveries"]
    heirs = successors(tables["participants"].collect(), year)
    leave = uncounted(deliveries, tables["settled"].collect(), year)
    counting = (
        deliveries.filter(pl.col("quantity") > 0)
        .join(leave.to_frame().lazy(), on="delivery_id", how="anti")
        .join(tables["activities"], on="activity")
        .with_columns(pl.coalesce("bundle", "usual_bundle"))
        .join(covers.lazy(), on=["episode_id", "bundle"])
        .filter(pl.col("date") > pl.col("after"), pl.col("date") <= pl.col("until"))
        .join(heirs.lazy(), on="participant")
        .select("claim", "date", "activity", "quantity", participant="heir")
        .sort("date")
    )
    return (
        priced(counting, tables["shadow_tariffs"])
        .group_by("claim", "participant")
        .agg(weight=value(pl.col("tariff")).sum(), lacks=pl.col("tariff").is_null().any())
        .collect(engine="streaming")
    )
