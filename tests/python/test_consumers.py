"""The projects of examples/consumers are built as their users build them, and run."""

import json
import os
import shutil
import subprocess

import pytest

QUICK = ["-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"]

# Looks at what a project may change in the scope of its caller: put into the project's own scope, compared when it ends.
WATCH = """
function(guanxi_watch_scope out)
  get_cmake_property(names VARIABLES)
  list(FILTER names INCLUDE REGEX "^(CMAKE|BUILD)_")
  list(FILTER names EXCLUDE REGEX "^CMAKE_(CURRENT_|PARENT_|HAVE_|CURRENT$)")
  set(scope "")
  foreach(name IN LISTS names)
    string(APPEND scope "${name}=${${name}}\\n")
  endforeach()
  foreach(property COMPILE_OPTIONS COMPILE_DEFINITIONS INCLUDE_DIRECTORIES LINK_LIBRARIES LINK_OPTIONS)
    get_directory_property(value ${property})
    string(APPEND scope "${property}=${value}\\n")
  endforeach()
  file(WRITE ${CMAKE_BINARY_DIR}/${out} "${scope}")
endfunction()
guanxi_watch_scope(scope_before.txt)
cmake_language(DEFER CALL guanxi_watch_scope scope_after.txt)
"""


def run(command, **options):
    result = subprocess.run([str(word) for word in command], capture_output=True, encoding="utf-8", timeout=600, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def with_cmake(source, build, environment, *options):
    run(["cmake", "-S", source, "-B", build, *QUICK, *options], env=environment)
    run(["cmake", "--build", build], env=environment)
    return build


def with_make(source, build, environment, *options):
    shutil.copytree(source, build)
    run(["make", "-C", build, "CXXFLAGS=-O0", *options], env=environment)
    return build


@pytest.fixture(scope="module")
def consumers(root, installed, with_guanxi, builders, tmp_path_factory):
    """consumers("vendor"): where that project was built."""
    examples = root / "examples/consumers"
    folder = tmp_path_factory.mktemp("consumers")
    (folder / "watch.cmake").write_text(WATCH, encoding="utf-8")
    bare = {name: value for name, value in os.environ.items() if name not in ("PKG_CONFIG_PATH", "CMAKE_PREFIX_PATH")}
    recipes = {
        "add_subdirectory": (with_cmake, bare, "-DCMAKE_UNITY_BUILD=ON", f"-DCMAKE_PROJECT_deal_INCLUDE={folder / 'watch.cmake'}"),
        "vendor": (with_cmake, with_guanxi),
        "find_package": (with_cmake, with_guanxi, "-DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_SQLiteCpp=ON"),
        "pkg_config": (with_make, with_guanxi),
        "header_only": (with_make, bare, f"GUANXI={root / 'include'}"),
    }
    assert {path.name for path in examples.iterdir() if path.is_dir()} == set(recipes)
    built = {name: builders.submit(how, examples / name, folder / name, *rest) for name, (how, *rest) in recipes.items()}
    return lambda name: built[name].result()


def test_installed_component(consumers, cli):
    """It also shows that the component need asks for no library but its own: Boost and SQLiteCpp are not to be found."""
    said = run([consumers("find_package") / "priorities", "备件４８小时内到货;中;2023年12月31日", "更换旧冲床;高;2023-11-10"])
    version = run([cli, "--version"]).split()[-1]
    assert said.splitlines() == [f"guanxi {version}", "1. 更换旧冲床: 100.0", "2. 备件48小时内到货: 50.0"]


def test_sources_as_a_part_of_the_build(consumers):
    build = consumers("add_subdirectory")
    assert run([build / "deal"]) == "status: Red: no key player supports us\nto meet: Li\n"
    assert {path.name for path in build.rglob("*.a")} == {"libguanxi_core.a", "libguanxi_model.a"}


def test_sources_as_a_part_of_the_build_bring_nothing_along(consumers):
    """Neither our tests and tools, nor our warnings, nor a change in the scope of the caller, nor our installation."""
    build = consumers("add_subdirectory")
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    assert not [entry["file"] for entry in commands if "/tests/" in entry["file"] or "/src/cli/" in entry["file"]]
    [own] = [entry["command"] for entry in commands if entry["file"].endswith("add_subdirectory/main.cpp") or "deal.dir" in entry["command"]]
    assert "-Wconversion" not in own and "-Werror" not in own
    assert (build / "scope_after.txt").read_text("utf-8") == (build / "scope_before.txt").read_text("utf-8")
    assert "guanxi" not in (build / "cmake_install.cmake").read_text("utf-8").replace(str(build), "").replace("guanxi/cmake_install.cmake", "")
    assert "CMAKE_INSTALL_LIBDIR" not in (build / "CMakeCache.txt").read_text("utf-8")


def test_installed_package_without_cmake(consumers, root):
    build = consumers("pkg_config")
    said = run([build / "form_check", root / "examples/data/forms/06_bad_values.csv"])
    assert len(said.splitlines()) > 3 and "  row " in said


def test_headers_alone(consumers):
    """By hand: of influence 4 and 9 only the 4 is known."""
    assert run([consumers("header_only") / "visit"]) == "known: 31 % of the influence\ntopic: a second shift on the old press\n"


@pytest.fixture(scope="module")
def vendor(root, consumers, tmp_path_factory):
    """What the vendor's program said about its example form, and the page that it wrote."""
    folder = tmp_path_factory.mktemp("vendor")
    source = root / "examples/consumers/vendor"
    said = run([consumers("vendor") / "edge", source / "filled_form.csv", source / "fields.json", folder / "desk.gx", folder / "page.html"])
    return folder, said.splitlines()


def test_vendor_keeps_guanxi_inside_a_shared_library(consumers):
    build = consumers("vendor")
    needed = run(["readelf", "-d", build / "edge"])
    assert "libedge_desk.so" in needed and "libsqlite3" not in needed


def test_vendors_kind_fields_and_rule(vendor):
    _, said = vendor
    assert said[0] == "form asks for trial cuts: yes"
    assert "found: “签认日期”（2024-05-18）早于“试切日期”（2024-05-20）" in said
    assert said[-1] == "proven: 行星架 PG-210 · EDGE 5X-800"
    assert not [line for line in said if "没有名为" in line], "every header of the form is known"


def test_vendors_records_are_kept_and_audited(vendor, guanxi):
    """The tool knows nothing of the vendor's kind; the chain of changes covers it all the same."""
    folder, said = vendor
    assert "changed: approved_on: 2024-05-18 > 2024-05-22, Li Wei, 客户来函更正" in said
    assert guanxi("verify", "--db", folder / "desk.gx").returncode == 0


def test_vendors_page_holds_the_report(vendor, browser):
    folder, _ = vendor
    page = browser.new_page()
    page.goto((folder / "page.html").as_uri())
    assert page.locator("h1").inner_text() == "EDGE 机床 · 客户台"
    report = page.frame_locator("iframe")
    assert "苏南精密齿轮有限公司" in report.locator("h1").inner_text()
    body = report.locator("body").inner_text()
    assert "行星架 PG-210" in body and "Li Wei" in body and "11 / 15" in body and "地面承重" in body and "12.5" in body
    assert "早于" in body, "the finding of the vendor's own rule is in the report"
    page.close()
