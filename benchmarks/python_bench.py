#!/usr/bin/env python3
"""What the Python package costs: import, calls, and a table of many customers beside pandas built from sqlite3 rows.

    benchmarks/python_bench.py [customers]
"""

import dataclasses
import sqlite3
import statistics
import subprocess
import sys
import time
import timeit

import guanxi as gx
import pandas
import pyarrow

RUNS = 7


def seconds(work, runs=1):
    """Median of the runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def row(what, ours, peer=None, name=""):
    compared = "" if peer is None else f"{peer:>12} {name}"
    print(f"{what:<52}{ours:>12}{compared}")


def import_time():
    def started(code):
        return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True), RUNS)

    empty = started("pass")
    row("import", f"{1000 * (started('import guanxi') - empty):.0f} ms", f"{1000 * (started('import pandas') - empty):.0f} ms", "pandas")


@dataclasses.dataclass(frozen=True)
class Plain:
    """What Python itself has for a record."""

    legal_name: str
    employees: int


def nanoseconds(call, times=200_000):
    return f"{min(timeit.repeat(call, number=times, repeat=5)) / times * 1e9:.0f} ns"


def call_overhead():
    customer, plain = gx.Customer(legal_name="Harbor Gear Works"), Plain("Harbor Gear Works", 3)
    row("read a text of a record", nanoseconds(lambda: customer.legal_name), nanoseconds(lambda: plain.legal_name), "dataclass")
    row("make a record with one field", nanoseconds(lambda: gx.Customer(legal_name="A"), 20_000), nanoseconds(lambda: Plain("A", 3), 20_000), "dataclass")
    row("replace a field", nanoseconds(lambda: customer.replace(legal_name="B"), 20_000), nanoseconds(lambda: dataclasses.replace(plain, legal_name="B"), 20_000), "dataclass")
    row("check a USCC", nanoseconds(lambda: gx.quality.check_uscc("91350100M000100Y43"), 5_000))


def customers(count):
    """Records of customers with nine fields filled, read from a table."""
    table = pyarrow.table(
        {
            "legal_name": [f"Harbor Gear Works {number}" for number in range(count)],
            "short_name": [f"Harbor {number % 977}" for number in range(count)],
            "industry_label": [("Machinery - gears", "Electronics", "Food")[number % 3] for number in range(count)],
            "main_business": ["Gears for cranes and ferries"] * count,
            "address": [f"{number % 200} Harbor Road" for number in range(count)],
            "payment_terms": ["30 days net"] * count,
            "founded_on": [f"{1950 + number % 70}" for number in range(count)],
            "employees.low": [50 + number % 400 for number in range(count)],
            "customer_type.set": [("new", "existing", "strategic", "potential")[number % 4] for number in range(count)],
        }
    )
    made, findings = gx.read_table(gx.Customer, table)
    assert len(made) == count and not findings, findings[:3]
    return made


def sqlite_with(table):
    """The same rows in a database in memory."""
    database = sqlite3.connect(":memory:")
    names = ", ".join(f'"{name}"' for name in table.column_names)
    database.execute(f"create table customer ({names})")
    marks = ", ".join("?" * table.num_columns)
    for batch in table.to_batches(max_chunksize=20_000):
        columns = [[value if value is None or isinstance(value, (int, float, str)) else str(value) for value in column.to_pylist()] for column in batch.columns]
        database.executemany(f"insert into customer values ({marks})", zip(*columns, strict=True))
    return database


def tables(count):
    start = time.perf_counter()
    listed = customers(count)
    print(f"({count:,} customers with nine fields read in {time.perf_counter() - start:.1f} s)")
    arrow = []
    whole = seconds(lambda: arrow.append(pyarrow.table(listed)))
    row(f"{count:,} customers as an Arrow table, {arrow[0].num_columns} columns", f"{whole:.1f} s")
    ours = seconds(listed.to_pandas)
    with sqlite_with(arrow.pop()) as database:
        peer = seconds(lambda: pandas.read_sql_query("select * from customer", database))
    row(f"{count:,} customers as a pandas frame", f"{ours:.1f} s", f"{peer:.1f} s", "pandas.read_sql_query from sqlite3 in memory")


def main():
    row("", "guanxi", "peer")
    import_time()
    call_overhead()
    tables(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)


if __name__ == "__main__":
    main()
