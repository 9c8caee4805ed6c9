"""What the Python tests share: where things are, and how the command line tool is run."""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys

import page_blocks
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "benchmarks")]


def pytest_collection_modifyitems(items):
    """The file that builds longest comes first, so that the others run beside it."""
    items.sort(key=lambda item: item.path.name != "test_one_line.py")


@pytest.fixture(scope="session")
def root():
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def cli():
    """The command line tool: GUANXI_CLI, or the one that `make cli` builds."""
    path = pathlib.Path(os.environ.get("GUANXI_CLI", ROOT / "build/release/src/cli/guanxi"))
    assert path.is_file(), f"{path} is missing: run `make cli`"
    return path


@pytest.fixture(scope="session")
def guanxi(cli):
    """Runs the command line tool: guanxi("check", path) -> CompletedProcess with text output, whatever its exit code."""

    def run(*arguments, cwd=None, input=None):
        return subprocess.run(
            [str(cli), *map(str, arguments)], cwd=cwd, input=input, capture_output=True, encoding="utf-8", timeout=120
        )

    return run


@pytest.fixture(scope="session")
def installed(root, cli, tmp_path_factory):
    """Where the release build is installed: staged as a package is, then moved, so that nothing may know its first place."""
    folder = tmp_path_factory.mktemp("install")
    command = ["cmake", "--install", root / "build/release", "--prefix", "/opt/guanxi"]
    staged = subprocess.run(command, env=os.environ | {"DESTDIR": str(folder / "stage")}, capture_output=True, text=True, timeout=120)
    assert staged.returncode == 0, staged.stdout + staged.stderr
    return pathlib.Path(shutil.move(folder / "stage/opt/guanxi", folder / "moved"))


@pytest.fixture(scope="session")
def with_guanxi(installed):
    """The environment in which compilers and CMake find the installed package."""
    return os.environ | {"PKG_CONFIG_PATH": str(installed / "lib/pkgconfig"), "CMAKE_PREFIX_PATH": str(installed)}


@pytest.fixture(scope="session")
def builders():
    """Runs long builds side by side, one for each processor."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        yield pool


@pytest.fixture(scope="session")
def reader_home(installed, tmp_path_factory):
    """A home folder where guanxi is installed as the pages say: in ~/guanxi."""
    home = tmp_path_factory.mktemp("home")
    (home / "guanxi").symlink_to(installed)
    return home


@pytest.fixture(scope="session")
def quick_start(root, reader_home, with_guanxi, builders, tmp_path_factory):
    """quick_start("cmake"): the folder where the README's quick start was built as printed, and what it printed."""
    page = page_blocks.blocks(root / "README.md")
    text = {language: next(text for name, text in page if name == language) for language in ("cpp", "cmake")}

    def build(way, begin, environment):
        folder = tmp_path_factory.mktemp(f"quick_start_{way}")
        (folder / "quick_start.cpp").write_text(text["cpp"], encoding="utf-8")
        (folder / "CMakeLists.txt").write_text(text["cmake"], encoding="utf-8")
        (folder / "examples").symlink_to(root / "examples")
        [commands] = [text for name, text in page if name == "sh" and text.startswith(begin)]
        lines = commands.splitlines(keepends=True)
        return folder, page_blocks.run_shell(["".join(lines[:-1]), lines[-1]], folder, environment)[-1]

    ways = {"cmake": ("cmake ", os.environ), "pkg-config": ("g++ ", with_guanxi)}
    built = {way: builders.submit(build, way, begin, environment | {"HOME": str(reader_home)}) for way, (begin, environment) in ways.items()}
    return lambda way: built[way].result()


@pytest.fixture(scope="session")
def shared():
    """The folder `shared` beside the project with real test data and forms; without it the test is skipped.

    GUANXI_SHARED_DATA names its folder `data`; with GUANXI_REQUIRE_SHARED_DATA=1 the absence is a failure.
    """
    data = pathlib.Path(os.environ.get("GUANXI_SHARED_DATA", ROOT.parent / "shared/data"))
    if not data.is_dir():
        assert os.environ.get("GUANXI_REQUIRE_SHARED_DATA") != "1", f"shared test data are required, but {data} is missing"
        pytest.skip(f"needs the shared test data, looked for in {data}")
    return data.parent


@pytest.fixture(scope="session")
def shared_data(shared):
    """The folder with real test data."""
    return shared / "data"


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield instance
        instance.close()
