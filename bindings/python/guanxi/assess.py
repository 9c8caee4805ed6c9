"""Everything that can be said of a customer: cooperation, high value, next steps."""

from ._guanxi.assess import *  # noqa: F403
