"""From typed tables to the amounts of participants: the steps of a run on the basis "accepted"."""

from datetime import date

import polars as pl

from parameters import Parameters

from .claims import covers, living
from .deliveries import successors, values_in_claims
from .divide import WHOLE_BY_WEIGHT, divide, fits, lucky

UNIT = "\x1f"


def amounts(tables: dict[str, pl.LazyFrame], model: Parameters, year: int) -> pl.DataFrame:
    """What each participant is allocated, and the shadow value of its deliveries in the run."""
    claims = living(tables, year)
    values = values_in_claims(tables, covers(claims), year)
    held = values.filter("lacks")["claim"].unique()
    revenue = claims.filter(
        pl.col("in_run"), pl.col("amount").is_not_null(), ~pl.col("claim").is_in(held.implode())
    ).select("claim", "claim_text", "insurer", "performance", "amount")
    net = slices(ceilings(revenue, tables, year), model)
    weights = (
        values.lazy().join(net.lazy().select("claim", "performance", whole="amount"), on="claim").collect()
    )

    given = [*by_value(weights.filter(pl.col("weight") > 0), net), *pools(weights, net, tables, year)]
    cents = pl.concat([part.select(pl.col("participant").cast(pl.String), "cents") for part in given])
    heirs = successors(tables["participants"].collect(), year)
    return (
        heirs.filter(pl.col("participant") == pl.col("heir"))
        .select(pl.col("participant").cast(pl.String))
        .join(
            cents.group_by("participant").agg(allocated=pl.col("cents").sum()), on="participant", how="left"
        )
        .join(
            weights.group_by(pl.col("participant").cast(pl.String)).agg(mono_baseline=pl.col("weight").sum()),
            on="participant",
            how="left",
        )
        .fill_null(0)
        .sort("participant")
    )


def take(claims: pl.DataFrame, division: pl.Expr, whole: pl.Expr, salt: pl.Expr) -> pl.DataFrame:
    """Takes a whole from the claims of each division in proportion to what they are worth.

    Claims of one amount get the same share, but for those at the border: so a few thousand amounts are
    divided, not half a million claims.
    """
    claims = claims.with_columns(division=division)
    asked = claims.filter(pl.col("division").is_not_null(), pl.col("amount") > 0)
    counted = asked.group_by("division", weight="amount").agg(n=pl.len().cast(pl.Int64))
    sums = counted.group_by("division").agg(sum=(pl.col("weight") * pl.col("n")).sum())
    counted = counted.join(sums, on="division").with_columns(whole=whole)
    shares = divide(counted).select("division", "share", "torn", amount="weight")
    border = asked.join(shares.filter(pl.col("torn") > 0), on=["division", "amount"]).with_columns(text=salt)
    extra = lucky(border, "text").select("claim", extra=pl.lit(1, pl.Int64))
    return (
        claims.lazy()
        .join(shares.lazy(), on=["division", "amount"], how="left")
        .join(extra.lazy(), on="claim", how="left")
        .with_columns(pl.col("amount") - pl.col("share").fill_null(0) - pl.col("extra").fill_null(0))
        .select("claim", "claim_text", "insurer", "performance", "amount")
        .collect()
    )


def ceilings(revenue: pl.DataFrame, tables: dict[str, pl.LazyFrame], year: int) -> pl.DataFrame:
    """Revenue without what is above the ceilings of contracts. Two of them over one claim would have to
    follow each other; there are none here."""
    insurers = tables["insurers"].collect()
    performances = tables["performances"].collect().select("performance")
    contracts = tables["contracts"].filter(pl.col("year") == year, pl.col("ceiling").is_not_null()).collect()
    parties = pl.concat(
        [
            insurers.select("insurer", party=pl.col("insurer").cast(pl.String)),
            insurers.select("insurer", party="concern"),
        ]
    ).unique()
    every = (
        contracts.filter(pl.col("performance").is_null()).drop("performance").join(performances, how="cross")
    )
    one = contracts.filter(pl.col("performance").is_not_null())
    salts = pl.concat(
        [
            every.with_columns(salt=pl.format("ceiling" + UNIT + "{}" + UNIT + UNIT, "party")),
            one.with_columns(
                salt=pl.format("ceiling" + UNIT + "{}" + UNIT + "{}" + UNIT, "party", "performance")
            ),
        ],
        how="diagonal",
    ).join(parties, on="party")
    if salts.select("insurer", "performance").is_duplicated().any():
        raise ValueError("more than one ceiling over a claim")
    covered = revenue.join(
        salts.select("insurer", "performance", "salt"), on=["insurer", "performance"], how="left"
    )
    limits = dict(salts.select("salt", "ceiling").unique().iter_rows())
    above = pl.max_horizontal(
        0, pl.col("sum") - pl.col("division").replace_strict(limits, return_dtype=pl.Int64)
    )
    return take(covered, pl.col("salt"), above, pl.col("division") + pl.col("claim_text"))


def slices(claims: pl.DataFrame, model: Parameters) -> pl.DataFrame:
    """What the slices leave of each claim: organisation costs as a budget, then a fund as a percentage of the
    rest."""
    salt = "slice" + UNIT + model.budget_name + UNIT
    whole = pl.min_horizontal(pl.col("sum"), model.budget)
    left = take(claims, pl.lit(True), whole, salt + pl.col("claim_text"))
    fits(left["amount"], pl.Series("percentage", [model.percentage_e6]))
    fund = (pl.col("amount") * model.percentage_e6 + 50_000_000) // 100_000_000
    return left.with_columns(pl.when(pl.col("amount") > 0).then(pl.col("amount") - fund).otherwise("amount"))


def by_value(weights: pl.DataFrame, net: pl.DataFrame) -> list[pl.DataFrame]:
    """Every claim over its participants by value. Of two with a cent left, it goes to the one that is due
    more than half of it; only where more take part, or both are due half, is anything ranked."""
    fits(weights["whole"], weights["weight"])
    rest, total = pl.col("rest"), pl.col("total")
    divided = (
        weights.lazy()
        .with_columns(
            pl.col("whole").abs(), sign=pl.col("whole").sign(), total=pl.col("weight").sum().over("claim")
        )
        .with_columns(
            share=WHOLE_BY_WEIGHT // total, rest=WHOLE_BY_WEIGHT % total, keys=pl.len().over("claim")
        )
        .with_columns(simple=(pl.col("keys") == 1) | ((pl.col("keys") == 2) & (2 * rest != total)))
        .collect(engine="streaming")
    )
    simple = divided.lazy().filter("simple").with_columns(pl.col("share") + (2 * rest > total).cast(pl.Int64))
    several = divided.filter(~pl.col("simple"))
    torn, more = ranked(several)
    texts = net.select("claim", "claim_text")
    text = pl.format("{}" + UNIT + "{}", "claim_text", "participant")
    again = several.join(torn, on="claim").join(texts, on="claim")
    floors = several.lazy().join(torn.lazy(), on="claim", how="anti")
    return [
        *drawn(again.drop("share").with_columns(division="claim", n=pl.lit(1, pl.Int64), text=text)),
        *(
            part.group_by("participant")
            .agg(cents=(pl.col("sign") * pl.col("share")).sum())
            .collect(engine="streaming")
            for part in (simple, floors)
        ),
        more.group_by("participant").agg(cents=pl.col("sign").sum()),
    ]


def ranked(several: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The claims where the border of the cents left over runs through equal remainders, and who gets one in
    the others: each claim together, the largest remainder first."""
    first = (
        pl.when(pl.col("claim") != pl.col("claim").shift(fill_value=pl.lit(2**32 - 1)))
        .then("row")
        .forward_fill()
    )
    ranks = (
        several.lazy()
        .filter(pl.col("rest") > 0)
        .sort("claim", "rest", descending=[False, True])
        .with_row_index("row")
        .with_columns(
            place=(pl.col("row") - first).cast(pl.Int64),
            cents=pl.col("rest").sum().over("claim") // pl.col("total"),
        )
        .with_columns(
            tied=(pl.col("place") == pl.col("cents") - 1)
            & (pl.col("claim") == pl.col("claim").shift(-1))
            & (pl.col("rest") == pl.col("rest").shift(-1))
        )
        .collect()
    )
    torn = ranks.filter("tied").select("claim")
    return torn, ranks.filter(pl.col("place") < pl.col("cents")).join(torn, on="claim", how="anti")


def drawn(keys: pl.DataFrame) -> list[pl.DataFrame]:
    """Divides among single keys; `text` is the salt with the key."""
    shares = divide(keys)
    return [
        shares.select("participant", cents=pl.col("sign") * pl.col("share")),
        lucky(shares.filter(pl.col("torn") > 0), "text").select("participant", cents="sign"),
    ]


def pools(
    weights: pl.DataFrame, net: pl.DataFrame, tables: dict[str, pl.LazyFrame], year: int
) -> list[pl.DataFrame]:
    """Claims whose deliveries are worth nothing, by performance and insurer, and every adjustment: by the
    values of all claims of the performance, or of all claims where there are none."""
    positive = weights.filter(pl.col("weight") > 0)
    rest = net.join(positive.select("claim"), on="claim", how="anti")
    of_claims = (
        rest.group_by("performance", "insurer").agg(pl.col("amount").sum()).with_columns(id=pl.lit(""))
    )
    in_year = pl.col("date").is_between(date(year, 1, 1), date(year, 12, 31))
    of_year = tables["adjustments"].filter(in_year).rename({"adjustment_id": "id"}).collect()
    columns = ["performance", "insurer", "amount", "id"]
    salted = pl.concat([of_claims.select(columns), of_year.select(columns)]).with_columns(
        salt=pl.format(
            "pool" + UNIT + "*" + UNIT + "{}" + UNIT + "{}" + UNIT,
            pl.col("performance").cast(pl.String).fill_null("-"),
            pl.col("insurer").cast(pl.String).fill_null("-"),
        )
    )
    by_performance = positive.group_by("performance", "participant").agg(pl.col("weight").sum())
    by_all = by_performance.group_by("participant").agg(pl.col("weight").sum())
    narrow = salted.join(by_performance, on="performance")
    wide = salted.join(by_performance.select("performance").unique(), on="performance", how="anti").join(
        by_all, how="cross"
    )
    keys = pl.concat([narrow.select(wide.columns), wide]).with_columns(
        division=pl.col("salt") + pl.col("id"),
        text=pl.col("salt") + pl.col("participant").cast(pl.String),
        sign=pl.col("amount").sign(),
        whole=pl.col("amount").abs(),
        n=pl.lit(1, pl.Int64),
    )
    return drawn(keys)
