"""The values of the seam keep their promises."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

from bot import blocks, delivery, seam
from bot.blocks import Action


@pytest.mark.parametrize("action", ["no-colon", "fakta:élan", "fact:" + "x" * 60, ""])
def test_an_action_that_a_platform_could_not_carry_is_refused(action: str) -> None:
    """ASCII ``verb:argument`` of at most 64 bytes, or an error where it is made."""
    with pytest.raises(ValueError, match="64 bytes"):
        Action("label", action)


def test_the_longest_action_is_accepted() -> None:
    """The limit itself is within the limit."""
    assert Action("label", "fact:" + "x" * 59).label == "label"


@pytest.mark.parametrize("module", [seam, blocks, delivery])
def test_every_value_is_frozen_slotted_and_described(module: object) -> None:
    """Values that cross the seam cannot be changed on the other side, and say what they are."""
    values = [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and dataclasses.is_dataclass(value)
        and value.__module__ == getattr(module, "__name__", "")
        and not value.__name__.startswith("_")
    ]
    assert values
    for value in values:
        assert value.__dataclass_params__.frozen, value  # type: ignore[attr-defined]
        assert "__slots__" in vars(value), value
        assert value.__doc__, value
