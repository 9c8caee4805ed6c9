#!/usr/bin/env python3
"""Doxygen input filter: documents record members and enum values from their dictionary lines, so that nobody writes it twice.

For `field<&Need::due_on>("due_on", {"期望完成日", "Due"}, {.hint = {..., "When ..."}})` the member `due_on` of `Need` gets
the comment "Due (期望完成日). When ...". Words of an enumeration do the same for its values. The tables themselves, and
comparisons and constructors that the compiler makes, need no page of their own. Line numbers do not change.
Doxygen calls it with the name of a header and reads the result from its output.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TEXT = r'"((?:[^"\\]|\\.)*)"'
LABEL = rf"\{{\s*{TEXT}\s*,\s*{TEXT}\s*\}}"
TABLE = re.compile(r"template <[^<>]*>\s*struct (Schema|Words)<([\w:]+)(?:<\w+>)?>\s*\{")
FIELD = re.compile(rf"\bfield<&\w+::(\w+)>\(\s*{TEXT}\s*,\s*{LABEL}")
SHARED_FIELD = re.compile(r"\bdetail::(\w+)<&\w+::(\w+)>\(\)")
SHARED_LINE = re.compile(rf"consteval Field (\w+)\([^)]*\)\s*\{{\s*return field<\w+>\(\s*{TEXT}\s*,\s*{LABEL}")
WORD = re.compile(rf"\bword\(\s*\w+::(\w+)\s*,\s*{TEXT}\s*,\s*{LABEL}")
CATEGORY = re.compile(rf"^([ \t]*)(?=inline constexpr Category \w+\{{\s*{TEXT}\s*,\s*{LABEL})", re.M)
# a brace after a pointer to function makes Doxygen lose the comment behind it
FUNCTION_POINTER = re.compile(r"(\(\*\w+\)\([^()]*\))\{\};")
EQUALITY = re.compile(r"^([ \t]*)(?=(?:friend |constexpr )*bool operator==)", re.M)
DEFAULTED = re.compile(
    r"^([ \t]*)(?=(?:\[\[nodiscard\]\] |constexpr |friend |auto |~?[A-Z]\w*[&(])[^\n]*(?:= default|= delete);)", re.M
)


def block_end(text, start):
    """Position after the brace that closes the one before `start`; braces in texts and comments do not count."""
    depth = 1
    for token in re.compile(rf"{TEXT}|//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)'|[{{}}]", re.S).finditer(text, start):
        depth += {"{": 1, "}": -1}.get(token.group(), 0)
        if depth == 0:
            return token.end()
    return len(text)


def call_end(text, start):
    """Position after the parenthesis that closes the call whose arguments hold `start`."""
    depth = 1
    for token in re.compile(rf"{TEXT}|[()]").finditer(text, start):
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        if depth == 0:
            return token.end()
    return len(text)


def sentence(zh, en, notes):
    """What a dictionary line says of its member."""
    parts = [f"{en} ({zh})."]
    hint = re.search(rf"\.hint = {LABEL}", notes)
    if hint:
        parts.append(hint.group(2).rstrip(".") + ".")
    unit = re.search(rf"\.unit = {TEXT}", notes)
    if unit:
        parts.append(f"Unit: {unit.group(1)}.")
    return " ".join(parts).replace("*/", "* /")


def shared_lines():
    """Name of the function -> what it says, for dictionary lines that many records share."""
    found = {}
    for path in sorted((ROOT / "include/guanxi").rglob("*.hpp")):
        text = path.read_text(encoding="utf-8")
        for line in SHARED_LINE.finditer(text):
            found[line.group(1)] = sentence(line.group(3), line.group(4), text[line.end() : call_end(text, line.end())])
    return found


def described(kind, body, shared):
    """Name of the member or enum value -> comment."""
    if kind == "Words":
        return {w.group(1): f"{w.group(4)} ({w.group(3)})." for w in WORD.finditer(body)}
    docs = {f.group(1): sentence(f.group(3), f.group(4), body[f.end() : call_end(body, f.end())]) for f in FIELD.finditer(body)}
    for line in SHARED_FIELD.finditer(body):
        if line.group(1) in shared:
            docs[line.group(2)] = shared[line.group(1)]
    return docs


def comment_members(body, docs):
    for name, doc in docs.items():
        member = rf"^([ \t]*)(?=[^/\n]*[\s>]{name}\s*(?:\{{[^;\n]*\}}|=[^;\n]*)?;(?![ \t]*///<))"
        body = re.sub(member, lambda found, doc=doc: f"{found.group(1)}/** {doc} */ ", body, count=1, flags=re.M)
    return body


def comment_values(body, docs):
    for name, doc in docs.items():
        value = rf"(?<![\w/]){name}\b(?=\s*(?:=[^,}}]*)?[,}}\n](?![ \t]*///<))"
        body = re.sub(value, lambda found, doc=doc: f"/** {doc} */ {found.group()}", body, count=1)
    return body


def edit_definition(text, kind, name, docs):
    """Writes the comments into the struct or enum called `name`."""
    head = rf"\benum class {name}\b[^{{;]*\{{" if kind == "Words" else rf"\bstruct {name}\s*(?:final\s*)?\{{"
    found = re.search(head, text)
    if not found:
        return text
    end = block_end(text, found.end())
    body = text[found.end() : end]
    body = comment_values(body, docs) if kind == "Words" else comment_members(body, docs)
    return text[: found.end()] + body + text[end:]


def hide_tables(text):
    """The tables are data about the records, not part of the interface to read about."""
    result, position = [], 0
    for table in TABLE.finditer(text):
        end = block_end(text, table.end())
        end += text[end : end + 1] == ";"
        result += [text[position : table.start()], "/** @cond */ ", text[table.start() : end], " /** @endcond */"]
        position = end
    return "".join(result) + text[position:]


def comment_plain(text):
    """Comparisons and special members that the compiler makes get the same plain sentence everywhere."""

    def doc(found):
        line = text[found.start() : text.index("\n", found.end())]
        before = text[: found.start()].rstrip("\n").rpartition("\n")[2].strip()
        if before.startswith("///") or "///<" in line:
            return found.group()
        comparison = "operator==" in line or "<=>" in line
        what = "Compares by value." if comparison else "Not available." if "= delete" in line else "As the compiler makes it."
        return f"{found.group()}/** {what} */ "

    text = EQUALITY.sub(doc, text)
    return DEFAULTED.sub(doc, text)


def comment_categories(text):
    """Groups of fields are documented by their label."""
    return CATEGORY.sub(lambda found: f"{found.group(1)}/** {found.group(4)} ({found.group(3)}). */ ", text)


def filtered(text, shared):
    tables = [(*t.groups(), text[t.end() : block_end(text, t.end())]) for t in TABLE.finditer(text)]
    for kind, name, body in tables:
        text = edit_definition(text, kind, name.rpartition("::")[2], described(kind, body, shared))
    text = FUNCTION_POINTER.sub(r"\1;", hide_tables(comment_categories(text)))
    return comment_plain(text)


def main():
    text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(filtered(text, shared_lines() if "detail::" in text else {}))


if __name__ == "__main__":
    main()
