"""The header-only part of the library needs a compiler and the include folder, nothing else."""

import subprocess


def test_header_only_example_compiles_links_and_runs(root, tmp_path):
    program = tmp_path / "header_only"
    command = ["g++", "-std=c++20", "-Iinclude", "examples/cpp/header_only.cpp", "-o", str(program)]
    compiled = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    assert (compiled.returncode, compiled.stderr) == (0, "")
    run = subprocess.run([program], capture_output=True, encoding="utf-8", timeout=60)
    assert run.returncode == 0, run.stdout
    assert run.stdout.splitlines()[0] == "1. replace the old press: 100.0 points"
