"""The tables of a dossier in a folder of Arrow files: ids as integers, which join faster than text; the text
of a claim's id stays, because ties fall by its hash."""

from pathlib import Path

import polars as pl

from .read import dossier


def store(source: Path, target: Path) -> None:
    """Writes every table, not compressed, so that it can be mapped into memory as it is."""
    tables = {name: table.collect() for name, table in dossier(source).items()}
    claims, deliveries = tables["claims"], tables["deliveries"]
    episodes = numbers("episode_id", claims["episode_id"], deliveries["episode_id"])
    claim_ids = claims.select("claim_id", number="claim")
    delivery_ids = numbers("delivery_id", deliveries["delivery_id"])
    tables["claims"] = numbered(numbered(claims, "episode_id", episodes), "claim_id", claim_ids)
    tables["events"] = numbered(tables["events"], "claim_id", claim_ids)
    tables["settled"] = numbered(tables["settled"], "delivery_id", delivery_ids)
    deliveries = numbered(numbered(deliveries, "episode_id", episodes), "delivery_id", delivery_ids)
    tables["deliveries"] = numbered(deliveries, "replaces", delivery_ids.rename({"delivery_id": "replaces"}))
    target.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.write_ipc(target / f"{name}.arrow", compression="uncompressed")


def stored(folder: Path) -> dict[str, pl.LazyFrame]:
    """Every table of the calculation, by its name."""
    return {path.stem: pl.scan_ipc(path) for path in folder.glob("*.arrow")}


def numbers(name: str, *ids: pl.Series) -> pl.DataFrame:
    """A number for every id."""
    return pl.concat(ids).unique(maintain_order=True).to_frame(name).with_row_index("number")


def numbered(table: pl.DataFrame, column: str, ids: pl.DataFrame) -> pl.DataFrame:
    """The table with numbers for ids; no id stays none."""
    found = table.join(ids, on=column, how="left", maintain_order="left")
    return found.with_columns(pl.col("number").alias(column)).drop("number")
