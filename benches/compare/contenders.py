"""Who takes part. Any command that prints `participant,allocated,mono_baseline` can be added to the list."""

import argparse
import shlex
import subprocess
import sys
from pathlib import Path

from contender import Contender
from dossiers import ROOT, WORK, stored

HERE = Path(__file__).resolve().parent
MODEL = HERE / "model.toml"
YEAR = "2026"


def python() -> str:
    """The Python of a virtual environment with the peers, made if it is not there or the requirements
    changed."""
    folder, wanted = WORK / "venv", (HERE / "requirements.txt").read_text(encoding="utf-8")
    program, made = folder / "bin" / "python", folder / "requirements.txt"
    if not made.is_file() or made.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        subprocess.run(
            [program, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True
        )
        made.write_text(wanted, encoding="utf-8")
    return str(program)


def binary() -> str:
    """Our own program as a clone builds it."""
    subprocess.run(["cargo", "build", "--quiet"], cwd=ROOT, check=True)
    return str(ROOT / "target" / "debug" / "verdeelsleutel")


def contenders(folder: Path, asked: argparse.Namespace) -> list[Contender]:
    """All contenders over one dossier."""
    ours, program, threads = asked.binary or binary(), python(), ["--threads", str(asked.threads)]
    duckdb, polars = [program, str(HERE / "duckdb_peer.py")], [program, str(HERE / "polars_peer.py")]
    database = stored(folder, ".duckdb", [*duckdb, "store"])
    arrow = stored(folder, ".arrow", [*polars, "store"])
    compute = [ours, "compute", str(folder), "--model", str(MODEL), "--year", YEAR, "--format", "csv"]
    found = [
        Contender("verdeelsleutel", compute, "CSV", ours=True),
        Contender("DuckDB", [*duckdb, "csv", str(folder), *threads], "CSV"),
        Contender("polars", [*polars, "csv", str(folder), *threads], "CSV"),
        Contender("DuckDB", [*duckdb, "stored", str(database), *threads], "columns"),
        Contender("polars", [*polars, "stored", str(arrow), *threads], "columns"),
    ]
    # Ours from stored columns: a command that prints the same, and its own time as `seconds: 0.123` on
    # standard error.
    if asked.ours_stored:
        command = [
            part.format(folder=folder, model=MODEL, year=YEAR) for part in shlex.split(asked.ours_stored)
        ]
        found.insert(3, Contender("verdeelsleutel", command, "columns", ours=True))
    return found
