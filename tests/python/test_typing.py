"""What type checkers see: the stubs say what the module has, and the examples are well typed."""

import re
import subprocess
import sys
import types

import guanxi as gx
import nbformat
import pytest
from page_blocks import blocks


@pytest.fixture(scope="module")
def check(root, tmp_path_factory):
    """check(tool, *arguments): runs a tool of mypy in an empty folder and gives what it prints; empty when all is well."""
    folder = tmp_path_factory.mktemp("typing")

    def run(tool, *arguments):
        done = subprocess.run([sys.executable, "-m", tool, *map(str, arguments)], cwd=folder, capture_output=True, encoding="utf-8", timeout=600)
        return "" if done.returncode == 0 else done.stdout + done.stderr

    return run


def programs(root):
    """(name, source) of each Python example that is printed anywhere."""
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    for page in pages:
        if source := "".join(text for language, text in blocks(page) if language == "python"):
            yield page.stem.lower(), source
    for path in sorted((root / "examples").glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        yield path.stem, "\n".join(cell.source for cell in cells if cell.cell_type == "code")


def test_examples_and_package_are_well_typed(root, check, tmp_path):
    names = []
    for name, source in programs(root):
        names.append(name)
        (tmp_path / f"{name}_example.py").write_text(source, encoding="utf-8")
    assert {"readme", "first_book", "own_tables"} <= set(names)
    assert check("mypy", "--strict", "-p", "guanxi") == ""
    assert check("mypy", "--strict", *tmp_path.glob("*_example.py")) == ""


def test_a_mistake_is_seen(check, tmp_path):
    """That the checker finds nothing means something."""
    (tmp_path / "wrong.py").write_text("import guanxi as gx\ngx.Customer(legal_nam='A')\ngx.Need(statement=3)\ngx.Contact().nam\n", encoding="utf-8")
    said = check("mypy", "--strict", tmp_path / "wrong.py")
    assert sorted(set(re.findall(r"wrong\.py:(\d): error", said))) == ["2", "3", "4"], said


def test_stubs_say_what_is_there(check, tmp_path):
    """But for what no stub can say: the metaclass of pybind11, which has no importable name, and a base with a layout of its own."""
    places = {"": gx} | {name + ".": module for name, module in vars(gx._guanxi).items() if isinstance(module, types.ModuleType)}
    bound = [place + name for place, module in places.items() for name, held in vars(module).items() if type(held).__name__ == "pybind11_type"]
    sequences = {"Numbers", "Records", "Rows"}  # made collections.abc.Sequence, which has a metaclass of its own
    assert {"Session", "score.Logistic"} <= set(bound)
    allowed = [name for name in [*bound, "Record", "Result"] if name not in sequences]
    (tmp_path / "allowed").write_text("".join(f"guanxi\\._guanxi\\.{re.escape(name)}\n" for name in allowed), encoding="utf-8")
    assert check("mypy.stubtest", "guanxi", "--allowlist", tmp_path / "allowed") == ""
