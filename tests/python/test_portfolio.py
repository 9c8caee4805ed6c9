"""Analyses of many purchases: published numbers, pandas, polars and DuckDB on random tables, columns of every sort, states in parts."""

import csv
import datetime
import decimal
import pickle
import random

import duckdb
import guanxi as gx
import hypothesis
import hypothesis.strategies as st
import nanoarrow
import numpy as np
import pandas
import polars
import pyarrow
import pytest


def cdnow(shared_data, name="CDNOW_master.txt", key=0):
    rows = [line.split() for line in (shared_data / "cdnow" / name).read_text().splitlines()]
    rows = [row for row in rows if len(row) >= 4 and row[0] != "customer_id"]
    dates = [f"{row[key + 1][:4]}-{row[key + 1][4:6]}-{row[key + 1][6:]}" for row in rows]
    return [row[key] for row in rows], np.array(dates, "datetime64[D]"), np.array([float(row[key + 3]) for row in rows])


# -- published numbers --


def test_abc_and_concentration_of_cdnow(shared_data):
    customer, date, amount = cdnow(shared_data)
    totals = gx.portfolio.CustomerTotals()
    totals.update(customer, date, amount)
    columns = totals.finalize()
    answer = gx.portfolio.abc(columns.amount, columns.customer, scale=0)
    assert [line.items for line in answer.table] == [7695, 8044, 7831]
    assert answer.total == 250031563
    found = gx.portfolio.concentration(columns.amount, scale=0)
    assert found.top_share == pytest.approx(0.6777738297, abs=5e-11)
    assert found.gini == pytest.approx(0.6345711846, abs=5e-11)
    assert found.hhi == pytest.approx(0.0002612613794621829, abs=1e-17)


def test_rfm_of_the_published_orders(shared_data):
    rows = list(csv.DictReader((shared_data / "rfm_orders/rfm_data_orders.csv").read_text("utf-8").splitlines()))
    columns = [row["customer_id"] for row in rows], [row["order_date"] for row in rows], [float(row["revenue"]) for row in rows]
    answer = gx.portfolio.rfm(*columns, "2006-12-31")
    assert list(answer.frequency_bins.counts) == [268, 187, 176, 244, 120]
    assert list(answer.recency_bins.edges) == pytest.approx([114, 180, 296.4, 481])
    assert list(answer.amount_bins.edges) == pytest.approx([254.8, 381, 505.4, 665])
    shifted = gx.portfolio.rfm(*columns, "2006-12-31", edge_shift=1)
    assert list(shifted.recency_bins.counts) == [197, 200, 199, 199, 200]
    place = answer.customer.index("Aden Murphy")
    assert (answer.r[place], answer.f[place], answer.m[place], answer.recency[place]) == (5, 4, 4, 98)
    assert sum(answer.segment_counts) == 995


def test_cohorts_of_the_sample(shared_data):
    answer = gx.portfolio.cohorts(*cdnow(shared_data, "CDNOW_sample.txt", 1))
    january = [cell.active for cell in answer.cells if cell.cohort == datetime.date(1997, 1, 1)]
    assert january == [781, 124, 95, 70, 65, 77, 65, 53, 52, 45, 62, 59, 45, 47, 63, 37, 37, 33]
    assert [cell.amount for cell in answer.cells][:4] == [2859270, 700373, 424164, 375536]


# -- other packages --


def random_table(seed):
    draw = random.Random(seed)
    rows, customers = draw.randint(1, 300), draw.randint(1, 40)
    texts = draw.random() < 0.5
    customer = [f"客户{draw.randrange(customers):03}" if texts else draw.randrange(customers) for _ in range(rows)]
    date = [datetime.date(2023, 1, 1) + datetime.timedelta(days=draw.randrange(365)) for _ in range(rows)]
    amount = [draw.randrange(-2000 if draw.random() < 0.1 else 0, 100000) / 100 for _ in range(rows)]
    return customer, date, amount


def scores(values, bins, edges):
    return [1 + sum(value > edge for edge in edges) for value in values]


def same_edges(ours, theirs, what):
    assert list(ours) == pytest.approx(list(theirs), rel=1e-12, abs=1e-9), what


@pytest.mark.parametrize("block", range(4))
def test_rfm_is_that_of_pandas_polars_and_duckdb(block):
    for seed in range(50 * block, 50 * block + 50):
        customer, date, amount = random_table(seed)
        answer = gx.portfolio.rfm(customer, date, amount, "2024-01-31")
        frame = pandas.DataFrame({"customer": customer, "date": pandas.to_datetime(date), "minor": [round(100 * value) for value in amount]})
        orders = frame[frame.minor >= 0].groupby("customer").agg(last=("date", "max"), frequency=("minor", "size"))
        by = orders.join(frame.groupby("customer").minor.sum())
        by["recency"] = (pandas.Timestamp("2024-01-31") - by["last"]).dt.days
        assert list(answer.customer) == list(by.index), seed
        assert list(answer.recency) == list(by.recency)
        assert list(answer.frequency) == list(by.frequency)
        assert list(answer.amount) == list(by.minor)
        lazy = polars.DataFrame({"customer": customer, "date": date, "minor": [round(100 * value) for value in amount]}).filter(polars.col("minor") >= 0)
        theirs = lazy.group_by("customer").agg(polars.col("date").max(), polars.len()).sort("customer")
        assert theirs["len"].to_list() == list(answer.frequency)
        held = by
        edges = duckdb.sql("select quantile_cont(recency, [.2, .4, .6, .8]), quantile_cont(frequency, [.2, .4, .6, .8]), quantile_cont(minor, [.2, .4, .6, .8]) from held").fetchone()
        for name, own, other, column in (("r", answer.recency_bins, edges[0], by.recency), ("f", answer.frequency_bins, edges[1], by.frequency), ("m", answer.amount_bins, [edge / 100 for edge in edges[2]], by.minor / 100)):
            same_edges(own.edges, other, (seed, name))
            same_edges(own.edges, column.quantile([0.2, 0.4, 0.6, 0.8]), (seed, name))


def test_abc_is_that_of_pandas():
    for seed in range(200):
        draw = random.Random(seed)
        values = [draw.randrange(1, 40 if seed % 2 else 10**6) for _ in range(draw.randint(1, 80))]
        answer = gx.portfolio.abc(values, scale=0)
        ordered = pandas.Series(values).sort_values(ascending=False, kind="stable")
        before = (ordered.cumsum() - ordered) * 100
        total = ordered.sum()
        grades = {row: "a" if share < 80 * total else "b" if share < 95 * total else "c" for row, share in before.items()}
        assert [str(grade) for grade in answer.grade] == [grades[row] for row in range(len(values))], seed
        assert list(answer.share) == pytest.approx([ordered.cumsum()[row] / total for row in range(len(values))])


def test_cohorts_are_those_of_pandas():
    for seed in range(60):
        customer, date, _ = random_table(seed)
        answer = gx.portfolio.cohorts(customer, date)
        frame = pandas.DataFrame({"customer": customer, "month": pandas.to_datetime(date).to_period("M")})
        frame["cohort"] = frame.groupby("customer").month.transform("min")
        frame["offset"] = [(month - cohort).n for month, cohort in zip(frame.month, frame.cohort)]
        expected = frame.groupby(["cohort", "offset"]).customer.nunique().to_dict()
        found = {(pandas.Period(cell.cohort, "M"), cell.offset): cell.active for cell in answer.cells if cell.active}
        assert found == expected, seed


# -- columns --

TEXTS = st.one_of(st.none(), st.sampled_from(["a", "b", "张三", "", "long name of a customer beyond twelve bytes"]))
NUMBERS = st.one_of(st.none(), st.integers(-3, 3), st.sampled_from([2**53 + 1, -(2**63), 2**63 - 1]))
KEY_TYPES = {
    "string": (TEXTS, pyarrow.string()),
    "large_string": (TEXTS, pyarrow.large_string()),
    "string_view": (TEXTS, pyarrow.string_view()),
    "dictionary": (TEXTS, pyarrow.dictionary(pyarrow.int32(), pyarrow.string())),
    "dictionary8": (TEXTS, pyarrow.dictionary(pyarrow.int8(), pyarrow.large_string())),
    "int64": (NUMBERS, pyarrow.int64()),
    "int32": (st.one_of(st.none(), st.integers(-(2**31), 2**31 - 1)), pyarrow.int32()),
    "int8": (st.one_of(st.none(), st.integers(-128, 127)), pyarrow.int8()),
    "uint16": (st.one_of(st.none(), st.integers(0, 65535)), pyarrow.uint16()),
    "uint64": (st.one_of(st.none(), st.integers(0, 2**63 - 1)), pyarrow.uint64()),
    "float64": (st.one_of(st.none(), st.integers(-5, 5).map(float)), pyarrow.float64()),
}
DAYS = st.one_of(st.none(), st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)))
DAY_TYPES = [pyarrow.date32(), pyarrow.date64(), pyarrow.timestamp("s"), pyarrow.timestamp("ms"), pyarrow.timestamp("us"), pyarrow.timestamp("ns")]
AMOUNT_TYPES = [pyarrow.float64(), pyarrow.int64(), pyarrow.int16(), pyarrow.decimal128(12, 2), pyarrow.decimal128(12, 4)]


def sliced(values, kind, draw):
    """An Arrow column in pieces that begin somewhere inside larger arrays."""
    before, after = draw(st.integers(0, 9)), draw(st.integers(0, 3))
    filler = values[:1] or [None]
    dates = pyarrow.types.is_temporal(kind)
    whole = pyarrow.array(filler * before + values + filler * after, pyarrow.date32() if dates else kind).cast(kind)
    part = whole.slice(before, len(values))
    cuts = sorted(draw(st.lists(st.integers(0, len(values)), max_size=3)))
    return pyarrow.chunked_array([part.slice(low, high - low) for low, high in zip([0, *cuts], [*cuts, len(values)])], kind)


def slow_totals(customer, date, amount):
    totals = {}
    for who, day, minor in zip(customer, date, amount):
        if who is None or day is None or minor is None:
            continue
        orders, money, first, last = totals.get(who, (0, 0, None, None))
        money += minor
        if minor >= 0:
            orders, first, last = orders + 1, day if first is None else min(first, day), day if last is None else max(last, day)
        totals[who] = (orders, money, first, last)
    return {who: totals[who] for who in sorted(totals, key=lambda key: key.encode() if isinstance(key, str) else key)}


@hypothesis.settings(max_examples=150, deadline=None)
@hypothesis.given(st.data())
def test_arrow_columns_of_any_type_offset_nulls_and_chunks(data):
    kind = data.draw(st.sampled_from(sorted(KEY_TYPES)))
    values, key_type = KEY_TYPES[kind]
    day_type, amount_type = data.draw(st.sampled_from(DAY_TYPES)), data.draw(st.sampled_from(AMOUNT_TYPES))
    rows = data.draw(st.lists(st.tuples(values, DAYS, st.one_of(st.none(), st.integers(-300, 300))), max_size=30))
    customer, date, minor = ([row[i] for row in rows] for i in range(3))
    whole = pyarrow.types.is_integer(amount_type)
    if pyarrow.types.is_decimal(amount_type):
        amount = [None if value is None else decimal.Decimal(value).scaleb(-2) for value in minor]
    else:
        amount = [None if value is None else (value if whole else value / 100) for value in minor]
    if whole:
        minor = [None if value is None else 100 * value for value in minor]
    columns = [sliced(customer, key_type, data.draw), sliced(date, day_type, data.draw), sliced(amount, amount_type, data.draw)]
    expected = slow_totals(customer, date, minor)
    for taken in (columns, *([[polars.from_arrow(column) for column in columns]] if rows and kind != "string_view" else [])):
        totals = gx.portfolio.CustomerTotals()
        totals.update(*taken)
        found = totals.finalize()
        assert list(found.customer) == list(expected)
        assert list(found.orders) == [orders for orders, *_ in expected.values()]
        assert list(found.amount) == [money for _, money, *_ in expected.values()]
        assert [day for day, orders in zip(found.first_day, found.orders) if orders] == [first for orders, _, first, _ in expected.values() if orders]
        assert [day for day, orders in zip(found.last_day, found.orders) if orders] == [last for orders, _, _, last in expected.values() if orders]


def test_columns_of_every_producer_name_the_same_customers(shared_data):
    customer, date, amount = (column[:4000] for column in cdnow(shared_data))
    numbers = np.array([int(key) for key in customer])
    expected = gx.portfolio.CustomerTotals()
    expected.update(numbers, date, amount)
    frame = pandas.DataFrame({"customer": numbers, "date": date, "amount": amount})
    held = pyarrow.table({"customer": numbers, "date": date, "amount": amount})
    relation = duckdb.sql("select * from held").to_arrow_table()
    producers = {
        "pandas": (frame.customer, frame.date, frame.amount),
        "numpy, other widths": (numbers.astype("int32"), date.astype("datetime64[ns]"), amount.astype("float32")),
        "numpy, strides": (np.repeat(numbers, 2)[::2], np.repeat(date, 2)[::2], np.repeat(amount, 2)[::2]),
        "polars": tuple(polars.DataFrame(held)[name] for name in held.column_names),
        "arrow": tuple(held[name] for name in held.column_names),
        "arrow arrays": tuple(held[name].combine_chunks() for name in held.column_names),
        "duckdb": tuple(relation[name] for name in relation.column_names),
        "lists": (numbers.tolist(), [day.item() for day in date], amount.tolist()),
        "texts of days": (numbers.tolist(), [str(day) for day in date], [decimal.Decimal(str(value)) for value in amount]),
        "floats for keys": (numbers.astype("float64"), date.astype("datetime64[s]"), amount),
    }
    for name, columns in producers.items():
        totals = gx.portfolio.CustomerTotals()
        totals.update(*columns)
        assert totals == expected, name
    texts = gx.portfolio.CustomerTotals()
    texts.update(customer, date, amount)
    assert [int(key) for key in texts.finalize().customer] == list(expected.finalize().customer)


def test_results_go_out_as_arrow(shared_data):
    customer, date, amount = cdnow(shared_data)
    answer = gx.portfolio.rfm(customer, date, amount, "1998-06-30")
    frame = answer.to_pandas()
    assert list(frame.columns) == ["customer", "recency", "frequency", "amount", "r", "f", "m", "segment"]
    assert frame.amount.sum() == 250031563
    assert polars.DataFrame(pyarrow.table(answer)).height == 23570
    assert duckdb.sql("select count(*) from frame").fetchone() == (23570,)
    batches = list(nanoarrow.ArrayStream(answer).iter_chunks())
    assert sum(len(batch) for batch in batches) == 23570
    totals = gx.portfolio.CustomerTotals()
    totals.update(customer, date, amount)
    table = pyarrow.table(totals.finalize())
    table.validate(full=True)
    assert table.schema.field("last_day").type == pyarrow.date32()
    days = gx.portfolio.PurchaseDays()
    days.update(customer, date, amount)
    pyarrow.table(days.finalize()).validate(full=True)
    assert pyarrow.table(days.finalize()).num_rows == 69659 - 2068
    grades = pyarrow.table(gx.portfolio.abc(totals.finalize().amount, scale=0))
    grades.validate(full=True)
    assert grades["grade"].to_pylist().count("a") == 7695


def test_moments_with_a_zone_need_a_calendar():
    moment = pyarrow.array([datetime.datetime(2024, 1, 1, 20, tzinfo=datetime.timezone.utc)], pyarrow.timestamp("us", "UTC"))
    with pytest.raises(gx.ArgumentError, match="time zone UTC"):
        gx.portfolio.PurchaseDays().update([1], moment)
    days = gx.portfolio.PurchaseDays()
    days.update([1], moment, calendar=datetime.timedelta(hours=8))
    assert list(days.finalize().day) == [datetime.date(2024, 1, 2)]


# -- states --


@pytest.mark.parametrize("state", [gx.portfolio.CustomerTotals, gx.portfolio.PurchaseDays])
def test_states_in_parts_are_the_same_to_the_byte(state, shared_data):
    customer, date, amount = cdnow(shared_data)
    whole = state()
    whole.update(customer, date, amount)
    order = list(range(len(customer)))
    for parts in (1, 2, 7, 64):
        random.Random(parts).shuffle(order)
        joined = state()
        for part in range(parts):
            rows = order[part::parts]
            own = state()
            own.update([customer[i] for i in rows], date[rows], amount[rows], threads=1 + part % 3)
            joined.merge(pickle.loads(pickle.dumps(own)))
        assert joined.serialize() == whole.serialize()
    assert state.parse(whole.serialize()).finalize() == whole.finalize()


def test_damaged_states_are_refused():
    state = gx.portfolio.CustomerTotals()
    state.update([1], ["2024-01-01"], [5])
    with pytest.raises(gx.ParseError):
        gx.portfolio.CustomerTotals.parse(state.serialize()[:-1])
    with pytest.raises(gx.ParseError):
        gx.portfolio.PurchaseDays.parse(state.serialize())


# -- imperfect and bad input --


def test_rows_that_cannot_be_used_are_told():
    totals = gx.portfolio.CustomerTotals()
    totals.update(["a", None, "b", "c", "d"], ["2024-01-01", "2024-01-02", None, "2024-01-04", "2024-06-01"], [1, 2, 3, float("nan"), 5], until="2024-05-31")
    found = totals.finalize()
    assert [(finding.code, finding.place.row) for finding in found.findings] == [("columns.no_customer", 2), ("columns.no_day", 3), ("columns.no_amount", 4), ("columns.later", 5)]
    assert found.customer == ("a",)
    assert list(found.orders) == [1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gx.portfolio.rfm([1], ["2024-01-01", "2024-01-02"], [1], "2024-02-01"), "one length"),
        (lambda: gx.portfolio.rfm([1, "a"], ["2024-01-01"] * 2, [1, 2], "2024-02-01"), "row 2"),
        (lambda: gx.portfolio.rfm([1.5], ["2024-01-01"], [1], "2024-02-01"), "whole number"),
        (lambda: gx.portfolio.rfm([2**70], ["2024-01-01"], [1], "2024-02-01"), "64 bits"),
        (lambda: gx.portfolio.rfm([1], ["no day"], [1], "2024-02-01"), "row 1"),
        (lambda: gx.portfolio.rfm([1], ["2024-01-01"], ["much"], "2024-02-01"), "row 1"),
        (lambda: gx.portfolio.rfm([1], ["2024-01-01"], [1], "2024-02-01", bins=1), "bins"),
        (lambda: gx.portfolio.rfm([1], ["2024-01-01"], [1], "2024-02-01", scale=12), "scale"),
        (lambda: gx.portfolio.rfm([1], ["2024-01-01"], [1], "2024-02-01", edge="rank"), "edge"),
        (lambda: gx.portfolio.abc([1, 2], ["a"]), "one entry for each"),
        (lambda: gx.portfolio.abc([1, 2], cuts=(0.9, 0.8)), "cuts"),
        (lambda: gx.portfolio.cohorts([1, 2], ["0001-01-01", "9999-01-01"], period="week"), "periods"),
        (lambda: gx.portfolio.rfm("text", ["2024-01-01"], [1], "2024-02-01"), "customer"),
    ],
)
def test_bad_arguments_are_named(call, message):
    with pytest.raises((gx.Error, TypeError), match=message):
        call()


def test_work_can_be_watched_and_ended():
    seen = []
    rows = 900_000
    columns = np.arange(rows) % 1000, np.full(rows, np.datetime64("2024-01-01")), np.ones(rows)
    gx.portfolio.CustomerTotals().update(*columns, threads=2, progress=seen.append)
    assert seen and 0 < seen[-1] <= 1

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gx.portfolio.CustomerTotals().update(*columns, threads=2, progress=stop)


def test_pictures_are_drawn(shared_data):
    plt = pytest.importorskip("matplotlib.pyplot")
    customer, date, amount = cdnow(shared_data, "CDNOW_sample.txt", 1)
    totals = gx.portfolio.CustomerTotals()
    totals.update(customer, date, amount)
    pictures = [gx.portfolio.abc(totals.finalize().amount, scale=0), gx.portfolio.rfm(customer, date, amount, "1998-06-30"), gx.portfolio.cohorts(customer, date, amount)]
    for lang in ("zh", "en"):
        for picture in pictures:
            axes = picture.plot(lang=lang)
            assert axes.get_xlabel()
            plt.close(axes.figure)
