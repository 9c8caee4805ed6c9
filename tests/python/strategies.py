"""Random records of every kind, made from what the classes say of themselves."""

import datetime
import decimal
import enum
import re
import uuid

import guanxi as gx
from hypothesis import strategies as st

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
TIMES = st.datetimes(datetime.datetime(1, 1, 2), datetime.datetime(9999, 12, 30)).map(lambda at: at.replace(tzinfo=datetime.UTC))
CURRENCIES = st.sampled_from(["CNY", "USD", "JPY", "KWD"])
LARGE = 10**12


@st.composite
def money(draw, currency=None):
    return gx.Money(decimal.Decimal(draw(st.integers(-LARGE, LARGE))), currency or draw(CURRENCIES))


@st.composite
def partial_dates(draw):
    day = draw(st.dates())
    parts = draw(st.sampled_from([("year",), ("year", "month"), ("month", "day"), ("year", "month", "day")]))
    return gx.PartialDate(**{part: getattr(day, part) for part in parts})


@st.composite
def ranges(draw, bounds, kind):
    low, high = sorted((draw(bounds), draw(bounds)))
    sides = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    return kind(*sides, approximate=draw(st.booleans()))


LEAVES = {
    "str": TEXTS,
    "bool": st.booleans(),
    "int": st.integers(-(2**31), 2**31 - 1),
    "float": st.floats(0, 1),
    "datetime.date": st.dates(),
    "datetime.datetime": TIMES,
    "PartialDate": partial_dates(),
    "Money": money(),
    "NumberRange": ranges(st.integers(-LARGE, LARGE), gx.NumberRange),
    "MoneyRange": CURRENCIES.flatmap(lambda currency: ranges(money(currency), gx.MoneyRange)),
    "uuid.UUID": st.uuids(version=4),
    "Ref": st.one_of(st.uuids(version=4).map(gx.Ref), WORDS.map(lambda text: gx.Ref(text=text))),
    "collections.abc.Mapping[str, typing.Any]": st.dictionaries(WORDS, st.one_of(WORDS, st.booleans(), st.integers(-LARGE, LARGE), st.dates(), money()), max_size=2),
}
UNSET = {"str": "", "collections.abc.Mapping[str, typing.Any]": {}}


def annotations(cls):
    """What the attributes of a class of records give, by name."""
    return gx._guanxi._annotations[cls][0]


def class_called(name):
    for module in (gx, gx.access):
        if hasattr(module, name):
            return getattr(module, name)
    raise LookupError(name)


def values(annotation):
    """Values for an attribute, sometimes unset."""
    if listed := re.fullmatch(r"tuple\[(.*), \.\.\.\]", annotation):
        return st.lists(set_values(listed[1]), max_size=2).map(tuple)
    plain = annotation.removesuffix(" | None")
    return st.one_of(st.just(unset(annotation)), set_values(plain))


def unset(annotation):
    if annotation.startswith("tuple["):
        return ()
    if annotation in UNSET or annotation.endswith(" | None"):
        return UNSET.get(annotation)
    return class_called(annotation)()


def set_values(name):
    if name in LEAVES:
        return LEAVES[name]
    cls = class_called(name)
    return st.sampled_from(cls) if issubclass(cls, enum.Enum) else records(cls)


def records(cls):
    """Records of a class, nested or not."""
    return st.fixed_dictionaries({name: values(annotation) for name, annotation in annotations(cls).items()}).map(lambda given: cls(**given))


KINDS = gx.Catalogue().kinds
NAMESPACE = {**vars(gx.access), **vars(gx), "UUID": uuid.UUID, "datetime": datetime}
