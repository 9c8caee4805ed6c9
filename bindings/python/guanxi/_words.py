"""Enumerations: lower-case words with labels in both languages."""

from __future__ import annotations

import enum
import typing


class Word(str, enum.Enum):
    """One word of an enumeration: a `str`, so that it equals and prints as the word itself."""

    label_zh: str
    label_en: str

    if typing.TYPE_CHECKING:  # people call the class with a word or label, which ends in `_missing_`

        def __new__(cls, value: object) -> typing.Self: ...

    else:

        def __new__(cls, word: str, label_zh: str, label_en: str) -> Word:
            self = str.__new__(cls, word)
            self._value_ = word
            self.label_zh = label_zh
            self.label_en = label_en
            return self

    def label(self, lang: str = "zh") -> str:
        """The word for people, in Chinese (`zh`) or English (`en`)."""
        return self.label_en if lang == "en" else self.label_zh

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def __format__(self, spec: str) -> str:
        return format(str(self.value), spec)

    @classmethod
    def _missing_(cls, value: object) -> Word:
        from ._guanxi import _read_word

        return cls(_read_word(cls, value))


def make(name: str, module: str, doc: str, words: list[tuple[str, str, str, str]]) -> type[Word]:
    """A class of these words: name of the member, word, label in Chinese and in English."""
    members = [(member, (word, zh, en)) for member, word, zh, en in words]
    made: type[Word] = typing.cast(typing.Any, Word)(name, members, module=module)
    made.__doc__ = doc
    return made
