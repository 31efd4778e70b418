"""The same bootstrap in NumPy: how often each episode comes is Poisson, every participant's values are added up as
often, and percentiles are taken over the draws.

`peer.py FILE DRAWS` reads what benches/chance.rs writes (32-bit episodes, 32-bit participants and 64-bit cents, a
column after the other) and prints seconds, and mean and standard deviation of the sum of all."""

import sys
import time

import numpy as np


def main() -> None:
    path, draws = sys.argv[1], int(sys.argv[2])
    raw = np.fromfile(path, dtype=np.uint8)
    count = raw.size // 16
    episode = raw[: 4 * count].view(np.uint32).astype(np.int64)
    participant = raw[4 * count : 8 * count].view(np.uint32).astype(np.int64)
    cents = raw[8 * count :].view(np.int64).astype(np.float64)
    episodes, participants = int(episode.max()) + 1, int(participant.max()) + 1

    began = time.perf_counter()
    dice = np.random.default_rng(1)
    sums = np.empty((draws, participants))
    for draw in range(draws):
        times = dice.poisson(1.0, episodes)
        sums[draw] = np.bincount(participant, weights=cents * times[episode], minlength=participants)
    percentiles = np.percentile(sums, [5, 25, 50, 75, 95], axis=0)
    means, deviations = sums.mean(axis=0), sums.std(axis=0, ddof=1)
    took = time.perf_counter() - began
    assert percentiles.shape[1] == means.size == deviations.size
    total = sums.sum(axis=1)
    print(f"{took:.3f} {total.mean():.0f} {total.std(ddof=1):.0f}")


if __name__ == "__main__":
    main()
