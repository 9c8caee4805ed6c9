"""docs/cookbook.md: every recipe does in its three ways what the page says."""

import contextlib
import io
import re
import shlex
import subprocess

import pytest
from page_blocks import BLOCK, blocks, matches, run_shell

COUNT = 23


@pytest.fixture(scope="module")
def recipes(root):
    """The blocks of each recipe in order: (language, text)."""
    _, *sections = re.split(r"^(?=## )", (root / "docs/cookbook.md").read_text(encoding="utf-8"), flags=re.M)
    return [BLOCK.findall(section) for section in sections]


@pytest.fixture(scope="module")
def intro(root, recipes):
    """The blocks before the first recipe."""
    page = blocks(root / "docs/cookbook.md")
    return page[: len(page) - sum(map(len, recipes))]


@pytest.fixture
def folder(root, tmp_path):
    """An empty folder with the project's examples in it, for one of the ways alone."""
    (tmp_path / "examples").symlink_to(root / "examples")
    return tmp_path


def command(recipe):
    """The command line of a recipe; none where no command does the task."""
    return recipe[0][1] if recipe[0][0] == "sh" else ""


def shown(recipe):
    """What Python and C++ print: the last block."""
    return recipe[-1][1]


def test_titles_are_numbered(root):
    titles = re.findall(r"^## (.*)$", (root / "docs/cookbook.md").read_text(encoding="utf-8"), re.M)
    assert [title.split(". ")[0] for title in titles] == [str(number) for number in range(1, COUNT + 1)]
    assert len(set(titles)) == COUNT


def test_each_recipe_has_three_ways_and_what_they_print(recipes):
    """The command line with or without its output, if there is one, Python, C++, and the output of both."""
    ways = [[language for language, _ in recipe] for recipe in recipes]
    known = (["sh", "python", "cpp", "text"], ["sh", "text", "python", "cpp", "text"], ["python", "cpp", "text"])
    assert [way for way in ways if way not in known] == []
    assert sum(1 for recipe in recipes if not command(recipe)) <= 4
    assert all(1 <= len(shown(recipe).splitlines()) <= 6 for recipe in recipes)


def test_cpp_blocks_are_lines_of_the_program(root):
    program = (root / "examples/cpp/cookbook.cpp").read_text(encoding="utf-8")
    excerpts = [text for language, text in blocks(root / "docs/cookbook.md") if language == "cpp"]
    assert [text for text in excerpts if f"\n{text}" not in program] == []


def test_cpp_recipes_are_whole_functions_in_order(root, recipes):
    """So that the table of recipes in the program has the order of the page."""
    program = (root / "examples/cpp/cookbook.cpp").read_text(encoding="utf-8")
    bodies = dict(re.findall(r"^void (\w+)\(\) \{\n(.*?)^\}$", program, re.M | re.S))
    table = re.search(r"recipes\[\]\)\(\) = \{(.*?)\};", program, re.S)[1]
    assert [bodies[name.strip()] for name in table.split(",")] == [dict(recipe)["cpp"] for recipe in recipes]


def test_command_line(recipes, folder, reader_home, with_guanxi):
    """All in one shell; a block of text directly after one is what that one printed."""
    path = f"{reader_home / 'guanxi/bin'}:{with_guanxi['PATH']}"
    typed = [recipe for recipe in recipes if command(recipe)]
    printed = run_shell([command(recipe) for recipe in typed], folder, with_guanxi | {"HOME": str(reader_home), "PATH": path})
    for recipe, said in zip(typed, printed, strict=True):
        if recipe[1][0] == "text":
            assert matches(recipe[1][1], said), f"{command(recipe)}:\n{said}"


def test_python(intro, recipes, folder, monkeypatch):
    """All in one namespace."""
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    for text in [text for language, text in intro if language == "python"]:
        exec(text, names)
    for number, recipe in enumerate(recipes, 1):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(dict(recipe)["python"], f"recipe {number}", "exec"), names)
        assert printed.getvalue() == shown(recipe), f"recipe {number}"


def test_cpp(intro, recipes, folder, with_guanxi):
    """Built as the page says, against the installed package; each recipe is a run of the program."""
    [build] = [text for language, text in intro if language == "sh"]
    compile_line, first_run = build.splitlines()
    assert shlex.split(compile_line)[0] == "g++" and first_run == "./cookbook 1"
    run_shell([compile_line + "\n"], folder, with_guanxi)
    for number, recipe in enumerate(recipes, 1):
        run = subprocess.run(["./cookbook", str(number)], cwd=folder, capture_output=True, encoding="utf-8", timeout=120)
        assert (run.returncode, run.stdout) == (0, shown(recipe)), f"recipe {number}: {run.stderr}"
