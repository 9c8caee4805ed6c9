"""What pickle calls to make a dossier or book again."""

from ._guanxi import Book, Dossier


def dossier(json: str) -> Dossier:
    return Dossier.from_json(json)


def book(json: str) -> Book:
    return Book.from_json(json)
