"""Compares our engine with DuckDB and polars on one calculation, to the cent. See README.md beside this
file."""

import argparse
import sys
from pathlib import Path

from contenders import contenders
from dossiers import dossier, size
from measure import measured
from tables import Results, comparison, differences, linearity


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=74, help="number of regions; 74 is about the country")
    parser.add_argument("--scales", help="several scales, as 7,22,74, for a table of linearity")
    parser.add_argument("--times", type=int, default=5, help="runs of each contender, interleaved")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--binary", help="our program; default: built and taken from target/debug")
    asked = parser.parse_args()
    scales = [int(scale) for scale in asked.scales.split(",")] if asked.scales else [asked.scale]

    of_scales = []
    for scale in scales:
        folder = dossier(scale)
        rows, data = size(folder)
        results = race(folder, asked)
        of_scales.append((scale, rows, results))
        print(
            f"\nScale {scale}: {rows:,} rows, {data / 1e6:.0f} MB of CSV, {asked.threads} threads, "
            f"{asked.times} runs each; all gave the same cents.\n"
        )
        print(comparison(results))
    if len(scales) > 1:
        print(f"\n{linearity(of_scales)}")


def race(folder: Path, asked: argparse.Namespace) -> Results:
    """Runs all in turn, so that a busy moment of the machine falls on all of them; ends where cents
    differ."""
    taking_part = contenders(folder, asked)
    results: Results = {contender: [] for contender in taking_part}
    for turn in range(asked.times):
        for contender in taking_part:
            results[contender].append(measured(contender, asked.threads))
            print(
                f"{folder.name}: run {turn + 1} of {contender.name} from {contender.source}", file=sys.stderr
            )
        if found := differences(results):
            raise SystemExit("Not the same cents:\n" + "\n".join(found))
    return results


if __name__ == "__main__":
    main()
