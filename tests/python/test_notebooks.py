"""The notebooks run from start to end, and their pictures show what they say."""

import base64
import io
import os

import nbformat
import pytest
from nbclient import NotebookClient
from PIL import Image

NOTEBOOKS = {"first_book": 3, "judgement": 4, "own_tables": 1}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_runs(root, name, tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(root / "examples" / f"{name}.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "notebooks are kept without outputs"
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(root / "examples")}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"], "a glyph that is missing is told on stderr"
    pictures = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == NOTEBOOKS[name]
    for number, picture in enumerate(pictures):
        image = Image.open(io.BytesIO(base64.b64decode(picture)))
        assert image.width > 300 and len(set(image.convert("L").resize((64, 64)).getdata())) > 8
        if folder := os.environ.get("GUANXI_PICTURES"):
            image.save(os.path.join(folder, f"{name}_{number}.png"))
