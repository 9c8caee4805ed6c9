"""guanxi 关系: customer dossiers that compute.

Records such as `Customer`, `Contact` and `Need` are values. `parse_form` and `load_book` read what people filled in, `open` gives
a session on a store, and the modules `quality`, `chain`, `need`, `score`, `portfolio`, `lifetime`, `assess` and `report` say what follows.
"""

from . import _guanxi
from ._guanxi import *  # noqa: F403
from ._guanxi import __version__ as __version__
from . import access as access
from . import assess as assess
from . import chain as chain
from . import lifetime as lifetime
from . import need as need
from . import portfolio as portfolio
from . import quality as quality
from . import report as report
from . import score as score
