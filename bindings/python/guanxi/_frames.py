"""Tables for pandas and polars, through the Arrow stream that a list offers."""

from __future__ import annotations

import importlib
import typing

if typing.TYPE_CHECKING:
    import pandas
    import polars


class _Stream:
    """The stream of a list and nothing else: polars takes what is also a sequence element by element."""

    def __init__(self, table: typing.Any) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


def to_pandas(table: typing.Any) -> pandas.DataFrame:
    """A pandas DataFrame; needs pandas and pyarrow."""
    try:
        pyarrow: typing.Any = importlib.import_module("pyarrow")
        frame: pandas.DataFrame = pyarrow.table(table).to_pandas()
    except ImportError as missing:
        raise ImportError("to_pandas() needs pandas and pyarrow: pip install 'guanxi[frames]'") from missing
    return frame


def to_polars(table: typing.Any) -> polars.DataFrame:
    """A polars DataFrame."""
    try:
        import polars
    except ImportError as missing:
        raise ImportError("to_polars() needs polars: pip install 'guanxi[frames]'") from missing
    return polars.DataFrame(_Stream(table))
