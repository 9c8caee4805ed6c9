#!/usr/bin/env python3
"""Checks every #include under include/ and src/ against the table of the modules, and what public headers may pull in.

Prints one line per violation, `file:line: reason`, and exits 1 if there is one.
"""

import argparse
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import layers  # noqa: E402

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
MODULE_CALL = re.compile(r"guanxi_add_module\(\s*(\w+)([^)]*)\)")
# Light enough for a public header; everything else of Boost, and every other third party, belongs into src/.
LIGHT_BOOST = ("boost/container/", "boost/multiprecision/cpp_int.hpp")
# Standard headers that cost too much in a header that everybody includes, or that clang 14 cannot read.
HEAVY_STD = {"chrono", "filesystem", "format", "fstream", "future", "iostream", "istream", "ostream", "random", "ranges",
             "regex", "source_location", "sstream", "syncstream", "thread"}
STD = {"algorithm", "any", "array", "atomic", "bit", "bitset", "cassert", "cctype", "cerrno", "cfloat", "charconv", "cinttypes",
       "climits", "cmath", "compare", "complex", "concepts", "condition_variable", "coroutine", "cstddef", "cstdint",
       "cstdio", "cstdlib", "cstring", "ctime", "cwchar", "deque", "exception", "forward_list", "functional",
       "initializer_list", "iosfwd", "iterator", "limits", "list", "map", "memory", "memory_resource", "mutex", "new",
       "numbers", "numeric", "optional", "queue", "ratio", "set", "shared_mutex", "span", "stack", "stdexcept", "stop_token",
       "string", "string_view", "system_error", "tuple", "type_traits", "typeindex", "typeinfo", "unordered_map",
       "unordered_set", "utility", "valarray", "variant", "vector", "version"}


def includes(path):
    """(line number, bracket, target) of every include in a file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)


def module_of(parts):
    """The module that a path below include/guanxi or src belongs to; umbrellas belong to their module."""
    return parts[0].removesuffix(".hpp")


class Checker:
    def __init__(self, root):
        self.root = root
        self.include = root / "include"
        self.src = root / "src"
        self.problems = []

    def report(self, path, line, reason):
        self.problems.append(f"{path.relative_to(self.root)}:{line}: {reason}")

    def run(self):
        for path in sorted((self.include / "guanxi").rglob("*.hpp")):
            self.check_public(path)
        for path in sorted(p for p in self.src.rglob("*") if p.suffix in (".hpp", ".cpp")):
            self.check_source(path)
        self.check_cmake(self.root / "CMakeLists.txt")
        return self.problems

    def check_public(self, path):
        module = module_of(path.relative_to(self.include / "guanxi").parts)
        if module != "guanxi" and module not in layers.MAY_INCLUDE:
            self.report(path, 1, f"no module is called '{module}' (tools/layers.py)")
            return
        for line, bracket, target in includes(path):
            if target.startswith("guanxi/"):
                self.check_edge(path, line, module, target)
            elif bracket == '"':
                self.report(path, line, f'public headers include each other as <guanxi/...>, not "{target}"')
            elif target in HEAVY_STD:
                self.report(path, line, f"<{target}> is too heavy for a public header")
            elif target not in STD and not target.startswith(LIGHT_BOOST):
                self.report(path, line, f"<{target}> is third party: it belongs into src/")

    def check_source(self, path):
        parts = path.relative_to(self.src).parts
        module = parts[0]
        if len(parts) < 2 or (module not in layers.MAY_INCLUDE and module not in layers.ON_TOP):
            self.report(path, 1, f"no module is called '{module}' (tools/layers.py)")
            return
        for line, bracket, target in includes(path):
            if bracket == "<" and target.startswith("guanxi/"):
                self.check_edge(path, line, module, target)
            elif bracket == '"':
                self.check_private(path, line, module, target)

    def check_private(self, path, line, module, target):
        """A quoted include names a private header of the same module, from its own folder or from src/."""
        places = [(path.parent / target).resolve(), (self.src / target).resolve()]
        found = next((p for p in places if p.is_file()), None)
        if found is None:
            self.report(path, line, f'"{target}" is not found beside the file')
        elif not found.is_relative_to((self.src / module).resolve()):
            self.report(path, line, f'"{target}" is private to another module')

    def check_edge(self, path, line, module, target):
        parts = target.split("/")[1:]
        other = module_of(parts)
        if module in layers.ON_TOP:
            allowed = set(layers.MAY_INCLUDE) | {"guanxi"}
        elif module == "guanxi":
            allowed = set(layers.TOP_UMBRELLA)
        else:
            allowed = layers.closure(module)
        if other not in allowed:
            self.report(path, line, f"{module} may not include {other} (<{target}>)")
        elif "detail" in parts and other != module:
            self.report(path, line, f"<{target}> is private to {other}")

    def check_cmake(self, path):
        """The link edges of the build are edges of the same table."""
        text = path.read_text(encoding="utf-8")
        for call in MODULE_CALL.finditer(text):
            module, rest = call.group(1), call.group(2)
            depends = re.search(r"DEPENDS([\w\s]*?)(?:LINK_PRIVATE|$)", rest)
            line = text.count("\n", 0, call.start()) + 1
            if module not in layers.MAY_INCLUDE:
                self.report(path, line, f"no module is called '{module}' (tools/layers.py)")
                continue
            for other in depends.group(1).split() if depends else ():
                if other not in layers.MAY_INCLUDE[module]:
                    self.report(path, line, f"{module} may not link {other}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    problems = Checker(parser.parse_args().root.resolve()).run()
    print("\n".join(problems) if problems else "layers: every include is allowed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
