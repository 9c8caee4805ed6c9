"""One field, one line: in a scratch copy a field and a whole record kind are added, and show up everywhere."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import openpyxl
import pybind11
import pytest

MEMBER = "  std::string notes{};\n"
NEW_MEMBER = MEMBER + "  std::optional<int> parking_spaces{};\n"
LINE = "      // classification\n"
NEW_LINE = (
    '      field<&Customer::parking_spaces>("parking_spaces", {"停车位数", "Parking spaces"}, '
    '{.hint = {"来访可停几辆车", "How many cars a visitor may park"}, .level = Level::required, .weight = 90, .low = 0}),\n' + LINE
)

KIND = """#pragma once
/// @file
/// A present that a customer was given.

#include <guanxi/model/meta.hpp>

#include <optional>
#include <string>

namespace guanxi {

struct Customer;

/// A present that a customer was given.
struct Gift {
  Id<Gift> id{};
  Id<Customer> customer_id{};
  std::string present{};
  std::optional<Date> given_on{};
  Custom custom{};
  Meta meta{};
  bool operator==(const Gift&) const = default;
};

template <>
struct Schema<Gift> {
  static constexpr std::string_view name = "gift";
  static constexpr std::string_view plural = "gifts";
  static constexpr Label label{"礼品", "Gift"};
  static constexpr Scope scope = Scope::via;
  static constexpr Purpose forms = Purpose::new_customer;
  static constexpr const Category& category = category::plans;
  static constexpr Field fields[] = {
      detail::id_field<&Gift::id>(),
      detail::customer_field<&Gift::customer_id>(),
      field<&Gift::present>("present", {"礼品名称", "Present"}, {.hint = {"送了什么", "What was given"}, .level = Level::required, .weight = 80, .part = Part::title}),
      field<&Gift::given_on>("given_on", {"赠送日期", "Given on"}, {.hint = {"哪天送的", "On which day"}, .part = Part::event}),
      detail::custom_field<&Gift::custom>(),
      detail::meta_field<&Gift::meta>(),
  };
};

}  // namespace guanxi
"""

FORM = """采集字段,填写内容
客户名称,甲公司
停车位数,12
礼品名称,紫砂壶
赠送日期,2024-02-08
"""


def replace_once(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def copy_tree(root, scratch):
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=root, check=True, capture_output=True, text=True)
    for name in listed.stdout.splitlines():
        if name.startswith(("include/", "src/", "cmake/", "CMake", "bindings/", "tools/")) and (root / name).is_file():
            (scratch / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, scratch / name)


@pytest.fixture(scope="module")
def scratch_build(root, tmp_path_factory):
    """Tool and Python package of a copy in which one member, one dictionary line, one header and one entry were added."""
    scratch = tmp_path_factory.mktemp("one_line")
    copy_tree(root, scratch)
    model = scratch / "include/guanxi/model"
    replace_once(model / "customer.hpp", MEMBER, NEW_MEMBER)
    replace_once(model / "customer.hpp", LINE, NEW_LINE)
    (model / "gift.hpp").write_text(KIND, encoding="utf-8")
    replace_once(model / "kinds.hpp", "#include <guanxi/model/interaction.hpp>\n", "#include <guanxi/model/gift.hpp>\n#include <guanxi/model/interaction.hpp>\n")
    replace_once(model / "kinds.hpp", "    Opportunity,\n", "    Opportunity,\n    Gift,\n")
    build = scratch / "build"
    configure = ["cmake", "-S", scratch, "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0", "-DGUANXI_BUILD_TESTS=OFF", "-DCMAKE_UNITY_BUILD=ON"]
    configure += ["-DGUANXI_BUILD_PYTHON=ON", f"-DPython_EXECUTABLE={sys.executable}", f"-Dpybind11_DIR={pybind11.get_cmake_dir()}"]
    subprocess.run([str(word) for word in configure], check=True, capture_output=True)
    built = subprocess.run(["cmake", "--build", str(build), "--parallel", str(os.cpu_count())], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout[-4000:]
    return build


@pytest.fixture(scope="module")
def run(scratch_build, tmp_path_factory):
    scratch_cli = scratch_build / "src/cli/guanxi"
    folder = tmp_path_factory.mktemp("out")

    def run_in(*arguments):
        return subprocess.run([str(scratch_cli), *map(str, arguments)], cwd=folder, capture_output=True, encoding="utf-8", timeout=120)

    (folder / "form.csv").write_text(FORM, encoding="utf-8")
    (folder / "bare.csv").write_text("采集字段,填写内容\n客户名称,乙公司\n礼品名称,茶叶\n", encoding="utf-8")
    run_in.folder = folder
    return run_in


def test_form_asks_for_both(run):
    assert run("form", "blank.csv").returncode == 0
    assert run("form", "blank.xlsx").returncode == 0
    blank = (run.folder / "blank.csv").read_text(encoding="utf-8-sig")
    assert "停车位数" in blank and "来访可停几辆车" in blank and "礼品名称" in blank
    cells = [cell.value for sheet in openpyxl.load_workbook(run.folder / "blank.xlsx") for row in sheet.iter_rows() for cell in row]
    assert "停车位数 *" in cells and "礼品名称 *" in cells


def test_import_and_json_take_both(run):
    result = run("export", "form.csv", "--format", "json")
    assert result.returncode == 0, result.stderr
    dossier = json.loads(result.stdout)["dossiers"][0]
    assert dossier["customer"]["parking_spaces"] == 12
    assert dossier["gifts"][0]["present"] == "紫砂壶" and dossier["gifts"][0]["given_on"] == "2024-02-08"
    assert "custom" not in dossier["customer"]


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_export_gives_both_back(run, suffix):
    assert run("export", "form.csv", "--out", f"out.{suffix}").returncode == 0
    direct = json.loads(run("export", "form.csv", "--format", "json").stdout)
    again = json.loads(run("export", f"out.{suffix}", "--format", "json").stdout)
    assert again == direct


def test_report_and_completeness_show_both(run):
    full = run("report", "form.csv", "甲公司", "--as-of", "2024-06-30")
    assert "停车位数" in full.stdout and "12" in full.stdout and "紫砂壶" in full.stdout
    assert run("report", "form.csv", "--out", "report.html", "--as-of", "2024-06-30").returncode in (0, 1)
    page = (run.folder / "report.html").read_text(encoding="utf-8")
    assert "停车位数" in page and "礼品" in page and "紫砂壶" in page
    bare = run("report", "bare.csv", "乙公司", "--as-of", "2024-06-30").stdout
    assert "停车位数" in bare, "the required field is missing, so completeness names it"


@pytest.fixture(scope="module")
def stored(run):
    """A store that holds the form, then a second one in which both new values changed."""
    for name, text in (("form.csv", FORM), ("later.csv", FORM.replace("停车位数,12", "停车位数,15").replace("2024-02-08", "2024-02-09"))):
        (run.folder / name).write_text(text, encoding="utf-8")
        result = run("import", name, "--db", "book.gx", "--user", "li")
        assert result.returncode == 0, result.stderr
    return ("--db", "book.gx", "--user", "li")


def test_store_keeps_both(run, stored):
    dossier = json.loads(run("export", *stored, "--format", "json").stdout)["dossiers"][0]
    assert dossier["customer"]["parking_spaces"] == 15
    assert [gift["present"] for gift in dossier["gifts"]] == ["紫砂壶", "紫砂壶"], "another day, another present"
    assert run("verify", "--db", "book.gx").returncode == 0


def test_history_tells_of_both(run, stored):
    changes = json.loads(run("history", "甲公司", *stored, "--format", "json").stdout)
    told = [(change["before"], change["after"], change["by"]) for change in changes if change["field"] == "parking_spaces"]
    assert told == [("", "12", "li"), ("12", "15", "li")]
    gift = json.loads(run("export", *stored, "--format", "json").stdout)["dossiers"][0]["gifts"][0]
    made = json.loads(run("history", gift["id"], *stored, "--format", "json").stdout)
    assert {"present", "given_on"} <= {change["field"] for change in made}


def test_glossary_explains_both(run):
    told = run("glossary").stdout
    assert "停车位数" in told and "How many cars a visitor may park" in told and "礼品名称" in told


def test_check_speaks_of_the_new_required_field(run):
    findings = json.loads(run("check", "bare.csv", "--format", "json", "--as-of", "2024-06-30").stdout)
    assert any("停车位数" in finding["message"] for finding in findings)


@pytest.fixture(scope="module")
def package(root, scratch_build):
    """Where the Python package of the copy is installed."""
    folder = scratch_build / "package"
    subprocess.run(["cmake", "--install", scratch_build, "--component", "python", "--prefix", folder], check=True, capture_output=True)
    shutil.copytree(root / "bindings/python/guanxi", folder / "guanxi", dirs_exist_ok=True)
    return folder


PYTHON = """
import guanxi as gx
import pyarrow

customer = gx.Customer(legal_name="甲公司", parking_spaces=12)
gift = gx.Gift(customer_id=customer.id, present="紫砂壶", given_on="2024-02-08")
print(customer.parking_spaces, customer.replace(parking_spaces=None).parking_spaces, gift.given_on)
print(gx.Customer.parking_spaces.__doc__)
print(gx.Gift.__doc__)
try:
    gx.Customer(parking_spaces="many")
except gx.Error as error:
    print(error.code)
dossier, _ = gx.parse_form("form.csv")
print(dossier.customer.parking_spaces, [one.present for one in dossier.gifts])
schema = pyarrow.table(gx.Records(gx.Customer, [customer])).schema
print(schema.field("parking_spaces").type, pyarrow.table(dossier.gifts).schema.field("given_on").type)
"""


def test_python_and_arrow_have_both(run, package):
    done = subprocess.run([sys.executable, "-c", PYTHON], cwd=run.folder, env=os.environ | {"PYTHONPATH": str(package)}, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    kept, doc, gift, code, read, types = done.stdout.splitlines()
    assert kept == "12 None 2024-02-08" and read == "12 ['紫砂壶']" and types == "int64 date32[day]"
    assert "停车位数" in doc and "How many cars a visitor may park" in doc and "礼品" in gift and code


def test_stub_has_both(package):
    stub = (package / "guanxi/_guanxi/__init__.pyi").read_text(encoding="utf-8")
    assert "    def parking_spaces(self) -> int | None:\n" in stub and "class Gift(Record):" in stub and "    def given_on(self) -> datetime.date | None:\n" in stub
    assert "def __new__(cls, *" in stub and "parking_spaces: int | str | None = ..." in stub and "gifts(self) -> Records[Gift]" in stub
