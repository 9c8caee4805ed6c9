"""The command line on a store: finding, counting, adding up and handing over, in both languages."""

import csv
import io
import json
import os
import unicodedata

import pytest

LI, ANNA, CHIEF, BO = (f"018f0000-0000-7000-8000-00000000000{n}" for n in "1234")
FIRST, SECOND, THIRD = (f"018f0000-0000-7000-8000-0000000001{n:02d}" for n in range(3))

BOOK = {
    "format": "guanxi.book",
    "version": 1,
    "dossiers": [
        {
            "customer": {"id": FIRST, "legal_name": "甲机械有限公司", "customer_type": {"set": "strategic"}, "owner_id": ANNA},
            "opportunities": [
                {"id": FIRST[:-3] + "a01", "customer_id": FIRST, "name": "装配线", "amount": "3000000.00 CNY", "stage": "negotiation", "owner_id": ANNA},
                {"id": FIRST[:-3] + "a02", "customer_id": FIRST, "name": "检测线", "amount": "1000000.00 CNY", "stage": "won", "owner_id": ANNA, "closed_on": "2024-01-02"},
            ],
        },
        {"customer": {"id": SECOND, "legal_name": "Rhine Automation GmbH", "customer_type": {"set": "existing"}, "owner_id": ANNA}},
        {
            "customer": {"id": THIRD, "legal_name": "丙公司", "owner_id": BO},
            "complaints": [{"id": THIRD[:-3] + "b01", "customer_id": THIRD, "description": "漏油", "handler_id": ANNA}],
        },
    ],
    "shared": {
        "users": [
            {"id": ANNA, "name": "安娜", "login": "anna", "job": "sales", "reports_to_id": CHIEF},
            {"id": CHIEF, "name": "陈主管", "login": "chief", "job": "supervisor"},
            {"id": BO, "name": "Bo", "login": "bo", "job": "sales"},
        ]
    },
}


@pytest.fixture
def desk(guanxi, tmp_path):
    """A store with BOOK, and the tool working on it: desk("find", "customer", user="bo") -> CompletedProcess."""
    book, db = tmp_path / "book.json", tmp_path / "desk.gx"
    book.write_text(json.dumps(BOOK, ensure_ascii=False), encoding="utf-8")

    def run(*arguments, user="Li Wei"):
        return guanxi(*arguments, "--db", db, *(("--user", user) if user else ()))

    done = run("import", book)
    assert done.returncode == 0, done.stdout
    return run


def rows(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def width(text):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def cut(line, begin, end):
    """The part of a line between two columns of a terminal."""
    part, at = "", 0
    for sign in line:
        if begin <= at and (end is None or at < end):
            part += sign
        at += width(sign)
    return part


def caret_column(done):
    """Width of what stands on the line above the caret to its left, without the indent."""
    shown, mark = done.stderr.splitlines()[-2:]
    assert mark.strip() == "^"
    assert shown.startswith("  ")
    return width(mark) - 1 - 2


# -- find --


@pytest.mark.parametrize("kind", ["customer", "customers", "客户", "Customer"])
def test_kinds_go_by_name_and_label(desk, kind):
    assert [row["id"] for row in rows(desk("find", kind, "--format", "json"))] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "query", ["customer_type = strategic or legal_name = 丙公司 order by legal_name desc", "客户类型 = 战略客户 或 客户名称 = 丙公司 排序 客户名称 降序"]
)
def test_queries_are_read_in_both_languages(desk, query):
    found = rows(desk("find", "客户", query, "--format", "json"))
    assert [(row["legal_name"], row["owner_id"]) for row in found] == [("甲机械有限公司", "安娜"), ("丙公司", "Bo")]


def test_fields_of_the_query_get_a_column(desk):
    assert "stage" not in rows(desk("find", "opportunity", "--format", "json", "--limit", 1))[0]
    [row] = rows(desk("find", "opportunity", "stage = won and amount > 50万", "--format", "json"))
    assert (row["name"], row["customer_id"], row["stage"], row["amount"], row["closed_on"]) == ("检测线", "甲机械有限公司", "won", "1000000.00 CNY", "2024-01-02")


@pytest.mark.parametrize("language, heading, money", [("zh", "商机名称", "300万元"), ("en", "Opportunity name", "CNY 3 million")])
def test_columns_are_aligned(desk, language, heading, money):
    done = desk("find", "opportunity", "amount > 0", "--lang", language)
    head, dashes, *lines = done.stdout.splitlines()
    starts = [i for i, sign in enumerate(dashes) if sign == "-" and (i == 0 or dashes[i - 1] == " ")]
    cells = [[cut(line, a, b).rstrip() for a, b in zip(starts, [*starts[1:], None])] for line in [head, *lines]]
    assert cells[0][0] == heading
    assert cells[1][:2] == ["装配线", "甲机械有限公司"]
    assert money in cells[1]
    for line in [head, *lines]:
        assert all(cut(line, start - 2, start) == "  " for start in starts[1:])


def test_count_is_a_number(desk):
    assert desk("find", "customer", "--count").stdout == "3\n"
    assert desk("find", "customer", "owner_id.name = 安娜", "--count").stdout == "2\n"
    assert desk("find", "customer", "--count", user="bo").stdout == "1\n"


def test_groups_are_counted_and_added_up(desk):
    assert desk("find", "客户", "--by", "客户类型").stdout.split() == ["客户类型", "数量", "--------", "----", "存量客户", "1", "战略客户", "1", "（未填）", "1"]
    by_owner = desk("find", "customer", "--by", "owner_id", "--lang", "en").stdout
    assert [line.split() for line in by_owner.splitlines()[2:]] == [["安娜", "2"], ["Bo", "1"]]
    done = desk("find", "opportunity", "--by", "owner_id", "--of", "amount", "--format", "csv")
    [row] = csv.DictReader(io.StringIO(done.stdout))
    assert row == {"owner_id": ANNA, "count": "2", "set": "2", "sum": "4000000.00 CNY", "least": "1000000.00 CNY", "greatest": "3000000.00 CNY", "mean": "2000000.00 CNY"}


def test_a_cut_list_says_so(desk):
    done = desk("find", "customer", "--limit", 2)
    assert done.stderr == "显示 2 条，共 3 条；--limit 0 显示全部\n"
    assert desk("find", "customer", "limit 2", "--lang", "en").stderr == "2 of 3; --limit 0 shows all\n"
    done = desk("find", "customer", "limit 2", "--limit", 0, "--format", "json")
    assert (len(rows(done)), done.stderr) == (3, "")


@pytest.mark.parametrize(
    "query, code, before",
    [
        ("客户类型 = 战略客户 且 lgal_name = 1", "query.field", "客户类型 = 战略客户 且 "),
        ("customer_type = stategic", "query.value", "customer_type = "),
        ("客户类型 = 战略客户 且\n（employees > 多", "query.value", "（employees > "),
        ("legal_name = ", "query.syntax", "legal_name = "),
    ],
)
def test_errors_point_at_the_sign(desk, query, code, before):
    done = desk("find", "customer", query)
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert caret_column(done) == width(before)


def test_an_unknown_kind_is_told_the_nearest(desk):
    done = desk("find", "custmer")
    assert done.returncode == 2
    assert "did you mean customer?" in done.stderr


def test_the_user_given_counts_before_the_variable(desk, monkeypatch):
    monkeypatch.setenv("GUANXI_USER", "Li Wei")
    assert desk("find", "customer", "--count", user="bo").stdout == "1\n"
    assert desk("find", "customer", "--count", user=None).stdout == "3\n"
    assert os.environ["GUANXI_USER"] == "Li Wei"


# -- handover --


def owners(desk):
    return {row["legal_name"]: row["owner_id"] for row in rows(desk("find", "customer", "--format", "json"))}


@pytest.mark.parametrize("giver, taker", [("安娜", "Bo"), ("anna", "bo"), (ANNA, BO)])
def test_handover_moves_customers_and_open_work(desk, giver, taker):
    done = desk("handover", "--from", giver, "--to", taker, "--reason", "离职")
    assert done.returncode == 0
    assert done.stderr.endswith("安娜 → Bo\n")
    assert [line.split() for line in done.stdout.splitlines()[2:]] == [["opportunity", "1"], ["complaint", "1"], ["customer", "2"]]
    assert owners(desk) == {"甲机械有限公司": "Bo", "Rhine Automation GmbH": "Bo", "丙公司": "Bo"}
    assert desk("find", "opportunity", "owner_id.name = 安娜", "--count").stdout == "1\n"
    assert "离职" in desk("history", FIRST).stdout
    assert desk("verify").returncode == 0


def test_handover_says_what_it_could_not_see(desk):
    done = desk("handover", "--from", "安娜", "--to", "Bo", "--reason", "离职", "--lang", "en", "--format", "json", user="chief")
    assert rows(done) == [{"kind": "opportunity", "records": "1"}, {"kind": "customer", "records": "2"}]
    assert done.stderr.endswith("安娜 → Bo\nyou may not read all customers: 安娜 may have open work with the others\n")


@pytest.mark.parametrize(
    "user, giver, taker, reason, code",
    [
        ("bo", "安娜", "Bo", "离职", "desk.reach"),
        ("anna", "安娜", "Bo", "离职", "access.reassign"),
        ("Li Wei", "安娜", "anna", "离职", "desk.same_user"),
        ("Li Wei", "安娜", "Nobody", "离职", "desk.user"),
        ("Li Wei", "安娜", "Bo", " ", "desk.reason"),
    ],
)
def test_a_refused_handover_changes_nothing(desk, user, giver, taker, reason, code):
    before = owners(desk)
    done = desk("handover", "--from", giver, "--to", taker, "--reason", reason, user=user)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"[{code}]" in done.stderr
    assert owners(desk) == before
