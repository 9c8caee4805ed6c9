"""Decision chains: who decides, whom we know, what is at risk."""

from ._guanxi.chain import *  # noqa: F403
