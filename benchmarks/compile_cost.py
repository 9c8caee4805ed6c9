#!/usr/bin/env python3
"""What including guanxi costs: seconds to compile an empty unit with each umbrella header at -O0, beside standard headers alone.

Each figure is the fastest of some runs, on one core, with the compiler named in CXX (g++ by default).
"""

import argparse
import os
import pathlib
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
STANDARD = ("algorithm", "functional", "map", "memory", "optional", "span", "string", "string_view", "variant", "vector")


def seconds(source, folder, runs):
    path = pathlib.Path(folder) / "unit.cpp"
    path.write_text(source, encoding="utf-8")
    command = [os.environ.get("CXX", "g++"), "-std=c++20", "-O0", f"-I{ROOT / 'include'}", "-c", str(path), "-o", "/dev/null"]
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True)
        best = min(best, time.perf_counter() - start)
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    units = {"standard headers alone": "".join(f"#include <{name}>\n" for name in STANDARD)}
    for path in sorted((ROOT / "include/guanxi").glob("*.hpp")):
        units[f"<guanxi/{path.name}>"] = f"#include <guanxi/{path.name}>\n"
    with tempfile.TemporaryDirectory() as folder:
        for name, source in units.items():
            print(f"{name:28} {seconds(source, folder, runs):6.2f} s", flush=True)


if __name__ == "__main__":
    main()
