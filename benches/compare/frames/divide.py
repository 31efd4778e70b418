"""The division to the cent (largest remainder), once for all that is divided."""

import polars as pl

FNV_OFFSET, FNV_PRIME = 14695981039346656037, 1099511628211
WHOLE_BY_WEIGHT = pl.col("whole") * pl.col("weight")


def fnv1a64(texts: pl.Series) -> pl.Series:
    """FNV-1a of every text's bytes; a product of unsigned 64 bits wraps, as the hash asks."""
    data = texts.cast(pl.Binary)
    sizes = data.bin.size()
    hashes = pl.repeat(FNV_OFFSET, len(texts), dtype=pl.UInt64, eager=True)
    for place in range(sizes.max() or 0):
        byte = data.bin.slice(place, 1).bin.reinterpret(dtype=pl.UInt8).cast(pl.UInt64)
        hashes = ((hashes ^ byte) * FNV_PRIME).zip_with(sizes > place, hashes)
    return hashes


def fits(left: pl.Series, right: pl.Series) -> None:
    """Integers of data frames wrap in silence; this proves beforehand that no product does."""
    if (left.abs().max() or 0) * (right.abs().max() or 0) >= 2**63:
        raise OverflowError(f"{left.name} times {right.name} is beyond 64 bits")


def divide(weights: pl.DataFrame) -> pl.DataFrame:
    """Divides the `whole` (not negative) of each `division` over rows that stand for `n` keys of one `weight`
    each.

    Adds `share`, what each of those keys gets, and `torn`: where the border of the cents left over runs
    through keys with one remainder, the number of them that get one cent more (else 0). Only those need their
    hashes.
    """
    fits(weights["whole"], weights["weight"])
    total = (pl.col("weight") * pl.col("n")).sum().over("division")
    floors = weights.with_columns(total=total).with_columns(
        share=WHOLE_BY_WEIGHT // pl.col("total"), rest=WHOLE_BY_WEIGHT % pl.col("total")
    )
    cents = floors.group_by("division").agg(
        cents=pl.col("whole").first() - (pl.col("share") * pl.col("n")).sum()
    )
    ranks = (
        floors.group_by("division", "rest")
        .agg(equal=pl.col("n").sum())
        .sort("division", "rest", descending=[False, True])
        .with_columns(upto=pl.col("equal").cum_sum().over("division"))
        .join(cents, on="division")
        .with_columns(before=pl.col("upto") - pl.col("equal"))
        .select(
            "division",
            "rest",
            more=(pl.col("upto") <= pl.col("cents")).cast(pl.Int64),
            torn=pl.when(pl.col("cents").is_between("before", "upto", closed="none"))
            .then(pl.col("cents") - pl.col("before"))
            .otherwise(0),
        )
    )
    return (
        floors.join(ranks, on=["division", "rest"])
        .with_columns(pl.col("share") + pl.col("more"))
        .drop("more", "rest")
    )


def lucky(torn: pl.DataFrame, text: str) -> pl.DataFrame:
    """Of keys at a torn border those that get a cent: the smallest hashes of `text`, salt and key
    together."""
    return (
        torn.with_columns(hash=fnv1a64(torn[text]))
        .sort("division", "hash", text)
        .with_columns(place=pl.int_range(pl.len()).over("division"))
        .filter(pl.col("place") < pl.col("torn"))
    )
