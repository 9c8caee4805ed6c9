#!/usr/bin/env python3
"""TOPSIS of many alternatives beside pymcdm, on the same table in the same run.

    benchmarks/mcdm_bench.py [alternatives] [criteria]
"""

import statistics
import sys
import time

import guanxi as gx
import numpy
from pymcdm.methods import TOPSIS
from pymcdm.normalizations import vector_normalization

RUNS = 5


def seconds(work, runs=RUNS):
    """Median of the runs, and the last answer."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        answer = work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), answer


def main(rows=1_000_000, columns=8):
    random = numpy.random.default_rng(8)
    table, weights = random.random((rows, columns)), random.random(columns)
    weights /= weights.sum()
    types = numpy.where(numpy.arange(columns) % 2 == 0, 1, -1)
    directions = ["max" if kind == 1 else "min" for kind in types]
    ours, result = seconds(lambda: gx.score.topsis(table, weights=weights, directions=directions))
    theirs, scores = seconds(lambda: TOPSIS(vector_normalization)(table, weights, types), 3)
    assert numpy.allclose(result.scores, scores, rtol=0, atol=1e-12)
    print(f"TOPSIS, {rows:,} x {columns}: guanxi with ranks {1000 * ours:.0f} ms, pymcdm without {1000 * theirs:.0f} ms: {theirs / ours:.1f} times")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
