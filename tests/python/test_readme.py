"""What the README says can be done."""

import re
import shlex

import pytest

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def blocks(root, language):
    return [text for name, text in BLOCK.findall((root / "README.md").read_text(encoding="utf-8")) if name == language]


def test_cpp_samples_are_part_of_compiled_examples(root):
    """Every example under examples/cpp is compiled, run and asserted by another test; indentation may differ."""
    plain = [line.strip() for path in (root / "examples/cpp").glob("*.cpp") for line in path.read_text("utf-8").splitlines()]
    samples = blocks(root, "cpp")
    assert samples
    for line in "".join(samples).splitlines():
        assert not line.strip() or line.strip() in plain


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
