"""Exports read and written by other programs: openpyxl, csv and json of Python."""

import csv
import datetime
import json
import random
import re

import openpyxl
import pytest

TEXTS = [" leading and trailing ", "=1+1", "第一行\n第二行", '"quoted", with; signs|', "913100001332012345", "😀𠮷", "_x0041_", "+8613800138000", "'", "\ttab"]

CUSTOMER = "018f0000-0000-7000-8000-000000000001"
OTHER = "018f0000-0000-7000-8000-000000000002"
USER = "018f0000-0000-7000-8000-00000000000a"


def contact(number, text):
    """A contact with an identifier and a text that readers stumble over."""
    return {
        "id": f"018f0000-0000-7000-8000-0000000001{number:02d}",
        "customer_id": CUSTOMER if number % 2 else OTHER,
        "full_name": text,
        "phones": [text, str(number)],
        "custom": {"年龄": 50 + number, "备注": text, "造价": {"money": "1.50 USD"}},
    }


BOOK = {
    "format": "guanxi.book",
    "version": 1,
    "dossiers": [
        {
            "customer": {
                "id": CUSTOMER,
                "legal_name": "甲公司",
                "employees": "500..1000",
                "customer_type": {"set": "strategic"},
                "meta": {"version": 9007199254740993},
            },
            "contacts": [contact(n, text) for n, text in enumerate(TEXTS) if n % 2],
        },
        {
            "customer": {"id": OTHER, "legal_name": "乙公司", "registration_id": "913100001332012346"},
            "contacts": [contact(n, text) for n, text in enumerate(TEXTS) if not n % 2],
        },
    ],
    "shared": {"users": [{"id": USER, "name": "小赵"}]},
}


@pytest.fixture
def convert(guanxi, tmp_path):
    """Converts a file with the command line tool: convert("a.json", "b.xlsx") -> path of the result."""

    def run(source, target):
        out = tmp_path / target
        done = guanxi("export", source, "--out", out)
        assert done.returncode == 0, done.stderr
        return out

    return run


@pytest.fixture
def book(tmp_path):
    """BOOK as a file."""
    path = tmp_path / "book.json"
    path.write_text(json.dumps(BOOK, ensure_ascii=False), encoding="utf-8")
    return path


def content(path):
    """What a JSON export holds."""
    return json.loads(path.read_text(encoding="utf-8"))


def columns(sheet):
    """Cells of a sheet by the path in its second row."""
    return {sheet.cell(2, i).value: [sheet.cell(r, i).value for r in range(3, sheet.max_row + 1)] for i in range(1, sheet.max_column + 1)}


def test_json_is_read_and_written_as_python_does(convert, book):
    assert content(convert(book, "again.json")) == BOOK


def test_openpyxl_reads_our_workbook(convert, book):
    workbook = openpyxl.load_workbook(convert(book, "out.xlsx"))
    assert workbook.sheetnames == ["客户", "联系人", "业务员"]
    customers = workbook["客户"]
    assert customers["B1"].value.startswith("客户名称")
    assert columns(customers)["customers.legal_name"] == ["甲公司", "乙公司"]
    assert columns(customers)["customers.registration_id"] == [None, "913100001332012346"]
    assert columns(customers)["customers.meta.version"] == ["9007199254740993", None]
    contacts = columns(workbook["联系人"])
    expected = [text for n, text in enumerate(TEXTS) if n % 2] + [text for n, text in enumerate(TEXTS) if not n % 2]
    assert contacts["contacts.full_name"] == expected
    assert [cell.data_type for cell in workbook["联系人"]["C"]] == ["s"] * (2 + len(TEXTS))


def test_we_read_what_openpyxl_saved(convert, book, tmp_path):
    workbook = openpyxl.load_workbook(convert(book, "out.xlsx"))
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str):
                    continue
                cell.value = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", cell.value)  # openpyxl does not escape what it unescaped
                if cell.value.startswith("="):
                    cell.data_type = "s"  # else openpyxl writes a formula
    workbook.save(tmp_path / "saved.xlsx")
    again = content(convert(tmp_path / "saved.xlsx", "again.json"))
    assert again == content(convert(book, "first.json"))


def test_we_read_what_openpyxl_made(convert, tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "随便"
    sheet.append(["名称", "人数", "成立", "版本"])
    sheet.append(["customers.legal_name", "customers.employees", "customers.founded_on", "customers.meta.version"])
    sheet.append([" 丙公司 ", "~300", datetime.date(2015, 3, 8), 7])
    people = workbook.create_sheet("people")
    people.append(["姓名", "手机", "手机"])
    people.append(["contacts.full_name", "contacts.phones[1]", "contacts.phones[0]"])
    people.append(["王五", 13900139000, "021-5555"])
    workbook.save(tmp_path / "made.xlsx")
    (dossier,) = content(convert(tmp_path / "made.xlsx", "made.json"))["dossiers"]
    customer = dossier["customer"]
    assert (customer["legal_name"], customer["employees"], customer["founded_on"]) == (" 丙公司 ", "~300", "2015-03-08")
    assert customer["meta"]["version"] == 7
    assert dossier["contacts"][0]["full_name"] == "王五"
    assert dossier["contacts"][0]["phones"] == ["021-5555", "13900139000"]


def test_csv_survives_python_and_any_order_of_rows(convert, book, tmp_path):
    with open(convert(book, "out.csv"), encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["path", "value"]
    assert dict(rows)["dossiers[0].contacts[0].full_name"] == TEXTS[1]
    random.Random(5).shuffle(rows)
    with open(tmp_path / "shuffled.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    assert content(convert(tmp_path / "shuffled.csv", "again.json")) == content(convert(book, "first.json"))
