"""What was measured, as tables for a page."""

import statistics

from contender import COLUMNS, Contender, euros
from measure import Run

Results = dict[Contender, list[Run]]


def markdown(head: list[str], rows: list[list[str]]) -> str:
    """A table; all columns but the first two are numbers."""
    rule = ["---"] * 2 + ["---:"] * (len(head) - 2)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def fastest(runs: list[Run]) -> float:
    return min(run.seconds for run in runs)


def comparison(results: Results) -> str:
    """A line per contender; ratios to ours that read the same kind of source."""
    ours = {contender.source: fastest(runs) for contender, runs in results.items() if contender.ours}
    head = [
        "contender",
        "from",
        "seconds (min)",
        "seconds (median)",
        "times ours",
        "whole process",
        "cpu",
        "peak MB",
    ]
    rows = []
    for contender, runs in results.items():
        least = fastest(runs)
        rows.append(
            [
                contender.name,
                contender.source,
                f"{least:.2f}",
                f"{statistics.median(run.seconds for run in runs):.2f}",
                f"{least / ours[contender.source]:.2f}" if contender.source in ours else "",
                f"{min(run.wall for run in runs):.2f}",
                f"{min(run.cpu for run in runs):.2f}",
                f"{max(run.peak_mb for run in runs):.0f}",
            ]
        )
    return markdown(head, rows)


def linearity(of_scales: list[tuple[int, int, Results]]) -> str:
    """A line per contender and scale: does a row cost the same in a country as in a region?"""
    rows = []
    for scale, count, results in of_scales:
        for contender, runs in results.items():
            least = fastest(runs)
            rows.append(
                [
                    contender.name,
                    contender.source,
                    str(scale),
                    f"{count:,}",
                    f"{least:.2f}",
                    f"{least / count * 1e9:.0f}",
                ]
            )
    rows.sort(key=lambda row: (row[1], row[0]))
    return markdown(["contender", "from", "scale", "rows", "seconds (min)", "ns per row"], rows)


def differences(results: Results) -> list[str]:
    """Where contenders do not agree with the first, participant by participant; at most ten lines."""
    (first, (run, *_)), *_ = results.items()
    found = []
    for contender, runs in results.items():
        for other in runs:
            for participant in sorted(run.amounts.keys() | other.amounts.keys()):
                want, have = run.amounts.get(participant), other.amounts.get(participant)
                if want != have:
                    found.append(f"{participant}: {first.name} {shown(want)}; {contender.name} {shown(have)}")
            if found:
                return found[:10]
    return found


def shown(amounts: tuple[int, ...] | None) -> str:
    if amounts is None:
        return "does not have it"
    return ", ".join(f"{name} {euros(amount)}" for name, amount in zip(COLUMNS, amounts, strict=True))
