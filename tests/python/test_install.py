"""The installed package: what it holds, and what a component asks for. The programs that use it are in test_consumers.py."""

import re
import subprocess

import pytest


def pkg_config(with_guanxi, *arguments):
    result = subprocess.run(["pkg-config", *arguments], env=with_guanxi, capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout.split()


def components(root):
    return ["guanxi", *re.findall(r"guanxi_add_module\((\w+)", (root / "CMakeLists.txt").read_text(encoding="utf-8"))]


def test_unknown_component_is_refused(with_guanxi, tmp_path):
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(asks LANGUAGES NONE)\nfind_package(guanxi REQUIRED COMPONENTS nonsense)\n", "utf-8"
    )
    configured = subprocess.run(["cmake", "-S", tmp_path, "-B", tmp_path / "build"], env=with_guanxi, capture_output=True, text=True, timeout=60)
    assert configured.returncode != 0 and "nonsense" in configured.stderr


def test_documents_and_headers_are_installed(installed):
    assert (installed / "share/doc/guanxi/LICENSE").is_file() and (installed / "share/doc/guanxi/NOTICE").is_file()
    assert (installed / "include/guanxi/guanxi.hpp").is_file()


def test_nothing_knows_where_it_was_built_or_staged(root, installed):
    """The package can be moved: its text files name neither the sources nor the place of the first installation."""
    files = [p for folder in ("lib/cmake", "lib/pkgconfig") for p in (installed / folder).rglob("*") if p.is_file()]
    assert len(files) > 20
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert str(root) not in text and "/opt/guanxi" not in text, path


def test_every_component_has_a_pc_file(root, installed):
    wanted = {name if name == "guanxi" else f"guanxi-{name}" for name in components(root)}
    assert {path.stem for path in (installed / "lib/pkgconfig").glob("*.pc")} == wanted and len(wanted) > 10


def test_pc_files_are_valid_and_of_this_version(root, installed, with_guanxi):
    version = subprocess.run([installed / "bin/guanxi", "--version"], capture_output=True, text=True).stdout.split()
    for path in (installed / "lib/pkgconfig").glob("*.pc"):
        assert pkg_config(with_guanxi, "--validate", path.stem) == []
        assert pkg_config(with_guanxi, "--modversion", path.stem) == version[-1:]


def test_pc_files_carry_the_definition_of_the_compiled_catalogue(with_guanxi):
    """Without it a program would make the standard catalogue a second time."""
    assert "-DGUANXI_COMPILED_CATALOGUE" in pkg_config(with_guanxi, "--cflags", "guanxi-need")
    assert "-DGUANXI_COMPILED_CATALOGUE" not in pkg_config(with_guanxi, "--cflags", "guanxi-core")


@pytest.mark.parametrize("static", [[], ["--static"]])
def test_archives_stand_before_what_they_need(root, installed, with_guanxi, static):
    """A linker that reads archives once finds everything: in front of an archive stands whoever uses it, and all are there."""
    order = pkg_config(with_guanxi, "--libs", *static, "guanxi")
    last = {word: place for place, word in enumerate(order)}
    archives = {path.name[3:-2] for path in (installed / "lib").glob("libguanxi_*.a")}
    assert archives == {word[2:] for word in order if word.startswith("-lguanxi_")}
    for name in components(root)[1:]:
        below = {word for word in pkg_config(with_guanxi, "--libs", *static, f"guanxi-{name}") if word.startswith("-l")}
        own = f"-lguanxi_{name}"
        assert below <= set(last)
        assert own not in below or all(last[own] < last[word] for word in below - {own})


def test_a_component_asks_only_for_what_it_needs(with_guanxi):
    libraries = {word for word in pkg_config(with_guanxi, "--libs", "guanxi-need") if word.startswith("-l")}
    assert libraries == {"-lguanxi_need", "-lguanxi_model", "-lguanxi_core", "-lutf8proc"}
