"""The guard on the number of executed tests fails when it should."""

import json

import check_test_count
import pytest


@pytest.fixture
def project(tmp_path):
    """A tiny project with two unit tests and one Python test that ran."""
    unit = tmp_path / "tests/unit/core"
    unit.mkdir(parents=True)
    (unit / "a_test.cpp").touch()
    (tmp_path / "tests/floor.txt").write_text("# floor\nunit 2\npython 1\n", encoding="utf-8")
    results = tmp_path / "build/test-results"
    results.mkdir(parents=True)
    cases = [{"name": name, "result": "COMPLETED"} for name in ("first", "second")]
    write_unit(results, cases)
    (results / "python.xml").write_text("<t><testcase classname='m' name='one'/></t>", encoding="utf-8")
    commands = [{"file": str(unit / "a_test.cpp")}]
    (tmp_path / "build/compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")
    return tmp_path


def write_unit(results, cases):
    text = json.dumps({"testsuites": [{"name": "Suite", "testsuite": cases}]})
    (results / "core.1.json").write_text(text, encoding="utf-8")


def problems(project):
    return check_test_count.check(project, project / "build")[1]


def test_enough_tests_pass(project):
    assert problems(project) == []


def test_too_few_unit_tests(project):
    write_unit(project / "build/test-results", [{"name": "first", "result": "COMPLETED"}])
    assert problems(project) == ["unit: 1 tests ran, at least 2 are expected (tests/floor.txt)"]


def test_skipped_tests_do_not_count(project, monkeypatch):
    cases = [{"name": "first", "result": "COMPLETED"}, {"name": "second", "result": "SKIPPED"}]
    write_unit(project / "build/test-results", cases)
    monkeypatch.delenv("GUANXI_REQUIRE_SHARED_DATA", raising=False)
    assert len(problems(project)) == 1
    monkeypatch.setenv("GUANXI_REQUIRE_SHARED_DATA", "1")
    assert problems(project)[1] == "skipped although the shared data are required: core.1: Suite.second"


def test_pytest_did_not_run(project):
    (project / "build/test-results/python.xml").unlink()
    assert len(problems(project)) == 1 and problems(project)[0].startswith("python: no results")


def test_source_in_no_executable(project):
    forgotten = project / "tests/unit/core/b_test.cpp"
    forgotten.touch()
    assert problems(project) == ["tests/unit/core/b_test.cpp: in no test executable"]


def test_source_in_a_unity_source(project):
    source = project / "tests/unit/core/a_test.cpp"
    unity = project / "build/Unity/unity_0_cxx.cxx"
    unity.parent.mkdir()
    unity.write_text(f'/* generated */\n#include "{source}"\n', encoding="utf-8")
    (project / "build/compile_commands.json").write_text(json.dumps([{"file": str(unity)}]), encoding="utf-8")
    assert problems(project) == []


def test_executable_that_did_not_run(project):
    (project / "build/test-results/core.1.json").unlink()
    assert "tests/unit/core: left no results" in problems(project)
