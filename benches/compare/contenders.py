"""Who takes part. Any command that prints `participant,allocated,mono_baseline` can be added to the list."""

import argparse
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


def from_columns() -> str:
    """Our own engine from stored columns, see benches/stored.rs."""
    subprocess.run(["cargo", "build", "--quiet", "--example", "stored"], cwd=ROOT, check=True)
    return str(ROOT / "target" / "debug" / "examples" / "stored")


def contenders(folder: Path, asked: argparse.Namespace) -> list[Contender]:
    """All contenders over one dossier."""
    columns = from_columns()
    ours, program, threads = asked.binary or binary(), python(), ["--threads", str(asked.threads)]
    duckdb, polars = [program, str(HERE / "duckdb_peer.py")], [program, str(HERE / "polars_peer.py")]
    database = stored(folder, ".duckdb", [*duckdb, "store"])
    arrow = stored(folder, ".arrow", [*polars, "store"])
    batches = stored(folder, ".batches", [columns, "store"])
    compute = [ours, "compute", str(folder), "--model", str(MODEL), "--year", YEAR, "--format", "csv"]
    return [
        Contender("verdeelsleutel", compute, "CSV", ours=True),
        Contender("DuckDB", [*duckdb, "csv", str(folder), *threads], "CSV"),
        Contender("polars", [*polars, "csv", str(folder), *threads], "CSV"),
        Contender("verdeelsleutel", [columns, "compute", str(batches), str(MODEL), YEAR], "columns", ours=True),
        Contender("DuckDB", [*duckdb, "stored", str(database), *threads], "columns"),
        Contender("polars", [*polars, "stored", str(arrow), *threads], "columns"),
    ]
