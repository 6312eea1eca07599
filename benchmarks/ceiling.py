"""`python -m benchmarks.ceiling`: what two processes of plain arithmetic gain over one on this machine, now.

Virtual cores that share a physical one give far less than 2; no pipeline can beat that.
"""

import sys
import time
from multiprocessing import Pool

STEPS = 20_000_000


def burn(_: int) -> float:
    """Seconds that a fixed amount of arithmetic takes."""
    began = time.perf_counter()
    total = 0
    for i in range(STEPS):
        total += i * i % 7
    return time.perf_counter() - began


def ceiling() -> float:
    """How many times faster two processes do twice the work than one would."""
    alone = burn(0)
    with Pool(2) as pool:
        began = time.perf_counter()
        pool.map(burn, range(2))
        return 2 * alone / (time.perf_counter() - began)


if __name__ == "__main__":
    sys.stdout.write(f"{ceiling():.2f}\n")
