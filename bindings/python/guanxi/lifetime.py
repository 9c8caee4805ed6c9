"""Customers over time: who is still there, how much to expect, what they are worth."""

from ._guanxi.lifetime import *  # noqa: F403
