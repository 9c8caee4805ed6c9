"""Needs: priority matrix and ranking."""

from ._guanxi.need import *  # noqa: F403
