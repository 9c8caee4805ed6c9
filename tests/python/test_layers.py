"""The include rules of the modules hold, and the script that checks them is shown includes that break each rule."""

import shutil

import check_layers
import layers
import make_umbrellas
import pytest


def test_every_include_is_allowed(root):
    assert check_layers.Checker(root).run() == []


@pytest.mark.parametrize("module", layers.MAY_INCLUDE)
def test_modules_form_no_circle(module):
    assert all(module not in layers.closure(below) for below in layers.MAY_INCLUDE[module])


@pytest.fixture
def copy(root, tmp_path):
    """A copy of what the check reads."""
    for name in ("include", "src"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "CMakeLists.txt", tmp_path)
    return tmp_path


PLANTED = [
    ("include/guanxi/core/planted.hpp", "#include <guanxi/model/need.hpp>", "core may not include model"),
    ("include/guanxi/core/planted.hpp", "#include <guanxi/model.hpp>", "core may not include model"),
    ("include/guanxi/core/planted.hpp", "#include <guanxi/guanxi.hpp>", "core may not include guanxi"),
    ("include/guanxi/need/planted.hpp", "#include <guanxi/chain/status.hpp>", "need may not include chain"),
    ("include/guanxi/score/planted.hpp", "#include <guanxi/model/need.hpp>", "score may not include model"),
    ("include/guanxi/io/planted.hpp", "#include <guanxi/report/html.hpp>", "io may not include report"),
    ("include/guanxi/report/planted.hpp", "  #  include <guanxi/io/csv.hpp>", "report may not include io"),
    ("include/guanxi/need/planted.hpp", "#include <guanxi/model/detail/secret.hpp>", "is private to model"),
    ("include/guanxi/need/planted.hpp", '#include "guanxi.hpp"', "public headers include each other as"),
    ("include/guanxi/model/planted.hpp", "#include <boost/json.hpp>", "is third party"),
    ("include/guanxi/io/planted.hpp", "#include <zip.h>", "is third party"),
    ("include/guanxi/core/planted.hpp", "#include <regex>", "too heavy"),
    ("include/guanxi/misc/planted.hpp", "", "no module is called 'misc'"),
    ("src/chain/planted.cpp", "#include <guanxi/io/csv.hpp>", "chain may not include io"),
    ("src/chain/planted.cpp", '#include "../core/fold.hpp"', "private to another module"),
    ("src/misc/planted.cpp", "", "no module is called 'misc'"),
    ("CMakeLists.txt", "guanxi_add_module(core DEPENDS model)", "core may not link model"),
]


@pytest.mark.parametrize("path,line,reason", PLANTED)
def test_planted_include_is_found(copy, path, line, reason):
    (copy / "src/core/fold.hpp").touch()
    planted = copy / path
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(f"// planted\n{line}\n", encoding="utf-8")
    problems = check_layers.Checker(copy).run()
    assert len(problems) == 1
    assert problems[0].startswith(f"{path}:") and reason in problems[0]


ALLOWED = [
    ("include/guanxi/report/planted.hpp", "#include <guanxi/core/label.hpp>"),
    ("include/guanxi/core/planted.hpp", "#include <boost/container/flat_map.hpp>"),
    ("include/guanxi/need/planted.hpp", "#include <guanxi/need/detail/own.hpp>"),
    ("src/io/planted.cpp", "#include <boost/json.hpp>"),
    ("src/cli/planted.cpp", "#include <guanxi/desk/import.hpp>"),
]


@pytest.mark.parametrize("path,line", ALLOWED)
def test_allowed_include_is_left_alone(copy, path, line):
    planted = copy / path
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(line + "\n", encoding="utf-8")
    assert check_layers.Checker(copy).run() == []


def test_umbrellas_are_current(root):
    assert make_umbrellas.stale(root / "include") == ([], []), "run tools/make_umbrellas.py"


def test_stale_umbrella_is_found(copy):
    for path, text in make_umbrellas.wanted(copy / "include").items():
        path.write_text(text, encoding="utf-8")
    (copy / "include/guanxi/core/planted.hpp").write_text("#pragma once\n", encoding="utf-8")
    different, surplus = make_umbrellas.stale(copy / "include")
    assert [p.name for p in different] == ["core.hpp"] and surplus == []
