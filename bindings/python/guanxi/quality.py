"""Identifiers, checks, completeness, timeliness."""

from ._guanxi.quality import *  # noqa: F403
