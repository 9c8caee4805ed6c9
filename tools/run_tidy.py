#!/usr/bin/env python3
"""Runs clang-tidy over the library's sources, two units at a time, and over one unit with all umbrella headers.

Sources of one folder with one compile command are read together, several to a unit, so that their headers are read once.
A unit is skipped when it passed before and neither it, a file of the project that it reads, its compile command nor
.clang-tidy has changed since; the stamps lie in the build folder. Exits 1 if anything was found.
"""

import argparse
import concurrent.futures
import hashlib
import json
import pathlib
import re
import shlex
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIDY = "clang-tidy-16"


def read_commands(build):
    """File -> compile command, for the sources of the library and the command line tool."""
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    return {pathlib.Path(e["file"]): shlex.split(e["command"]) for e in entries if (ROOT / "src") in pathlib.Path(e["file"]).parents}


def alone(source):
    """Families of files that use the same private names are never read as one, see cmake/modules.cmake."""
    return len(source.relative_to(ROOT / "src").parts) > 2


def join_units(build, commands, size):
    """Unit -> compile command: up to `size` sources of one folder and one compile command in each."""
    groups = {}
    for source, command in sorted(commands.items()):
        key = (str(source) if alone(source) else source.parent.name, tuple(compiler_arguments(command, source)))
        groups.setdefault(key, []).append(source)
    folder = build / "tidy-units"
    folder.mkdir(exist_ok=True)
    units = {}
    for (name, arguments), sources in groups.items():
        for at in range(0, len(sources), size):
            unit = folder / f"{pathlib.Path(name).stem}_{at // size}.cpp"
            lines = "".join(f'#include "{s}"  // NOLINT(bugprone-suspicious-include)\n' for s in sources[at:at + size])
            if not unit.is_file() or unit.read_text(encoding="utf-8") != lines:
                unit.write_text(lines, encoding="utf-8")
            units[unit] = ["clang++-16", *arguments]
    return units


def add_umbrellas(build, commands):
    """A unit that includes every umbrella, so that header-only modules are read too; compiled like any source."""
    unit = build / "umbrellas.cpp"
    text = "".join(f"#include <guanxi/{p.name}>\n" for p in sorted((ROOT / "include/guanxi").glob("*.hpp")))
    if not unit.is_file() or unit.read_text(encoding="utf-8") != text:
        unit.write_text(text, encoding="utf-8")
    include = f"-I{ROOT / 'include'}"
    commands[unit] = ["clang++-16", "-std=c++20", include, "-c", str(unit)]


def compiler_arguments(command, source):
    """The command without compiler, input, output and dependency files."""
    kept, rest = [], iter(command[1:])
    for word in rest:
        if word in ("-o", "-c", "-MF", "-MT"):
            next(rest)
        elif word not in ("-MD", str(source)):
            kept.append(word)
    return kept


def project_headers(source, arguments):
    """The project's files that the source reads, itself among them."""
    found = subprocess.run(["clang++-16", *arguments, "-MM", str(source)], capture_output=True, text=True, cwd=ROOT)
    names = found.stdout.replace("\\\n", " ").partition(":")[2].split()
    return sorted({str(source), *(n for n in names if pathlib.Path(n).resolve().is_relative_to(ROOT))})


def digest(source, arguments):
    """Changes whenever something that clang-tidy would see changes."""
    sum = hashlib.sha256(json.dumps([TIDY, arguments]).encode())
    for name in [str(ROOT / ".clang-tidy"), *project_headers(source, arguments)]:
        sum.update(pathlib.Path(name).read_bytes())
    return sum.hexdigest()


def check(source, command, stamps):
    """(unit, seconds, output); seconds is 0 for one that is skipped, output is empty when all is well."""
    arguments = compiler_arguments(command, source)
    stamp = stamps / (hashlib.sha256(str(source).encode()).hexdigest()[:24])
    current = digest(source, arguments)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == current:
        return source, 0.0, ""
    start = time.monotonic()
    header_filter = f"--header-filter={ROOT}/(include/guanxi|src)/.*"
    run = subprocess.run(
        [TIDY, "--quiet", "--warnings-as-errors=*", header_filter, str(source), "--", *arguments],
        capture_output=True, text=True, cwd=ROOT,
    )
    if run.returncode == 0:
        stamp.write_text(current, encoding="utf-8")
        return source, time.monotonic() - start, ""
    counts = re.compile(r"^\d+ warnings? (and \d+ errors? )?generated\.\n", re.M)
    return source, time.monotonic() - start, run.stdout + counts.sub("", run.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path, help="build folder of the preset tidy")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--together", type=int, default=16, help="sources in a unit; 1 reads each alone")
    parser.add_argument("only", nargs="*", help="parts of names: check only sources whose path holds one of them")
    options = parser.parse_intermixed_args()
    build = options.build.resolve()
    stamps = build / "tidy-stamps"
    stamps.mkdir(exist_ok=True)
    sources = {s: c for s, c in read_commands(build).items() if not options.only or any(part in str(s) for part in options.only)}
    commands = join_units(build, sources, options.together)
    if not options.only:
        add_umbrellas(build, commands)
    wanted = sorted(commands)
    failed = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for source, seconds, output in pool.map(lambda s: check(s, commands[s], stamps), wanted):
            skipped += seconds == 0.0
            failed += bool(output)
            if output:
                print(f"== {source}\n{output}", flush=True)
    print(f"clang-tidy: {len(sources)} sources in {len(wanted)} units, {skipped} unchanged since they passed, {failed} with findings")
    return 1 if failed or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
