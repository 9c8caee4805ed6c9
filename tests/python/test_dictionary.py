"""The field dictionaries as text: what the compiler cannot see."""

import re

import pytest

LINE = re.compile(r'field<&(?:\w+::)*(\w+?)(?:<\w+>)?::(\w+)>\(\s*"(\w+)"')
MEMBER = re.compile(r"^  (?!static|using|friend|bool operator|\[\[|///?)[\w:<>, ]+? (\w+)\{\};", re.M)
STRUCT = re.compile(r"^(?:template <class T>\n)?struct (\w+) \{\n(.*?)^\};", re.M | re.S)
SCHEMA = re.compile(r"^struct Schema<(\w+)(?:<T>)?> \{\n(.*?)^\};", re.M | re.S)
SHARED = re.compile(r"detail::(id|customer|custom|meta)_field<&\w+::(\w+)>\(\)")
SHARED_NAMES = {"id": "id", "customer": "customer_id", "custom": "custom", "meta": "meta"}


def headers(root):
    return sorted([*(root / "include/guanxi/model").glob("*.hpp"), root / "include/guanxi/core/judged.hpp"])


def schemas(root):
    """(struct, its members, text of its dictionary) of every record."""
    found = []
    for path in headers(root):
        text = path.read_text(encoding="utf-8")
        structs = {name: MEMBER.findall(body) for name, body in STRUCT.findall(text)}
        found += [(name, structs.get(name, []), body) for name, body in SCHEMA.findall(text)]
    return found


def names(body):
    """The fields of a dictionary in their order, as (member, name)."""
    lines = []
    for line in body.splitlines():
        if match := LINE.search(line):
            lines.append((match[2], match[3]))
        elif match := SHARED.search(line):
            lines.append((match[2], SHARED_NAMES[match[1]]))
    return lines


def test_all_dictionaries_are_found(root):
    kinds = (root / "include/guanxi/model/kinds.hpp").read_text(encoding="utf-8")
    listed = re.search(r"KindList<\s*([\w,\s]+)>;", kinds)[1].replace(",", " ").split()
    assert len(listed) >= 24
    assert set(listed) <= {name for name, _, _ in schemas(root)}


def test_names_are_the_members(root):
    wrong = [(name, line) for name, _, body in schemas(root) for line in names(body) if line[0] != line[1]]
    assert wrong == []


def test_lines_are_in_the_order_of_the_members(root):
    for name, members, body in schemas(root):
        assert members, name
        assert [member for member, _ in names(body)] == members, name


def test_a_planted_mistake_is_seen():
    good = '      field<&Need::kind>("kind", {"需求类型", "Kind"}),\n'
    assert names(good) == [("kind", "kind")]
    assert names(good.replace('"kind"', '"kinds"')) == [("kind", "kinds")]


@pytest.mark.parametrize("suffix", ["hpp"])
def test_one_header_for_each_kind(root, suffix):
    kinds = (root / "include/guanxi/model/kinds.hpp").read_text(encoding="utf-8")
    listed = re.search(r"KindList<\s*([\w,\s]+)>;", kinds)[1].replace(",", " ").split()
    for kind in listed:
        file = re.sub(r"(?<!^)([A-Z])", r"_\1", kind).lower() + "." + suffix
        text = (root / "include/guanxi/model" / file).read_text(encoding="utf-8")
        assert f"struct Schema<{kind}> {{" in text
