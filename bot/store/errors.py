"""What a store may refuse or fail with; the text of each is one sentence that an operator understands."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be used as asked; its text says what is wrong, where, and how to mend it."""


class StoreUnavailableError(StoreError):
    """The database does not answer, or not in time; it may do so again without anyone's help.

    Nothing is known of a write that ends so: it may have been stored.
    """


class ReportsFullError(StoreError):
    """A community has as many open reports as it may have: some must be closed first."""
