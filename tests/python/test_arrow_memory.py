"""Who owns the memory of Arrow tables: each struct is released exactly once, and numbers are read where they lie."""

import ctypes
import gc

import duckdb
import guanxi as gx
import numpy
import polars
import pyarrow
import pytest
from counted_stream import GIVE, CArray, CountedStream, CSchema, stream_in

NEEDS = gx.Records(gx.Need, [gx.Need(statement=f"第{number}项", relevance=number / 8) for number in range(6)])


def in_chunks():
    whole = pyarrow.table(NEEDS)
    return pyarrow.Table.from_batches(whole.to_batches(max_chunksize=2), schema=whole.schema)


def released_once(counted):
    gc.collect()
    return counted.made == counted.released and counted.made["stream"] == 1


@pytest.mark.parametrize("read", [lambda table: gx.read_table(gx.Need, table), lambda table: gx.book_from_tables({gx.Need: table})], ids=["read_table", "book_from_tables"])
def test_what_others_give_is_released_once(read):
    counted = CountedStream(in_chunks())
    read(counted)
    assert released_once(counted) and counted.made["array"] == 3 and counted.made["schema"] == 1


@pytest.mark.parametrize("batch", [0, 1, 2])
def test_also_where_the_stream_fails(batch):
    counted = CountedStream(in_chunks(), failing=batch)
    with pytest.raises(gx.Error):
        gx.read_table(gx.Need, counted)
    assert released_once(counted) and counted.made["array"] == batch


def test_also_where_a_type_is_not_known():
    counted = CountedStream(pyarrow.table({"statement": ["省电"], "due_on": pyarrow.array([1], pyarrow.duration("s"))}))
    _, findings = gx.read_table(gx.Need, counted)
    assert "duration" in findings[0].message.en and released_once(counted)


def through_duckdb(table):
    reader = pyarrow.RecordBatchReader.from_stream(table)  # noqa: F841  (DuckDB reads the variable)
    with duckdb.connect() as database:
        return database.sql("select relevance from reader").fetchall()


TAKERS = {"pyarrow": pyarrow.table, "polars": polars.DataFrame, "duckdb": through_duckdb, "nobody": lambda table: table.__arrow_c_stream__()}


@pytest.mark.parametrize("taker", TAKERS)
def test_what_we_give_is_released_once(taker):
    counted = CountedStream(NEEDS)
    TAKERS[taker](counted)
    assert released_once(counted)


def test_numbers_are_read_where_they_lie():
    """pyarrow and numpy see the addresses that our stream gave out."""
    capsule = NEEDS.__arrow_c_stream__()
    stream = stream_in(capsule)
    address = ctypes.pythonapi.PyCapsule_GetPointer(capsule, b"arrow_array_stream")
    schema, array = CSchema(), CArray()
    assert GIVE(stream.get_schema)(address, ctypes.addressof(schema)) == 0
    assert GIVE(stream.get_next)(address, ctypes.addressof(array)) == 0
    given = [CArray.from_address(array.children[place]) for place in range(array.n_children)]
    ours = {(column.buffers[1] or 0) + 8 * column.offset for column in given if column.n_buffers == 2}
    batch = pyarrow.RecordBatch._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))
    theirs = batch.column("relevance")
    assert theirs.buffers()[1].address + 8 * theirs.offset in ours
    numbers = theirs.to_numpy(zero_copy_only=True)
    assert numbers.__array_interface__["data"][0] in ours and numbers.tolist() == numpy.arange(0, 0.75, 0.125).tolist()
    assert schema.release is None and array.release is None, "pyarrow has taken both"
