"""What was made of a fact, kept while the very same fact is asked about again."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from facts.fact import Fact

_P = ParamSpec("_P")
_R = TypeVar("_R")


class _Itself:
    """A fact as a key: equal to itself alone.

    An id would not do, since a pack that was changed may give it to another fact; and comparing facts by
    all that they hold would cost what is to be spared.
    """

    __slots__ = ("fact",)

    def __init__(self, fact: Fact) -> None:
        self.fact = fact

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.fact is other.fact

    def __hash__(self) -> int:
        return id(self.fact)


def keeping(
    count: int,
) -> Callable[[Callable[Concatenate[Fact, _P], _R]], Callable[Concatenate[Fact, _P], _R]]:
    """Have a pure function of a fact, and of values that can be hashed, keep its last ``count`` results.

    The facts are kept with them.  Safe to call from several threads.
    """

    def decorate(make: Callable[Concatenate[Fact, _P], _R]) -> Callable[Concatenate[Fact, _P], _R]:
        @lru_cache(count)
        def made(itself: _Itself, *args: Any, **kwargs: Any) -> _R:
            return make(itself.fact, *args, **kwargs)

        @wraps(make)
        def ask(fact: Fact, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
            return made(_Itself(fact), *args, **kwargs)  # type: ignore[arg-type]  # the docstring asks for it

        return ask

    return decorate
