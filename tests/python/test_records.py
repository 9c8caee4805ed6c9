"""Records in Python: every kind, made from the dictionary."""

import copy
import datetime
import decimal
import enum
import pickle
import re

import guanxi as gx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import KINDS, NAMESPACE, annotations, records, values

QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_keeps_its_value(kind):
    @QUICK
    @given(st.fixed_dictionaries({name: values(annotation) for name, annotation in annotations(kind).items()}))
    def check(given_values):
        record = kind(**given_values)
        for name, value in given_values.items():
            assert getattr(record, name) == value, name

    check()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_records_are_values(kind):
    @QUICK
    @given(records(kind), records(kind))
    def check(record, other):
        again = kind(**record.to_dict())
        assert again == record and hash(again) == hash(record) and not again != record
        assert eval(repr(record), NAMESPACE) == record
        assert pickle.loads(pickle.dumps(record)) == record and copy.deepcopy(record) == record
        assert record.replace() == record and record.replace(**other.to_dict()) == kind(**{**record.to_dict(), **other.to_dict()})
        assert (record == other) == (record.to_dict() == other.to_dict())

    check()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_is_described(kind):
    described = {field.name: field for field in gx.fields(kind)}
    assert list(described) == list(annotations(kind))
    for name, field in described.items():
        doc = getattr(kind, name).__doc__
        assert field.label.zh in doc and field.label.en in doc and (not field.hint.en or field.hint.en.rstrip(".") in doc)
        assert f"Unit: {field.unit}" in doc if field.unit else "Unit:" not in doc


def test_every_kind_is_described_in_both_languages():
    for kind in gx.Catalogue().kinds:
        assert re.match(r"[A-Z][\w' ()-]* \([\u4e00-\u9fff/]+\): a record", kind.__doc__), kind.__doc__


def test_records_are_read_only():
    need = gx.Need(statement="省电")
    with pytest.raises(AttributeError):
        need.statement = "x"
    with pytest.raises(AttributeError):
        need.anything = 1
    with pytest.raises(TypeError):
        need.custom["x"] = 1
    assert need.statement == "省电"


def test_texts_are_read_as_people_write_them():
    opportunity = gx.Opportunity(amount="200万元", expected_close="2024年7月1日")
    assert opportunity.amount == gx.Money(2_000_000) and opportunity.amount.amount == decimal.Decimal("2000000.00")
    assert opportunity.expected_close == datetime.date(2024, 7, 1)
    assert gx.Need(urgency="高").urgency is gx.Grade.HIGH
    assert gx.Customer(customer_type="战略客户").customer_type == gx.JudgedCustomerType(set="strategic")
    assert gx.Customer(employees="500-1000人").employees == gx.NumberRange(500, 1000)


def test_words_are_texts_with_labels():
    high = gx.Grade.HIGH
    assert high == "high" and str(high) == f"{high}" == "high" and repr(high) == "Grade.HIGH" and isinstance(high, enum.Enum)
    assert (high.label_zh, high.label_en, high.label(), high.label("en")) == ("高", "High", "高", "High")
    assert gx.Grade("高") is high and gx.Grade("High") is high and pickle.loads(pickle.dumps(high)) is high
    assert {high: 1}["high"] == 1


def test_times_keep_their_moment():
    beijing = datetime.timezone(datetime.timedelta(hours=8))
    at = datetime.datetime(2024, 6, 30, 9, 30, 0, 123456, beijing)
    stored = gx.Interaction(occurred_at=at).occurred_at
    assert stored == at and stored.tzinfo is datetime.UTC


@pytest.mark.parametrize(
    "make,error,code,words",
    [
        (lambda: gx.Need(urgency="hihg"), ValueError, "argument.word", ["Need.urgency", "'high'", "did you mean 'high'"]),
        (lambda: gx.Grade("hihg"), ValueError, "argument.word", ["Grade", "did you mean 'high'"]),
        (lambda: gx.Need(urgency=gx.Stage.WON), TypeError, "python.type", ["Grade or str", "Stage.WON"]),
        (lambda: gx.Need(statment="x"), TypeError, "python.keyword", ["'statment'", "did you mean 'statement'"]),
        (lambda: gx.Need("x"), TypeError, "python.keyword", ["keywords"]),
        (lambda: gx.Need(statement=3), TypeError, "python.type", ["Need.statement takes str", "int 3"]),
        (lambda: gx.Need(due_on=datetime.datetime(2024, 1, 1)), TypeError, "python.type", [".date()"]),
        (lambda: gx.Need(due_on="soonish"), ValueError, "argument.value", ["Need.due_on", "a day such as", "soonish"]),
        (lambda: gx.Interaction(occurred_at=datetime.datetime(2024, 1, 1)), ValueError, "argument.zone", ["time zone"]),
        (lambda: gx.Opportunity(amount=2.5), TypeError, "python.type", ["a float is not exact"]),
        (lambda: gx.Opportunity(amount=decimal.Decimal("1.005")), ValueError, "argument.money", ["2 decimals"]),
        (lambda: gx.Opportunity(amount=10**30), ValueError, "argument.money", []),
        (lambda: gx.Contact(phones="138"), TypeError, "python.type", ["Contact.phones takes a list"]),
        (lambda: gx.Contact(phones=["138", 5]), TypeError, "python.type", ["Contact.phones[1]"]),
        (lambda: gx.Contact(customer_id="12"), ValueError, "argument.id", ["36 signs"]),
        (lambda: gx.Contact(customer_id=gx.Customer()), ValueError, "argument.id", ["no identifier yet"]),
        (lambda: gx.Money(1, "RMBY"), ValueError, "argument.currency", ["'CNY'"]),
        (lambda: gx.Money(1) < gx.Money(1, "USD"), ValueError, "argument.currency", ["convert"]),
        (lambda: gx.NumberRange(3, 2), ValueError, "argument.range", ["lower bound"]),
        (lambda: gx.PartialDate(month=13), ValueError, "argument.date", ["13"]),
        (lambda: gx.Dossier(neds=[]), TypeError, "python.keyword", ["did you mean 'needs'"]),
        (lambda: gx.Dossier(needs=[gx.Contact()]), TypeError, "python.type", ["Dossier(needs=)"]),
        (lambda: gx.Book().dossier("甲"), KeyError, "book.customer", ["甲"]),
        (lambda: gx.fields("custmer"), KeyError, "catalogue.kind", ["did you mean 'customer'"]),
    ],
)
def test_errors_say_what_to_do(make, error, code, words):
    with pytest.raises(error) as caught:
        make()
    assert isinstance(caught.value, gx.Error) and caught.value.code == code
    for word in words:
        assert word in str(caught.value)


def test_dossiers_are_values():
    customer = gx.Customer(id=gx.new_id(), legal_name="甲公司")
    dossier = gx.Dossier(customer, needs=[gx.Need(statement="省电"), gx.Need(statement="省水")])
    assert [need.statement for need in dossier.needs] == ["省电", "省水"] and len(dossier.contacts) == 0
    assert dossier.of("needs") == dossier.of(gx.Need) == dossier.needs and dossier.needs[-1].statement == "省水"
    assert dossier.replace(needs=[]).needs != dossier.needs and dossier.replace() == dossier
    book = gx.Book([dossier], users=[gx.User(name="李伟")])
    assert book.dossier("甲公司") == dossier == book.dossier(customer.id) and [user.name for user in book.of(gx.User)] == ["李伟"]
    for value, kind in ((dossier, gx.Dossier), (book, gx.Book)):
        assert kind.from_json(value.to_json()) == value == pickle.loads(pickle.dumps(value))


def test_new_identifiers_sort_as_made():
    made = [gx.new_id() for _ in range(5000)]
    assert len(set(made)) == 5000 and made == sorted(made) and made[0].version == 7
