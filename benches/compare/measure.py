"""One run of one contender as a process of its own, and what it used."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from contender import Contender, amounts, seconds


@dataclass(frozen=True)
class Run:
    # Of the whole process.
    wall: float
    cpu: float
    peak_mb: float
    # From opening the files to the amounts: what the contender says, else the whole process.
    seconds: float
    amounts: dict[str, tuple[int, ...]]


def measured(contender: Contender, threads: int) -> Run:
    """Runs it on as many processors as it may have threads."""

    def confine() -> None:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])

    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(contender.command, stdout=output, stderr=errors, preexec_fn=confine)
        # Not process.wait: only wait4 tells what this one child used.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        told = errors.read()
        if process.returncode:
            raise SystemExit(
                f"{contender.name} ({contender.source}) ended with {process.returncode}:\n{told[-2000:]}"
            )
        peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        cpu = usage.ru_utime + usage.ru_stime
        return Run(wall, cpu, peak, seconds(told) or wall, amounts(output.read()))
