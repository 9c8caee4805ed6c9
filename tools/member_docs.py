"""Writes what the headers say of structs and their members as a table for the Python bindings.

    tools/member_docs.py include/guanxi out.hpp
"""

import json
import pathlib
import re
import sys

OPENING = re.compile(r"^namespace ([\w:]+) \{$")
CLOSING = re.compile(r"^\}\s*// namespace ([\w:]+)$")
STRUCT = re.compile(r"^struct (\w+)(?: : [\w:]+)? \{$")
MEMBER = re.compile(r"^  (?:[\w:<>,&* ()]+?\s|\s+)\*?(\w+)(?:\s*=\s*[^;]+|\{[^;]*\})?;\s*///< (.*)$")
SPLIT = re.compile(r"^      (\w+)\{\};\s*///< (.*)$")


def capital(text):
    text = text.strip().replace("`", "")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?")) else text + "."


def docs_of(header):
    """(name, doc) of each struct and each of its documented members."""
    spaces, struct, comment = [], None, []
    for line in header.read_text(encoding="utf-8").splitlines():
        if opening := OPENING.match(line):
            spaces.append(opening[1])
        elif CLOSING.match(line) and spaces:
            spaces.pop()
        elif line.startswith("/// ") and not line.startswith("/// @"):
            comment.append(line[4:])
            continue
        elif opened := STRUCT.match(line):
            struct = "::".join([*spaces, opened[1]])
            if comment:
                yield struct + "::", capital(" ".join(comment))
        elif line.startswith("}"):
            struct = None
        elif struct and (member := MEMBER.match(line) or SPLIT.match(line)):
            yield f"{struct}::{member[1]}", capital(member[2])
        comment = []


def main(folder, out):
    found = dict(entry for header in sorted(pathlib.Path(folder).rglob("*.hpp")) for entry in docs_of(header))
    lines = [f"    {{{json.dumps(name)}, {json.dumps(found[name], ensure_ascii=False)}}}," for name in sorted(found)]
    text = "\n".join(
        [
            "#pragma once",
            "#include <string_view>",
            "namespace guanxi::python {",
            "struct MemberDoc {",
            "  std::string_view name, doc;",
            "};",
            "inline constexpr MemberDoc member_docs[] = {",
            *lines,
            "};",
            "}  // namespace guanxi::python",
            "",
        ]
    )
    out = pathlib.Path(out)
    if not out.exists() or out.read_text(encoding="utf-8") != text:
        out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
