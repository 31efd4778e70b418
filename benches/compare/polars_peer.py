"""The calculation in polars: `polars_peer.py csv FOLDER`, `store FOLDER TARGET` or `stored TARGET`, and
`--threads N`."""

import argparse
import os
import sys
import time
from pathlib import Path

from contender import SECONDS, printed
from parameters import parameters

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", choices=["csv", "store", "stored"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--model", type=Path, default=HERE / "model.toml")
    parser.add_argument("--year", type=int, default=2026)
    asked = parser.parse_args()

    # Read when polars is imported.
    os.environ["POLARS_MAX_THREADS"] = str(asked.threads)
    from frames.amounts import amounts
    from frames.read import dossier
    from frames.store import store, stored

    if asked.source == "store":
        store(*asked.paths)
        return
    began = time.perf_counter()
    tables = dossier(asked.paths[0]) if asked.source == "csv" else stored(asked.paths[0])
    rows = amounts(tables, parameters(asked.model), asked.year).rows()
    took = time.perf_counter() - began
    print(printed(rows))
    print(f"{SECONDS}{took:.4f}", file=sys.stderr)


if __name__ == "__main__":
    main()
