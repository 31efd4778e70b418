"""What a contender is: a command that prints `participant,allocated,mono_baseline` in euro on standard
output."""

import csv
import io
from dataclasses import dataclass

# A contender that keeps its own time says on standard error how long it took from opening its files to the
# amounts.
SECONDS = "seconds: "
COLUMNS = ["allocated", "mono_baseline"]


@dataclass(frozen=True, eq=False)
class Contender:
    name: str
    command: list[str]
    # What it reads: "CSV" or "columns" (stored, typed). Ratios are taken within one of these.
    source: str
    ours: bool = False


def cents(amount: str) -> int:
    """Whole cents of `-12.05`, without a float in between."""
    euros, _, rest = amount.partition(".")
    if len(rest) != 2:
        raise ValueError(f"not an amount with two decimals: {amount}")
    return int(euros + rest)


def euros(amount: int) -> str:
    """`-12.05` of whole cents."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02}"


def amounts(text: str) -> dict[str, tuple[int, ...]]:
    """The cents of every participant; columns that are not compared are left aside."""
    return {
        row["participant"]: tuple(cents(row[name]) for name in COLUMNS)
        for row in csv.DictReader(io.StringIO(text))
    }


def seconds(errors: str) -> float | None:
    """The time a contender says it took."""
    said = [line.removeprefix(SECONDS) for line in errors.splitlines() if line.startswith(SECONDS)]
    return float(said[-1]) if said else None


def printed(rows: list[tuple[str, int, int]]) -> str:
    """Amounts in cents as what a contender prints."""
    lines = [",".join(["participant", *COLUMNS])]
    lines += [",".join([participant, *map(euros, rest)]) for participant, *rest in rows]
    return "\n".join(lines)
