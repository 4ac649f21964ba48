"""Exceptions: one class for each status code of the library, all under :class:`Error`."""

from __future__ import annotations

from typing import ClassVar


class Error(Exception):
    """Anything that stopped a call of textkin; the message names the path or option and the reason."""

    code: ClassVar[int] = 2


class CancelledError(Error):
    """The call was cancelled. Ctrl-C raises KeyboardInterrupt instead."""

    code = 1


class UnknownError(Error):
    """An error without a code of its own."""

    code = 2


class InvalidArgumentError(Error, ValueError):
    """An option out of range, or two that exclude each other."""

    code = 3


class DeadlineExceededError(Error):
    """Something took longer than it may."""

    code = 4


class NotFoundError(Error):
    """An input, a folder of a result, or a document does not exist."""

    code = 5


class AlreadyExistsError(Error):
    """An output exists, and may not be replaced."""

    code = 6


class PermissionDeniedError(Error):
    """The operating system refuses access."""

    code = 7


class ResourceExhaustedError(Error):
    """The disk is full, or memory."""

    code = 8


class FailedPreconditionError(Error):
    """An index is locked by another process, or of another version."""

    code = 9


class AbortedError(Error):
    """The input changed while it was read."""

    code = 10


class OutOfRangeError(Error):
    """A place beyond the end."""

    code = 11


class UnimplementedError(Error):
    """Not there in this build."""

    code = 12


class InternalError(Error):
    """A bug of textkin."""

    code = 13


class UnavailableError(Error):
    """An I/O error."""

    code = 14


class DataLossError(Error):
    """A result or an index is damaged."""

    code = 15


class UnauthenticatedError(Error):
    """Not used: textkin asks nobody for credentials."""

    code = 16


_BY_CODE = {kind.code: kind for kind in Error.__subclasses__()}


def of_status(code: int, message: str) -> Error:
    """The exception of a status; its code as in absl/status/status.h."""
    return _BY_CODE.get(code, UnknownError)(message)
