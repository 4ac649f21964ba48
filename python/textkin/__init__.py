"""textkin finds the kin of a text: near-duplicate documents, reused passages, and who copied whom.

Every pair is verified on its exact shingles, every passage aligned. ``docs/python.md`` is the guide,
``docs/tutorial.ipynb`` a tour.
"""

from textkin._textkin import FORMAT_VERSION, NORMALIZER_VERSION
from textkin._textkin import VERSION as __version__
from textkin.comparing import Comparison, compare, compare_files
from textkin.errors import (
    AbortedError,
    AlreadyExistsError,
    CancelledError,
    DataLossError,
    DeadlineExceededError,
    Error,
    FailedPreconditionError,
    InternalError,
    InvalidArgumentError,
    NotFoundError,
    OutOfRangeError,
    PermissionDeniedError,
    ResourceExhaustedError,
    UnauthenticatedError,
    UnavailableError,
    UnimplementedError,
    UnknownError,
)
from textkin.evaluation import Evaluation, eval
from textkin.filtering import Filtered, Receipt, filter
from textkin.index import Added, Index, IndexStats, Source
from textkin.result import Result
from textkin.rows import Cluster, Document, Edge, Evidence, Lost, Pair, Passage
from textkin.scanning import scan
from textkin.sketches import MinHash, Normalized, SimHash, Token, normalize

__all__ = [
    "FORMAT_VERSION",
    "NORMALIZER_VERSION",
    "AbortedError",
    "Added",
    "AlreadyExistsError",
    "CancelledError",
    "Cluster",
    "Comparison",
    "DataLossError",
    "DeadlineExceededError",
    "Document",
    "Edge",
    "Error",
    "Evaluation",
    "Evidence",
    "FailedPreconditionError",
    "Filtered",
    "Index",
    "IndexStats",
    "InternalError",
    "InvalidArgumentError",
    "Lost",
    "MinHash",
    "Normalized",
    "NotFoundError",
    "OutOfRangeError",
    "Pair",
    "Passage",
    "PermissionDeniedError",
    "Receipt",
    "ResourceExhaustedError",
    "Result",
    "SimHash",
    "Source",
    "Token",
    "UnauthenticatedError",
    "UnavailableError",
    "UnimplementedError",
    "UnknownError",
    "__version__",
    "compare",
    "compare_files",
    "eval",
    "filter",
    "normalize",
    "scan",
]
