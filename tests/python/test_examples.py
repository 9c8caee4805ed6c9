"""The bundled book is what its generator writes."""
import filecmp
import subprocess
import sys


def test_generator_writes_the_bundled_book(root, tmp_path):
    script = root / "examples" / "data" / "generate.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    bundled = root / "examples" / "data" / "book"
    names = sorted(path.name for path in bundled.iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    _, mismatch, errors = filecmp.cmpfiles(bundled, tmp_path, names, shallow=False)
    assert mismatch == [] and errors == []
