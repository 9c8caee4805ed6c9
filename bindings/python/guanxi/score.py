"""Scores: models that learn from outcomes, how good they are, and choices by several criteria."""

from ._guanxi.score import *  # noqa: F403
