"""Tables: what a session, a book or an analysis gives, in pandas, polars, pyarrow and DuckDB, and back."""

import collections.abc
import datetime
import gc

import duckdb
import guanxi as gx
import pandas
import polars
import pyarrow
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import KINDS, records

DAY = datetime.date(2024, 6, 30)
QUICK = settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))


def through_pandas(table):
    return table.to_pandas()


def through_pandas_arrow(table):
    return pyarrow.table(table).to_pandas(types_mapper=pandas.ArrowDtype)


def through_polars(table):
    return table.to_polars()


def through_duckdb(table):
    source = pyarrow.table(table)  # noqa: F841  (DuckDB reads the variable)
    with duckdb.connect() as database:
        return database.sql("select * from source").fetch_arrow_table()


def through_slices(table):
    whole = pyarrow.table(table)
    padded = pyarrow.concat_tables([whole.slice(0, 1), whole, whole.slice(0, 1)])
    return padded.slice(1, len(whole))


def through_chunks(table):
    whole = pyarrow.table(table)
    return pyarrow.Table.from_batches([batch for batch in whole.to_batches(max_chunksize=1)], schema=whole.schema)


@pytest.mark.parametrize("through", [through_pandas, through_pandas_arrow, through_polars, through_duckdb, through_slices, through_chunks], ids=lambda f: f.__name__)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_records_come_back(kind, through):
    @QUICK
    @given(st.lists(records(kind), min_size=1, max_size=4))
    def check(some):
        given_records = [record.replace(id=gx.new_id()) for record in some]
        listed = gx.Records(kind, given_records)
        assert list(listed) == given_records
        again, findings = gx.read_table(kind, through(listed))
        assert [finding.code for finding in findings if finding.severity == "error"] == []
        assert list(again) == given_records

    check()


def test_run_time_fields_and_custom_values_are_columns(tmp_path):
    catalogue = gx.Catalogue([gx.FieldSet(kind="customer", fields=[gx.FieldDefinition(name="parking_spaces", type="integer")])])
    with gx.open(tmp_path / "desk.gx", user="Li", catalogue=catalogue) as desk:
        desk.put(gx.Customer(legal_name="甲公司", custom={"parking_spaces": 12, "颜色": "红"}))
        frame = desk.find(gx.Customer).to_pandas()
    assert frame["custom[parking_spaces]"].tolist() == [12] and "颜色" in frame["custom"][0]


def test_numbers_and_labels_are_what_analysts_expect():
    some = gx.Records(gx.Opportunity, [gx.Opportunity(name="甲", amount="200万元", expected_close=DAY, stage="proposal"), gx.Opportunity(name="乙")])
    table = pyarrow.table(some)
    assert table.schema.field("amount").type == pyarrow.decimal128(22, 3) and table.schema.field("expected_close").type == pyarrow.date32()
    assert table.schema.field("amount").metadata[b"guanxi.label_zh"].decode()
    frame = some.to_pandas()
    assert frame["stage"].dtype == "category" and frame["amount"][0] == 2_000_000 and frame["amount"].isna().tolist() == [False, True]
    assert some.to_polars()["amount.currency"].to_list() == ["CNY", None]


def test_results_are_tables(root):
    book, findings = gx.load_book(root / "examples/data")
    frame = findings.to_pandas()
    assert len(frame) == len(findings) and frame["severity"].tolist() == [str(finding.severity) for finding in findings]
    assert frame["message.zh"].tolist() == [finding.message.zh for finding in findings] and frame["place.row"].tolist() == [finding.place.row for finding in findings]
    dossier = max(book, key=lambda one: len(one.needs))
    ranking = gx.need.rank(dossier.needs, as_of=DAY).to_polars()
    assert ranking["rank"].to_list() == list(range(1, len(ranking) + 1)) and ranking["score.value"].to_list() == sorted(ranking["score.value"].to_list(), reverse=True)
    listed = gx.quality.completeness(dossier).missing
    missing = listed.to_pandas()
    assert missing["gain"].is_monotonic_decreasing and missing["field"].tolist() == [one.field for one in listed] and "customer" in set(missing["kind"])
    placed = gx.need.priority_matrix(dossier.needs, as_of=DAY).placed.to_pandas()
    assert set(placed["quadrant"]) <= set(gx.need.Quadrant)


def test_people_s_own_tables_become_a_book():
    customers = pandas.DataFrame({"客户名称": ["甲公司", "乙公司"], "员工人数": [120, 300], "备注颜色": ["红", None]})
    needs = pandas.DataFrame({"所属客户": ["甲公司", "甲公司", "乙公司"], "需求描述": ["省电", "省水", "提速"], "紧急性": ["高", "低", "很急"]})
    book, findings = gx.book_from_tables({gx.Customer: customers, "needs": needs})
    assert [dossier.customer.legal_name for dossier in book] == ["甲公司", "乙公司"]
    assert [need.statement for need in book.dossier("甲公司").needs] == ["省电", "省水"]
    assert any(finding.value == "很急" and finding.place.row == 3 for finding in findings)
    assert book.dossier("甲公司").customer.custom["备注颜色"] == "红"


def test_streams_are_read_batch_by_batch():
    some = gx.Records(gx.Need, [gx.Need(relevance=0.25), gx.Need(relevance=0.5)])
    batches = list(pyarrow.RecordBatchReader.from_stream(some))
    assert [batch.column("relevance").to_pylist() for batch in batches] == [[0.25, 0.5]]
    assert pyarrow.table(some) == pyarrow.Table.from_batches(batches), "a list can be read as often as one likes"


def test_lists_are_sequences():
    first, second = gx.Contact(display_name="王工", id=gx.new_id()), gx.Contact(display_name="李工", id=gx.new_id())
    listed, empty = gx.Records(gx.Contact, [first, second]), gx.Records(gx.Contact)
    assert isinstance(listed, collections.abc.Sequence) and isinstance(gx.fields(gx.Need), collections.abc.Sequence)
    assert second in listed and listed.index(second) == 1 and listed.count(first) == 1 and list(reversed(listed)) == [second, first] and first not in empty
    chain = gx.DecisionChain(stakeholders=[gx.Stakeholder(contact=first.id, roles=["decider"], influence=9)])
    assert gx.chain.analyze(chain, as_of=DAY, contacts=listed) == gx.chain.analyze(chain, as_of=DAY, contacts=[first, second])


def test_a_table_of_types_that_nobody_reads_is_refused_by_their_names():
    with pytest.raises(gx.ArgumentError, match=r"statement \(of a type that is not read: duration \(tDs\)\)"):
        gx.read_table(gx.Need, pyarrow.table({"statement": pyarrow.array([1], pyarrow.duration("s"))}))


def test_capsules_release_what_nobody_takes():
    some = gx.Records(gx.Need, [gx.Need(statement="省电")])
    for _ in range(100):
        some.__arrow_c_stream__()
    capsule = some.__arrow_c_stream__()
    assert pyarrow.RecordBatchReader._import_from_c_capsule(capsule).read_all().num_rows == 1
    with pytest.raises(Exception):  # noqa: B017  (each consumer has its own words for a stream that was taken)
        pyarrow.RecordBatchReader._import_from_c_capsule(capsule).read_all()
    del capsule
    gc.collect()


@pytest.mark.parametrize(
    "make,error,words",
    [
        (lambda: gx.read_table(gx.Need, [1, 2]), TypeError, ["__arrow_c_stream__"]),
        (lambda: gx.read_table(gx.Need, pandas.DataFrame({"x": [1]})), ValueError, ["x"]),
        (lambda: gx.read_table("nees", pandas.DataFrame()), KeyError, ["did you mean 'need"]),
        (lambda: gx.book_from_tables({gx.Need: 3}), TypeError, ["needs"]),
        (lambda: gx.Records(gx.Need, [gx.Contact()]), TypeError, ["Need"]),
    ],
)
def test_errors_say_what_to_do(make, error, words):
    with pytest.raises(error) as caught:
        make()
    assert isinstance(caught.value, gx.Error)
    for word in words:
        assert word in str(caught.value)
