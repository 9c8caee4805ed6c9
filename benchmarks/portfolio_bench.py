#!/usr/bin/env python3
"""RFM and ABC over many purchases beside DuckDB, polars and pandas: each in a process of its own, time and peak memory.

portfolio_bench.py              all, at 10 million rows and a million customers
portfolio_bench.py --curve      ours alone from 10^4 to 10^8 rows, fed in pieces
"""

import argparse
import json
import resource
import subprocess
import sys
import time

import numpy as np

START = np.datetime64("2020-01-01")
AS_OF = "2022-12-31"
BINS = 5


def purchases(rows, customers, seed=1):
    """Customers, days and amounts; some customers buy far more than others."""
    generator = np.random.default_rng(seed)
    customer = (customers * generator.random(rows) ** 2).astype(np.int64)
    date = START + generator.integers(0, 1000, rows).astype("timedelta64[D]")
    return customer, date, np.round(generator.gamma(2, 50, rows), 2)


def quantiles():
    return [i / BINS for i in range(1, BINS)]


def ours_rfm(customer, date, amount):
    import guanxi as gx

    return lambda: len(gx.portfolio.rfm(customer, date, amount, AS_OF).customer)


def ours_abc(customer, date, amount):
    import guanxi as gx

    def run():
        totals = gx.portfolio.CustomerTotals()
        totals.update(customer, date, amount)
        columns = totals.finalize()
        return len(gx.portfolio.abc(columns.amount, columns.customer, scale=0).rank)

    return run


def pandas_rfm(customer, date, amount):
    import pandas

    frame = pandas.DataFrame({"customer": customer, "date": date, "amount": amount})

    def run():
        by = frame.groupby("customer").agg(last=("date", "max"), frequency=("date", "size"), amount=("amount", "sum"))
        by["recency"] = (np.datetime64(AS_OF) - by["last"]).dt.days
        for name in ("recency", "frequency", "amount"):
            edges = by[name].quantile(quantiles()).to_numpy()
            by[name + "_score"] = np.searchsorted(edges, by[name].to_numpy()) + 1
        return len(by)

    return run


def pandas_abc(customer, date, amount):
    import pandas

    frame = pandas.DataFrame({"customer": customer, "amount": amount})

    def run():
        totals = frame.groupby("customer")["amount"].sum().sort_values(ascending=False, kind="stable")
        before = (totals.cumsum() - totals) / totals.sum()
        return len(np.select([before < 0.8, before < 0.95], ["A", "B"], "C"))

    return run


def polars_rfm(customer, date, amount):
    import polars

    frame = polars.DataFrame({"customer": customer, "date": date.astype("datetime64[D]"), "amount": amount})

    def run():
        by = frame.lazy().group_by("customer").agg(last=polars.col("date").max(), frequency=polars.len(), amount=polars.col("amount").sum()).with_columns(recency=(polars.lit(AS_OF).str.to_date() - polars.col("last")).dt.total_days()).collect()
        for name in ("recency", "frequency", "amount"):
            edges = [by[name].quantile(q, "linear") for q in quantiles()]
            by = by.with_columns(polars.sum_horizontal([(polars.col(name) > edge).cast(polars.Int32) for edge in edges]).alias(name + "_score"))
        return by.height

    return run


def polars_abc(customer, date, amount):
    import polars

    frame = polars.DataFrame({"customer": customer, "amount": amount})

    def run():
        by = frame.lazy().group_by("customer").agg(polars.col("amount").sum()).sort("amount", descending=True).with_columns(before=(polars.col("amount").cum_sum() - polars.col("amount")) / polars.col("amount").sum())
        return by.with_columns(grade=polars.when(polars.col("before") < 0.8).then(polars.lit("A")).when(polars.col("before") < 0.95).then(polars.lit("B")).otherwise(polars.lit("C"))).collect().height

    return run


def duckdb_table(customer, date, amount):
    import duckdb
    import pyarrow

    link = duckdb.connect()
    link.register("held", pyarrow.table({"customer": customer, "date": date, "amount": amount}))
    link.execute("create table purchases as select customer, date::date as date, amount from held")
    link.unregister("held")
    return link


def duckdb_rfm(customer, date, amount):
    link = duckdb_table(customer, date, amount)
    listed = ", ".join(str(q) for q in quantiles())
    score = {name: " + ".join(f"(totals.{name} > edges.{name}[{i}])::int" for i in range(1, BINS)) for name in ("recency", "frequency", "amount")}
    query = f"""
        with totals as (select customer, date '{AS_OF}' - max(date) as recency, count(*) as frequency, sum(amount) as amount from purchases group by customer),
             edges as (select quantile_cont(recency, [{listed}]) as recency, quantile_cont(frequency, [{listed}]) as frequency, quantile_cont(amount, [{listed}]) as amount from totals)
        select totals.*, {score['recency']} as r, {score['frequency']} as f, {score['amount']} as m from totals, edges"""
    return lambda: link.execute(query).to_arrow_table().num_rows


def duckdb_abc(customer, date, amount):
    link = duckdb_table(customer, date, amount)
    query = """
        with totals as (select customer, sum(amount) as amount from purchases group by customer),
             shared as (select *, (sum(amount) over (order by amount desc, customer rows unbounded preceding) - amount) / sum(amount) over () as before from totals)
        select *, case when before < .8 then 'A' when before < .95 then 'B' else 'C' end as grade from shared"""
    return lambda: link.execute(query).to_arrow_table().num_rows


CONTENDERS = ("ours", "duckdb", "polars", "pandas")


def peak_mib():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_one(what, who, rows, customers):
    """One contender: fastest of some runs, and how far the peak of memory rose above the data."""
    work = globals()[f"{who}_{what}"](*purchases(rows, customers))
    before = peak_mib()
    seconds = []
    for _ in range(4):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"seconds": min(seconds), "mib": peak_mib() - before, "customers": found}))


def compare(rows, customers):
    import duckdb
    import pandas
    import polars

    print(f"RFM and ABC, {rows:,} purchases of {customers:,} customers; DuckDB {duckdb.__version__}, polars {polars.__version__}, pandas {pandas.__version__}")
    for what in ("rfm", "abc"):
        ours = None
        for who in CONTENDERS:
            answer = subprocess.run([sys.executable, __file__, "--one", what, who, str(rows), str(customers)], capture_output=True, text=True, check=True)
            told = json.loads(answer.stdout)
            ours = ours or told["seconds"]
            print(f"  {what:<4}{who:<8}{told['seconds']:8.3f} s  {told['seconds'] / ours:6.1f} x  {told['mib']:8.0f} MiB more  {told['customers']:,} customers")


def curve():
    """Ours from 10^4 to 10^8 rows, in pieces of at most a million that are made on the way."""
    import guanxi as gx

    print("RFM fed in pieces: rows, seconds in guanxi, MiB more at the peak")
    for power in range(4, 9):
        rows = 10**power
        customers = max(1000, rows // 10)
        totals = gx.portfolio.CustomerTotals()
        before, spent = peak_mib(), 0.0
        for piece in range(max(1, rows // 1_000_000)):
            columns = purchases(min(rows, 1_000_000), customers, piece)
            start = time.perf_counter()
            totals.update(*columns)
            spent += time.perf_counter() - start
        start = time.perf_counter()
        gx.portfolio.rfm_of(totals, AS_OF)
        spent += time.perf_counter() - start
        print(f"  10^{power}  {customers:>11,} customers  {spent:8.3f} s  {spent / rows * 1e9:6.1f} ns a row  {peak_mib() - before:8.0f} MiB more")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one", nargs=4, metavar=("WHAT", "WHO", "ROWS", "CUSTOMERS"))
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    given = parser.parse_args()
    if given.one:
        what, who, rows, customers = given.one
        return run_one(what, who, int(rows), int(customers))
    if given.curve:
        return curve()
    return compare(given.rows, given.customers)


if __name__ == "__main__":
    main()
