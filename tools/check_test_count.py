#!/usr/bin/env python3
"""Guards that the tests really ran: reads the results in <build>/test-results and the floor in tests/floor.txt.

Fails when fewer tests ran than the floor says, when a test executable left no results, when a source under tests/unit is
in no executable, and, with GUANXI_REQUIRE_SHARED_DATA=1, when a test was skipped.
"""

import argparse
import json
import os
import pathlib
import re
import sys
import xml.etree.ElementTree


def read_floor(path):
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {name: int(number) for name, number in lines}


def unit_results(results):
    """(run, skipped names) over the JSON files that GoogleTest wrote."""
    run, skipped = 0, []
    for path in sorted(results.glob("*.json")):
        for suite in json.loads(path.read_text(encoding="utf-8"))["testsuites"]:
            for case in suite["testsuite"]:
                name = f"{path.stem}: {suite['name']}.{case['name']}"
                if case["result"] == "COMPLETED":
                    run += 1
                else:
                    skipped.append(name)
    return run, skipped


def python_results(results):
    """(run, skipped names) from pytest's XML file; none if it was not run."""
    path = results / "python.xml"
    if not path.is_file():
        return None
    cases = list(xml.etree.ElementTree.parse(path).iter("testcase"))
    skipped = [f"{case.get('classname')}.{case.get('name')}" for case in cases if case.find("skipped") is not None]
    return len(cases) - len(skipped), skipped


def sources_of(unit):
    """The source itself, or those that a unity source includes."""
    if unit.parent.name != "Unity":
        return [unit]
    return [pathlib.Path(name).resolve() for name in re.findall(r'^#include "(.+)"$', unit.read_text(encoding="utf-8"), re.MULTILINE)]


def not_compiled(root, build):
    """Sources under tests/unit that no executable compiles."""
    if not (build / "compile_commands.json").is_file():
        sys.exit(f"{build} has no compile_commands.json: configure it with a preset, such as `cmake --preset dev`")
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    compiled = {file for entry in commands for file in sources_of(pathlib.Path(entry["file"]).resolve())}
    return [p for p in sorted((root / "tests/unit").rglob("*.cpp")) if p.resolve() not in compiled]


def without_results(root, results):
    """Folders of tests/unit whose executable left no results."""
    folders = {p.relative_to(root / "tests/unit").parts[0] for p in (root / "tests/unit").rglob("*.cpp")}
    return sorted(folder for folder in folders if not any(results.glob(f"{folder}.*.json")))


def check(root, build, need_python=True):
    """(lines to print, problems)."""
    results = build / "test-results"
    floor = read_floor(root / "tests/floor.txt")
    counts = {"unit": unit_results(results), "python": python_results(results)}
    lines, problems = [], []
    for name, found in counts.items():
        if found is None:
            if need_python:
                problems.append(f"{name}: no results in {results}")
            continue
        run, skipped = found
        lines.append(f"{name}: {run} tests ran (floor {floor[name]}), {len(skipped)} skipped")
        if run < floor[name]:
            problems.append(f"{name}: {run} tests ran, at least {floor[name]} are expected (tests/floor.txt)")
        if skipped and os.environ.get("GUANXI_REQUIRE_SHARED_DATA") == "1":
            problems += [f"skipped although the shared data are required: {test}" for test in skipped]
    problems += [f"{path.relative_to(root)}: in no test executable" for path in not_compiled(root, build)]
    problems += [f"tests/unit/{folder}: left no results" for folder in without_results(root, results)]
    return lines, problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path, help="build folder, such as build/dev")
    parser.add_argument("--unit-only", action="store_true", help="pytest was not run in this build folder")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    lines, problems = check(options.root.resolve(), options.build.resolve(), not options.unit_only)
    print("\n".join(lines + [f"error: {problem}" for problem in problems]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
