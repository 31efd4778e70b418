"""The dossiers that are calculated, made once per scale and kept under `target/compare`."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "compare"

# What the calculation needs, and payees.csv, which participants.csv refers to. Files that only our engine
# would read (episodes, advances, reference years, …) are left out, so that all contenders read the same
# bytes.
FILES = (
    "organisation.toml",
    "participants.csv",
    "payees.csv",
    "insurers.csv",
    "performances.csv",
    "activities.csv",
    "integral_tariffs.csv",
    "shadow_tariffs.csv",
    "contracts.csv",
    "claims.csv",
    "claim_events.csv",
    "deliveries.csv",
    "adjustments.csv",
    "settled.csv",
)


def dossier(scale: int) -> Path:
    """The dossier of a scale; made if it is not there."""
    folder = WORK / f"scale-{scale}"
    if not folder.is_dir():
        whole = WORK / f"making-{scale}"
        shutil.rmtree(whole, ignore_errors=True)
        generate = ["cargo", "run", "--quiet", "--example", "generate-voorbeeld", "--", str(whole)]
        generate += ["--scale", str(scale)]
        subprocess.run(generate, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for path in whole.iterdir():
            if path.name not in FILES:
                path.unlink()
        whole.rename(folder)
    return folder


def stored(folder: Path, suffix: str, store: list[str]) -> Path:
    """A dossier in a contender's own columns beside it; `store` with its two paths makes it if it is not
    there."""
    target = folder.with_suffix(suffix)
    if not target.exists():
        making = folder.with_suffix(".making" + suffix)
        shutil.rmtree(making, ignore_errors=True)
        making.unlink(missing_ok=True)
        subprocess.run([*store, str(folder), str(making)], check=True)
        making.rename(target)
    return target


def size(folder: Path) -> tuple[int, int]:
    """Rows and bytes of the CSV files."""
    files = list(folder.glob("*.csv"))
    rows = 0
    for path in files:
        with path.open("rb") as file:
            rows += sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b"")) - 1
    return rows, sum(path.stat().st_size for path in files)
