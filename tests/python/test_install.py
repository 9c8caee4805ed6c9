"""The installed package serves another project, whole or by component."""

import subprocess

import pytest


def run(*command):
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def installed(root, cli, tmp_path_factory):
    """Where the release build was installed."""
    prefix = tmp_path_factory.mktemp("prefix")
    run("cmake", "--install", root / "build/release", "--prefix", prefix)
    return prefix


def configure(root, build, prefix, *options):
    return subprocess.run(
        ["cmake", "-S", root / "tests/consumer", "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}", *options],
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.parametrize("components,target", [("", "guanxi"), ("COMPONENTS;need", "need")])
def test_consumer_builds_and_runs(root, installed, tmp_path, components, target):
    options = [f"-DCONSUMER_COMPONENTS={components}", f"-DCONSUMER_TARGET={target}"]
    configured = configure(root, tmp_path, installed, *options)
    assert configured.returncode == 0, configured.stderr
    run("cmake", "--build", tmp_path)
    version = run(installed / "bin/guanxi", "--version").split()[-1]
    assert run(tmp_path / "consumer") == f"{version} ABC\n"


def test_vendors_own_kind_is_stored_and_audited(root, installed, tmp_path):
    configured = configure(root, tmp_path, installed, "-DCONSUMER_COMPONENTS=COMPONENTS;store", "-DCONSUMER_TARGET=store")
    assert configured.returncode == 0, configured.stderr
    run("cmake", "--build", tmp_path)
    assert run(tmp_path / "vendor", tmp_path / "book.gx") == "1111\n"


def test_component_asks_only_for_what_it_needs(root, installed, tmp_path):
    options = ["-DCONSUMER_COMPONENTS=COMPONENTS;need", "-DCONSUMER_TARGET=need", "-DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON"]
    assert configure(root, tmp_path, installed, *options).returncode == 0


def test_unknown_component_is_refused(root, installed, tmp_path):
    configured = configure(root, tmp_path, installed, "-DCONSUMER_COMPONENTS=COMPONENTS;nonsense", "-DCONSUMER_TARGET=core")
    assert configured.returncode != 0 and "nonsense" in configured.stderr


def test_documents_are_installed(installed):
    assert (installed / "share/doc/guanxi/LICENSE").is_file() and (installed / "share/doc/guanxi/NOTICE").is_file()
    assert (installed / "include/guanxi/guanxi.hpp").is_file()
