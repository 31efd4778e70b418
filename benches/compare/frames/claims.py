"""Which claims are in the run, what they are worth, and which deliveries they cover."""

from datetime import date

import polars as pl

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


def value(tariff: pl.Expr) -> pl.Expr:
    """round(quantity * tariff) in cents: ten-thousandths times cents, neither ever negative."""
    return (pl.col("quantity") * tariff + 5000) // 10000


def tariffs_by_day(tables: dict[str, pl.LazyFrame], year: int) -> pl.LazyFrame:
    """The integral tariff of every day of the year; an insurer's own beats its concern's."""
    insurers, tariffs = tables["insurers"], tables["integral_tariffs"]
    own = insurers.with_columns(party=pl.col("insurer").cast(pl.String), own=True)
    concern = insurers.select("insurer", party="concern", own=False).filter(
        pl.col("party") != pl.col("insurer").cast(pl.String)
    )
    days = pl.LazyFrame({"date": pl.date_range(date(year, 1, 1), date(year, 12, 31), eager=True)})
    return (
        tariffs.join(pl.concat([own.select("insurer", "party", "own"), concern]), on="party")
        .join_where(days, pl.col("date") >= pl.col("valid_from"), pl.col("date") <= pl.col("valid_to"))
        .sort("own")
        .unique(["insurer", "performance", "severity", "date"], keep="last")
        .select("insurer", "performance", "severity", "date", "tariff")
    )


def states(events: pl.LazyFrame) -> pl.LazyFrame:
    """The last answer of the insurer to each claim. Nearly all have one, so only the others are sorted."""
    answers = events.filter(pl.col("kind") != "paid").collect(engine="streaming").lazy()
    counted = (
        answers.group_by("claim_id")
        .agg(pl.len(), pl.col("kind", "amount").first())
        .collect(engine="streaming")
    )
    several = counted.filter(pl.col("len") > 1).select("claim_id")
    if several.is_empty():
        return counted.lazy().drop("len")
    last = (
        answers.join(several.lazy(), on="claim_id", how="semi")
        .sort("date", "event_id")
        .group_by("claim_id", maintain_order=True)
        .agg(pl.col("kind", "amount").last())
    )
    return pl.concat([counted.lazy().filter(pl.col("len") == 1).drop("len"), last])


def living(tables: dict[str, pl.LazyFrame], year: int) -> pl.DataFrame:
    """Claims that are not void, what the insurer accepted, and whether they are in the run."""
    return (
        tables["claims"]
        .join(tables["performances"], on="performance")
        .join(states(tables["events"]), on="claim_id", how="left")
        .join(tariffs_by_day(tables, year), on=["insurer", "performance", "severity", "date"], how="left")
        .filter(pl.col("kind").is_null() | ~pl.col("kind").is_in(["rejected", "withdrawn"]))
        .select(
            "claim",
            "claim_text",
            "episode_id",
            "bundle",
            "date",
            "insurer",
            "performance",
            in_run=(pl.col("kind") == "accepted").fill_null(False) & (pl.col("date").dt.year() == year),
            amount=pl.coalesce("amount", value(pl.col("tariff"))),
        )
        .collect(engine="streaming")
    )


def covers(claims: pl.DataFrame) -> pl.DataFrame:
    """Which deliveries a claim of the run covers: those after the claim before it of its episode and bundle,
    up to its own date; the last one also all that come later. Of several on one day only the smallest id.

    `single` holds the claims that are alone in their episode and bundle (nearly all); the others have spans
    of days.
    """
    shared = claims.select("episode_id", "bundle").is_duplicated()
    single = claims.filter(~shared).with_columns(after=pl.lit(FIRST), until=pl.lit(LAST))
    group = ["episode_id", "bundle"]
    spans = (
        claims.filter(shared)
        .sort(*group, "date", "claim_text")
        .unique([*group, "date"], keep="first", maintain_order=True)
        .with_columns(
            after=pl.col("date").shift(1).over(group).fill_null(FIRST),
            until=pl.when(pl.col("date").shift(-1).over(group).is_null())
            .then(pl.lit(LAST))
            .otherwise("date"),
        )
    )
    return pl.concat([single, spans]).filter("in_run").select("claim", *group, "after", "until")
