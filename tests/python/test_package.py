"""The package as a whole: its names, its types, and what the README says of it."""

import inspect
import pathlib
import re
import subprocess
import sys

import guanxi as gx
import pytest

# Names on which others rely, as far as they are reached.
NAMES = """open form parse_form load_book export new_id fields field tag count Customer Contact Need Opportunity Dossier Book Money PartialDate
    Error ArgumentError ParseError NotFoundError AccessError ConflictError FileError
    quality.check quality.completeness quality.check_uscc quality.profile chain.analyze need.priority_matrix need.rank assess.cooperation
    assess.account assess.book assess.high_value report.account report.book
    Session.import_file Session.get Session.find Session.dossier Session.put Session.history Session.handover""".split()


@pytest.mark.parametrize("name", NAMES)
def test_names_hold(name):
    held = gx
    for part in name.split("."):
        held = getattr(held, part)
    assert held.__doc__


def public_things():
    for module in (gx, gx.access, gx.quality, gx.chain, gx.need, gx.assess, gx.report):
        for name, held in vars(module).items():
            if not name.startswith("_") and not inspect.ismodule(held):
                yield f"{module.__name__}.{name}", held


@pytest.mark.parametrize("name,held", public_things(), ids=lambda value: value if isinstance(value, str) else "")
def test_everything_public_is_described(name, held):
    assert held.__doc__ and held.__doc__.strip()


def test_the_readme_runs_as_printed(root, tmp_path):
    block = re.search(r"^```python\n(.*?)^```$", (root / "README.md").read_text("utf-8"), re.M | re.S)[1]
    (tmp_path / "examples").symlink_to(root / "examples")
    (tmp_path / "example.py").write_text(block, encoding="utf-8")
    done = subprocess.run([sys.executable, "-W", "error", "example.py"], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("江南专用设备制造有限公司: 33% complete") and lines[-1].endswith("opportunities") and len(lines) >= 8


def test_import_does_not_drag_in_frames():
    code = "import sys, guanxi; print([name for name in ('numpy', 'pandas', 'polars', 'pyarrow', 'matplotlib') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_everything_public_is_typed():
    package = pathlib.Path(gx.__file__).parent
    for stub in package.rglob("*.pyi"):
        text = stub.read_text("utf-8")
        assert not re.search(r"def \w+\([^)]*\):", text), stub
    assert (package / "py.typed").is_file()
