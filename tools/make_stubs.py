"""Writes type stubs of the compiled Python module, from what it says of itself.

    tools/make_stubs.py bindings/python/guanxi folder_of_the_module out

`out` gets _guanxi/__init__.pyi and a stub for each submodule. Classes of records and results tell their types in `_annotations`,
functions in the first line of their doc.
"""

import collections.abc
import enum
import importlib
import inspect
import pathlib
import re
import sys
import types

HEADER = """# Made from the compiled module by tools/make_stubs.py.
import collections.abc
import datetime
import decimal
import os
import typing
import uuid

import pandas
import polars
import matplotlib.axes

"""
TYPES = """
_T_co = typing.TypeVar("_T_co", covariant=True)
_R = typing.TypeVar("_R", bound="Record")
"""
SPECIAL = {
    "__eq__": "(self, other: object, /) -> bool",
    "__ne__": "(self, other: object, /) -> bool",
    "__hash__": "(self) -> int",
    "__repr__": "(self) -> str",
    "__str__": "(self) -> str",
    "__bool__": "(self) -> bool",
    "__len__": "(self) -> int",
    "__enter__": "(self) -> typing.Self",
    "__exit__": "(self, *args: object) -> None",
    "__reduce__": "(self) -> tuple[object, ...]",
    "__getstate__": "(self) -> tuple[object, ...]",
    "__setstate__": "(self, state: tuple[object, ...]) -> None",
}
# Bodies that differ from what a method by itself can say.
SEQUENCE = """    @typing.overload
    def __getitem__(self, index: int) -> _T_co: ...
    @typing.overload
    def __getitem__(self, index: slice) -> {slice}: ...
    def __class_getitem__(cls, item: object, /) -> types.GenericAlias: ...
    def index(self, value: object, start: int = 0, stop: int | None = None) -> int: ...
    def count(self, value: object) -> int: ...
"""
SEQUENCES = {"Numbers": "list[_T_co]", "Rows": "list[_T_co]", "Records": "Records[_T_co]"}
SIGNATURE = re.compile(r"^(=?\w+)(\(.*\) -> .+)$", re.M)


class Names:
    """Where classes are at home, and which of them a stub must import."""

    def __init__(self, root):
        self.homes = {"": set(classes_of(root))}
        self.homes |= {name: set(classes_of(module)) for name, module in submodules(root).items()}
        self.enter("")

    def enter(self, home):
        self.home, self.wanted = home, set()

    def short(self, annotation):
        """An annotation as this stub must write it."""
        annotation = re.sub(r"(?<![\w.])(T_co|R)\b", r"_\1", annotation)
        return re.sub(r"(?<![\w.])(?:guanxi\.(?:_guanxi\.)?)?(\w+\.)?([A-Z]\w*)", self.replaced, annotation)

    def replaced(self, found):
        given, name = (found[1] or "").rstrip("."), found[2]
        if given and given not in self.homes:
            return found[0]
        places = [given] if given else [self.home, "", *self.homes]
        place = next((place for place in places if name in self.homes[place]), None)
        if place is None or place == self.home:
            return name if place is not None or not given else found[0]
        if self.home == "":
            return f"{place}.{name}"
        self.wanted.add((place, name))
        return name

    def imports(self):
        return [f"from guanxi._guanxi{'.' + place if place else ''} import {name}" for place, name in sorted(self.wanted)]


def classes_of(module):
    return {name: held for name, held in vars(module).items() if isinstance(held, type)}


def submodules(root):
    return {name: held for name, held in vars(root).items() if isinstance(held, types.ModuleType)}


def doc_lines(doc, indent):
    doc = (doc or "").strip()
    if not doc:
        return []
    quoted = doc.replace("\\", "\\\\").replace('"""', "'''")
    if quoted.endswith('"'):
        quoted += " "
    first, *rest = quoted.split("\n")
    lines = [f'{indent}"""{first}', *[indent + line if line.strip() else "" for line in rest]]
    lines[-1] += '"""'
    return lines


def split_doc(doc, name):
    """Signature and text of a function's doc."""
    lines = (doc or "").strip().split("\n")
    for i in reversed(range(len(lines))):
        found = SIGNATURE.match(lines[i])
        if found and found[1] == name:
            return found[2], "\n".join(lines[i + 1 :]).strip()
    return None, doc


def function(name, doc, indent, names, decorator=None):
    if name in SPECIAL:
        return [f"{indent}def {name}{SPECIAL[name]}: ..."]
    signature, text = split_doc(doc, name)
    if signature is None:
        raise SystemExit(f"make_stubs: {name} has no signature in its doc: {doc!r}")
    signature = names.short(re.sub(r"\bself: [\w.]+(\[\w+\])?", "self", signature))
    lines = [f"{indent}@{decorator}"] if decorator else []
    lines.append(f"{indent}def {name}{signature}:")
    lines += doc_lines(text, indent + "    ") or [indent + "    ..."]
    return lines


def attribute(name, annotation, doc, names):
    lines = ["    @property", f"    def {name}(self) -> {names.short(annotation)}:"]
    return lines + (doc_lines(doc, "        ") or ["        ..."])


def enumeration(cls):
    lines = [f"class {cls.__name__}(Word):", *doc_lines(cls.__doc__, "    ")]
    return lines + [f"    {member.name} = {member.value!r}" for member in cls]


def annotated(cls, given, taken, names):
    """A class of records or results."""
    base = cls.__mro__[1].__name__
    lines = ["@typing.final", f"class {cls.__name__}({names.short(base)}):", *doc_lines(cls.__doc__, "    ")]
    if taken:
        parameters = "".join(f", {name}: {names.short(annotation)} = ..." for name, annotation in taken.items())
        lines.append(f"    def __new__(cls, *{parameters}) -> typing.Self: ...")
        lines.append(f"    def replace(self, *{parameters}) -> typing.Self: ...  # type: ignore[override]")
    for method in ("plot", "__arrow_c_stream__", "to_pandas", "to_polars"):
        if method in vars(cls):
            lines += function(method, getattr(cls, method).__doc__, "    ", names)
    for name, annotation in given.items():
        lines += attribute(name, annotation, inspect.getdoc(getattr(cls, name)) if getattr(cls, name).__doc__ else "", names)
    return lines


def exception(cls, names):
    bases = ", ".join(base.__name__ for base in cls.__bases__)
    lines = [f"class {cls.__name__}({bases}):", *doc_lines(cls.__doc__, "    ")]
    lines += [f"    {name}: {kind}" for name, kind in vars(cls).get("__annotations__", {}).items()]
    return lines


def base_class(cls, names):
    lines = [f"class {cls.__name__}:", *doc_lines(cls.__doc__, "    ")]
    for name in ("__eq__", "__hash__", "__repr__") if cls.__name__ == "Record" else ("__eq__", "__repr__"):
        lines.append(f"    def {name}{SPECIAL[name]}: ...")
    if cls.__name__ == "Record":
        lines += ["    def __reduce__(self) -> tuple[object, ...]: ...", "    def replace(self, **fields: typing.Any) -> typing.Self: ..."]
    else:
        lines.append("    __hash__: typing.ClassVar[None]  # type: ignore[assignment]")
    return [*lines, "    def to_dict(self) -> dict[str, typing.Any]: ...", "    def _repr_html_(self) -> str: ..."]


def bound_class(cls, names):
    """A class of pybind11: methods by their docs, attributes by annotations or the getter's doc."""
    sequence = SEQUENCES.get(cls.__name__)
    lines = [f"class {cls.__name__}(collections.abc.Sequence[_T_co]):" if sequence else f"class {cls.__name__}:", *doc_lines(cls.__doc__, "    ")]
    annotations = vars(cls).get("__annotations__", {})
    for name, member in vars(cls).items():
        if isinstance(member, property):
            given = annotations.get(name) or re.search(r"-> (.*)", member.fget.__doc__ or "")
            lines += attribute(name, given if isinstance(given, str) else given[1].split("\n")[0], member.__doc__, names)
        elif name == "__getitem__" and sequence:
            lines += SEQUENCE.format(slice=sequence).rstrip("\n").split("\n")
        elif sequence and vars(collections.abc.Sequence).get(name) is member:
            continue  # as the base says, or above
        elif name == "__hash__" and member is None:
            lines.append("    __hash__: typing.ClassVar[None]  # type: ignore[assignment]")
        elif name in ("__eq__", "__ne__") and cls.__name__ in ("Field", "Count"):
            made = function("=" + name, (member.__doc__ or "").replace(name, "=" + name), "    ", names)
            lines += [made[0].replace("=" + name, name) + " ...  # type: ignore[override]"]
        elif name == "__init__" and SIGNATURE.search(member.__doc__ or ""):
            lines += function(name, member.__doc__, "    ", names)
        elif name == "__init__":
            lines.append("    def __init__(self, *made_by_functions: typing.Never, **only: typing.Never) -> None: ...")
        elif isinstance(member, staticmethod):
            lines += function(name, member.__func__.__doc__, "    ", names, "staticmethod")
        elif callable(member) and (not name.startswith("_") or name in SPECIAL or name.startswith("__arrow") or name in COMPARED):
            lines += function(name, member.__doc__, "    ", names)
    return lines


COMPARED = ("__lt__", "__le__", "__gt__", "__ge__", "__add__", "__and__", "__or__", "__invert__", "__iter__", "_repr_html_")


def class_lines(cls, annotations, names):
    if issubclass(cls, enum.Enum):
        return enumeration(cls)
    if issubclass(cls, BaseException):
        return exception(cls, names)
    if cls in annotations:
        return annotated(cls, *annotations[cls], names)
    if cls.__name__ in ("Record", "Result"):
        return base_class(cls, names)
    return bound_class(cls, names)


def stub(module, root, names):
    annotations, classes, is_root = root._annotations, classes_of(module), module is root
    names.enter("" if is_root else module.__name__.rpartition(".")[2])
    body = []
    for name in sorted(classes, key=lambda name: (len(classes[name].__mro__), name)):
        body += ["", *class_lines(classes[name], annotations, names)]
    for name, held in sorted(vars(module).items()):
        if isinstance(held, types.BuiltinFunctionType):
            body += ["", *function(name, held.__doc__, "", names)]
    lines = [*doc_lines(module.__doc__, ""), HEADER, "import types", "from guanxi._words import Word"]
    if is_root:
        lines += [f"from guanxi._guanxi import {name} as {name}" for name in submodules(root)] + [TYPES, "__version__: str", f"__all__ = {module.__all__!r}"]
    return "\n".join([*lines, *names.imports(), *body]) + "\n"


def main(package, built, out):
    shell = types.ModuleType("guanxi")
    shell.__path__ = [package, built]
    sys.modules["guanxi"] = shell
    root = importlib.import_module("guanxi._guanxi")
    names = Names(root)
    folder = pathlib.Path(out) / "_guanxi"
    folder.mkdir(parents=True, exist_ok=True)
    for name, module in {"__init__": root, **submodules(root)}.items():
        (folder / f"{name}.pyi").write_text(stub(module, root, names), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
