"""The pages under docs: what they show is run as printed, and what is generated is up to date."""

import pytest
from page_blocks import matches


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
