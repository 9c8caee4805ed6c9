"""Analyses of the whole customer base: key accounts, RFM, cohorts, receivables, credit."""

from ._guanxi.portfolio import *  # noqa: F403
