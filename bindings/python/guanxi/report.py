"""Reports of a customer and of a book."""

from ._guanxi.report import *  # noqa: F403
