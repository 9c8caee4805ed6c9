"""The pages under docs: what they show is run as printed, and what is generated is up to date."""

import pytest
from page_blocks import blocks, matches, run_shell

PAGES = ["docs/getting_started.md", "docs/tutorial.md"]
# The build and the installation are done before the tests; see `installed`.
BUILD = ("tools/setup ", "make ", "cmake --install ")


def test_glossary_is_what_the_dictionary_says(root, guanxi):
    """If this fails: build/release/src/cli/guanxi glossary --out docs/glossary.md"""
    assert (root / "docs/glossary.md").read_text(encoding="utf-8") == guanxi("glossary").stdout


@pytest.mark.parametrize("suffix,sign", [("html", "<!DOCTYPE html>"), ("txt", "════"), ("md", "# 术语表")])
def test_glossary_is_written_as_a_page_too(guanxi, tmp_path, suffix, sign):
    page = tmp_path / f"glossary.{suffix}"
    assert guanxi("glossary", "--out", page).returncode == 0
    assert page.read_text(encoding="utf-8").startswith(sign)


def test_shown_outputs_are_compared_in_full():
    assert matches("a  b\n…\nz", "a  b\n1\n2\nz\n") and matches("at … by li\n", "at 10:00 by li  \n")
    assert not matches("a", "a\nb\n") and not matches("a\nb", "a\n") and not matches("at … by li", "at 10 by wang\n")


@pytest.mark.parametrize("page", PAGES)
def test_cpp_excerpts_are_from_compiled_examples(root, page):
    """Whole runs of lines, as they stand in a file that another test compiles and runs."""
    files = [path.read_text(encoding="utf-8") for path in (root / "examples/cpp").glob("*.cpp")]
    excerpts = [text for language, text in blocks(root / page) if language == "cpp"]
    assert excerpts
    assert [text for text in excerpts if not any(f"\n{text}" in file for file in files)] == []


@pytest.mark.parametrize("page", PAGES)
def test_page_does_what_it_says(root, page, reader_home, with_guanxi, quick_start, tmp_path):
    """Its shell blocks run one after the other in one shell; a block of text after one is what that one printed."""
    steps = [(language, text) for language, text in blocks(root / page) if language in ("sh", "text")]
    assert {language for language, _ in blocks(root / page)} <= {"sh", "text", "cpp"}
    for name in ("build", "examples"):
        (tmp_path / name).symlink_to(root / name)
    shells = ["\n".join("true" if line.startswith(BUILD) else line for line in text.splitlines()) + "\n" for language, text in steps if language == "sh"]
    path = f"{quick_start('cmake')[0] / 'build'}:{reader_home / 'guanxi/bin'}:{with_guanxi['PATH']}"
    printed = run_shell(shells, tmp_path, with_guanxi | {"HOME": str(reader_home), "PATH": path})
    assert len(printed) == len(shells)
    for place, (language, text) in enumerate(steps):
        if language == "text":
            said = printed[sum(step == "sh" for step, _ in steps[:place]) - 1]
            assert matches(text, said), said
    assert list(tmp_path.glob("*.html"))


def test_build_lines_of_the_pages_are_those_of_the_readme(root):
    """What the pages leave to the build itself exists."""
    lines = {line.split("#")[0].strip() for page in PAGES for language, text in blocks(root / page) for line in text.splitlines() if line.startswith(BUILD)}
    assert lines == {"tools/setup demo", "make cli", "cmake --install build/release --prefix ~/guanxi"}
