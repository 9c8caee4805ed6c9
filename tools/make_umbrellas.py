#!/usr/bin/env python3
"""Writes the umbrella headers include/guanxi/<module>.hpp and include/guanxi/guanxi.hpp from what the folders hold.

Run it after adding, renaming or removing a public header. With --check it writes nothing and exits 1 if one is stale.
"""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import layers  # noqa: E402

PURPOSE = {
    "core": "the values, the field dictionary, findings and errors that everything stands on",
    "model": "the records, one customer's dossier and the book of many",
    "access": "who may read and write what",
    "quality": "rules, identifiers and completeness of records",
    "chain": "the decision chain: status, coverage, clarity, risks",
    "need": "needs: the priority matrix, the ranking, and rules for those that nobody has named",
    "score": "scorecards, win models and multi-criteria methods",
    "portfolio": "analyses over many customers",
    "lifetime": "purchase models and customer lifetime value",
    "match": "duplicates: similarity, linkage and merge plans",
    "assess": "answers that join several analyses over a dossier or a book",
    "plan": "follow-ups, agendas and alerts",
    "report": "reports as text, Markdown and HTML",
    "store": "saving, querying and history",
    "io": "forms, imports and exports",
    "desk": "imports into a session, handover and persisted alerts",
}


def module_header(module, headers):
    lines = [f"#include <guanxi/{module}/{name}>" for name in sorted(headers)]
    return f"#pragma once\n/// @file\n/// Umbrella of `{module}`: {PURPOSE[module]}.\n\n" + "\n".join(lines) + "\n"


def top_header(modules):
    inside = [m for m in layers.TOP_UMBRELLA if m in modules]
    outside = ", ".join(m for m in layers.MAY_INCLUDE if m not in layers.TOP_UMBRELLA)
    includes = "\n".join(f"#include <guanxi/{m}.hpp>" for m in sorted(inside))
    return (
        "#pragma once\n/// @file\n"
        "/// Umbrella of core, model, the analyses and assess.\n"
        f"/// Left out, each with an umbrella of its own where it exists: {outside}.\n\n{includes}\n"
    )


def public_headers(folder):
    """Paths below a module's folder, without what is private to the module."""
    paths = [p.relative_to(folder) for p in folder.rglob("*.hpp")]
    return [p.as_posix() for p in paths if "detail" not in p.parts]


def wanted(include):
    """Path -> text of every umbrella that should exist under `include`/guanxi."""
    root = include / "guanxi"
    headers = {m: public_headers(root / m) for m in layers.MAY_INCLUDE}
    present = {m: names for m, names in headers.items() if names}
    files = {root / f"{m}.hpp": module_header(m, names) for m, names in present.items()}
    files[root / "guanxi.hpp"] = top_header(present)
    return files


def stale(include):
    """Umbrellas that differ from what they should be, and umbrellas that should not exist."""
    files = wanted(include)
    different = [p for p, text in files.items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    surplus = [p for p in (include / "guanxi").glob("*.hpp") if p not in files]
    return different, surplus


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if an umbrella is stale")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    include = options.root / "include"
    different, surplus = stale(include)
    for path in different + surplus:
        what = "stale" if options.check else "writing" if path in different else "removing"
        print(f"{what}: {path.relative_to(options.root)}")
    if options.check:
        return 1 if different or surplus else 0
    files = wanted(include)
    for path in different:
        path.write_text(files[path], encoding="utf-8")
    for path in surplus:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
