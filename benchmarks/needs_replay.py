#!/usr/bin/env python3
"""Needs foretold in the groceries data, all sources beside popularity alone: the figures of docs/methods/predicted_needs.md.

Usage: needs_replay.py FILE. FILE has one basket a line, items separated by commas; without it nothing is done.
"""

import datetime
import pathlib
import sys
import time

import guanxi as gx

LAST = datetime.date(2025, 6, 30)


def buyer(products):
    return gx.Dossier(gx.Customer(), transactions=[gx.Transaction(product=name, traded_on=day) for name, day in products])


def groceries_in_time(rows):
    """Baskets as customers: those whose index ends in 1 buy one of their items within the horizon after the first past day, those
    ending in 0 after the second; all else was bought before."""
    first, second = (LAST - datetime.timedelta(days=days) for days in (360, 180))
    dossiers = []
    for i, row in enumerate(rows):
        days = [first - datetime.timedelta(days=30)] * len(row)
        if 2 <= len(row) <= 60 and i % 10 in (0, 1):
            days[i // 10 % len(row)] = (first if i % 10 else second) + datetime.timedelta(days=20)
        dossiers.append(buyer(list(zip(row, days, strict=True))))
    return gx.Book(dossiers, offerings=[gx.Offering(name=name) for name in sorted({item for row in rows for item in row})])


def main(path):
    rows = [[name.strip() for name in line.split(",")] for line in path.read_text("utf-8").splitlines()]
    book = groceries_in_time(rows)
    for first in (5, 10):
        start = time.perf_counter()
        replay = gx.assess.learn_need_sources(book, as_of=LAST, cuts=2, min_support=0.005, at_n=first).replay
        print(f"groceries, {replay.customers} to find: {replay.verdict.en} (gain {replay.gain / replay.gain_error:.1f} standard errors, {time.perf_counter() - start:.0f} s)")


if __name__ == "__main__":
    if len(sys.argv) > 1 and pathlib.Path(sys.argv[1]).is_file():
        main(pathlib.Path(sys.argv[1]))
    else:
        print("groceries: the file is not here")
