#!/usr/bin/env python3
"""Runs every fuzz target of a build for some seconds, two at a time, starting from its seeds in the repository.

Exits 1 if a target crashed, hung, leaked or has no seeds; the input that did it stays in <build>/fuzz-findings/.
New inputs that a run discovers stay in <build>/fuzz-corpus/ and serve the next run; the seeds are never written.
"""

import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def run_target(target, build, seconds):
    """(line to print, True if all is well)."""
    name = target.name.removesuffix("_fuzz")
    seeds = ROOT / "tests/fuzz/seeds" / name
    if not seeds.is_dir() or not any(seeds.iterdir()):
        return f"{name}: no seeds in {seeds.relative_to(ROOT)}", False
    corpus, findings = build / "fuzz-corpus" / name, build / "fuzz-findings"
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(exist_ok=True)
    log = build / f"fuzz-{name}.log"
    command = [target, corpus, seeds, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=65536",
               f"-artifact_prefix={findings}/{name}-", "-print_final_stats=1"]
    with log.open("w", encoding="utf-8", errors="replace") as output:
        code = subprocess.run(list(map(str, command)), stdout=output, stderr=subprocess.STDOUT, cwd=build).returncode
    text = log.read_text(encoding="utf-8", errors="replace")
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", text)
    if code != 0:
        return f"{name}: FAILED with exit code {code}\n{text[-4000:]}", False
    return f"{name}: {runs.group(1) if runs else '?'} inputs in {seconds} s without a crash", True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    build = options.build.resolve()
    sources = sorted((ROOT / "tests/fuzz").glob("*_fuzz.cpp"))
    targets = [build / "tests/fuzz" / source.stem for source in sources]
    missing = [target.name for target in targets if not target.is_file()]
    if missing or not targets:
        print(f"fuzz targets not built: {', '.join(missing) or 'all'}")
        return 1
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda target: run_target(target, build, options.seconds), targets))
    print("\n".join(line for line, _ in results))
    return 0 if all(good for _, good in results) else 1


if __name__ == "__main__":
    sys.exit(main())
