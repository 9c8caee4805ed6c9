#!/usr/bin/env python3
"""Rules of association in real baskets: ours beside mlxtend and efficient-apriori, same data, same run, same answers.

    benchmarks/patterns_bench.py [runs]

Reads groceries/groceries.csv from the folder GUANXI_SHARED_DATA, else from ../shared/data beside the project.
"""

import os
import pathlib
import statistics
import sys
import time

import efficient_apriori
import guanxi as gx
import pandas
from mlxtend.frequent_patterns import association_rules, fpgrowth
from mlxtend.preprocessing import TransactionEncoder

SUPPORT, CONFIDENCE = 0.001, 0.8


def milliseconds(work, runs):
    """Median of the runs, and what the last one gave."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        answer = work()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken), answer


def read_baskets():
    folder = os.environ.get("GUANXI_SHARED_DATA", pathlib.Path(__file__).resolve().parents[2] / "shared/data")
    path = pathlib.Path(folder) / "groceries/groceries.csv"
    if not path.exists():
        print(f"patterns_bench: left out, for {path} is missing; set GUANXI_SHARED_DATA to the folder of the shared data")
        sys.exit(0)
    return [[name.strip() for name in line.split(",")] for line in path.read_text("utf-8").splitlines()]


def ours(baskets):
    return gx.need.association_rules(baskets, SUPPORT, CONFIDENCE, consequents="all").rules


def by_mlxtend(baskets):
    encoder = TransactionEncoder()
    table = pandas.DataFrame(encoder.fit_transform(baskets), columns=encoder.columns_)
    return association_rules(fpgrowth(table, min_support=SUPPORT, use_colnames=True), metric="confidence", min_threshold=CONFIDENCE - 1e-12)  # it divides shares, and misses 20 of 25


def by_efficient_apriori(baskets):
    return efficient_apriori.apriori(baskets, min_support=SUPPORT, min_confidence=CONFIDENCE)[1]


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    baskets = read_baskets()
    tuples = [tuple(basket) for basket in baskets]
    mine, found = milliseconds(lambda: ours(baskets), 5 * runs)
    print(f"{len(baskets):,} baskets, support {SUPPORT}, confidence {CONFIDENCE}: {len(found)} rules")
    print(f"{'guanxi':<20}{mine:>10.1f} ms")
    for name, call, given in (("mlxtend fpgrowth", by_mlxtend, baskets), ("efficient-apriori", by_efficient_apriori, tuples)):
        took, rules = milliseconds(lambda call=call, given=given: call(given), runs)
        assert len(rules) == len(found), (name, len(rules), len(found))
        print(f"{name:<20}{took:>10.1f} ms{took / mine:>8.0f} x")
    took, model = milliseconds(lambda: gx.need.ItemNeighbours.fit(baskets), 5 * runs)
    asked, _ = milliseconds(lambda: model.recommend(["whole milk", "yogurt", "butter"], n=10), 5 * runs)
    print(f"item neighbours: fit {took:.1f} ms, one recommendation of 10 {asked:.3f} ms")


if __name__ == "__main__":
    main()
