"""The calculation in DuckDB: `duckdb_peer.py csv FOLDER`, `store FOLDER FILE` or `stored FILE`, and
`--threads N`."""

import argparse
import sys
import time
from pathlib import Path

import duckdb

from contender import SECONDS, printed
from parameters import parameters

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", choices=["csv", "store", "stored"])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--model", type=Path, default=HERE / "model.toml")
    parser.add_argument("--year", type=int, default=2026)
    asked = parser.parse_args()

    began = time.perf_counter()
    database = (
        duckdb.connect(asked.paths[0], read_only=True) if asked.source == "stored" else duckdb.connect()
    )
    database.execute(f"SET threads = {asked.threads}")
    for name, value in variables(asked).items():
        database.execute(f"SET VARIABLE {name} = {value}")
    if asked.source == "store":
        run(database, "read_csv.sql")
        database.execute(f"ATTACH '{asked.paths[1]}' AS stored")
        run(database, "store.sql")
        return
    # No order of rows matters to the amounts.
    database.execute("SET preserve_insertion_order = false")
    if asked.source == "csv":
        run(database, "read_csv.sql")
    run(database, "divide.sql")
    rows = run(database, "amounts.sql")
    took = time.perf_counter() - began
    print(printed(rows))
    print(f"{SECONDS}{took:.4f}", file=sys.stderr)


def variables(asked: argparse.Namespace) -> dict[str, str]:
    """What the queries ask, as SQL."""
    model = parameters(asked.model)
    name = model.budget_name.replace("'", "''")
    return {
        "folder": f"'{asked.paths[0]}'",
        "year": str(asked.year),
        "budget": f"{model.budget}::BIGINT",
        "budget_salt": f"'slice' || chr(31) || '{name}' || chr(31)",
        "percentage_e6": f"{model.percentage_e6}::BIGINT",
    }


def run(database: duckdb.DuckDBPyConnection, script: str) -> list[tuple]:
    """Runs every statement of a script; the rows of the last one."""
    return database.execute((HERE / "sql" / script).read_text(encoding="utf-8")).fetchall()


if __name__ == "__main__":
    main()
