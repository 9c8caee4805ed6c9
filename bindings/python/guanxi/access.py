"""Roles, shares, absences, and why something is allowed."""

from ._guanxi.access import *  # noqa: F403
