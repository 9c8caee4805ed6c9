"""What the README says can be done."""

import re
import shlex

import pytest
from page_blocks import blocks as blocks_of
from page_blocks import matches


def blocks(root, language):
    return [text for name, text in blocks_of(root / "README.md") if name == language]


def test_cpp_sample_is_the_quick_start(root):
    """The README prints the whole file."""
    assert blocks(root, "cpp") == [(root / "examples/cpp/quick_start.cpp").read_text("utf-8")]


@pytest.mark.parametrize("way", ["cmake", "pkg-config"])
def test_quick_start_builds_and_prints_what_is_shown(root, quick_start, way):
    """The program, the CMakeLists.txt and the commands are those of the README, to the letter."""
    folder, printed = quick_start(way)
    [shown] = blocks(root, "text")
    assert matches(shown, printed), printed
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and "Decision chain" in page


def test_make_targets_exist(root):
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    named = {target for text in blocks(root, "sh") for target in re.findall(r"^make (\w+)", text, re.M)}
    assert {"demo", "test"} <= named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.M)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_named_files_exist(root, document):
    """Names in backquotes that look like paths are there; what a build makes is not looked for."""
    text = (root / document).read_text(encoding="utf-8")
    names = {n for n in re.findall(r"`([\w.]+(?:/[\w.]+)+)`", text) if not n.startswith(("build/", "../"))}
    assert [name for name in sorted(names) if not (root / name).exists()] == []


def test_commands_of_the_tool_exist(root, guanxi):
    help_text = guanxi("--help").stdout
    named = {command for text in blocks(root, "sh") for command in re.findall(r"^guanxi (\w+)", text, re.M)}
    assert named
    for command in named:
        assert re.search(rf"^\s+{command}\b", help_text, re.M)


def test_commands_on_a_store_run_as_shown(root, guanxi, tmp_path):
    """In their order, on the bundled book; the import tells of its errors by its exit code."""
    (tmp_path / "examples").symlink_to(root / "examples")
    shown = [line for text in blocks(root, "sh") for line in text.splitlines() if line.startswith("guanxi") and "--db" in line]
    assert [shlex.split(line, comments=True)[1] for line in shown] == ["import", "history", "find", "find", "handover", "verify"]
    for line in shown:
        done = guanxi(*shlex.split(line, comments=True)[1:], cwd=tmp_path)
        assert done.returncode in ((0, 1) if " import " in line else (0,)), line + done.stderr
        assert len(done.stdout.splitlines()) > 2 or " verify " in line, line
