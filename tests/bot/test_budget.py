"""Whoever floods is refused once and then not answered; everybody else goes on."""

from __future__ import annotations

from bot.budget import Budgets, Rate, Verdict
from bot.seam import Member, Place

GO, REFUSE, SILENCE = Verdict
HERE, ELSEWHERE = Place("test", "a", "1"), Place("test", "a", "2")
PRIVATE = Place("test", "user:ani", "ani", private=True)
ANI, BUDI = Member("test", "ani"), Member("test", "budi")


class Clock:
    """Seconds that go on when told."""

    now = 0.0

    def __call__(self) -> float:
        """Now."""
        return self.now


def budgets(clock: Clock, **rates: Rate) -> Budgets:
    """Wide ones, but for those given."""
    wide = Rate(1_000, 1_000)
    return Budgets(clock, **{"member": wide, "chat": wide, "community": wide} | rates)


def test_a_member_is_refused_once_then_met_with_silence() -> None:
    """And may go on as the bucket fills, a minute later with a refusal again."""
    clock = Clock()
    mine = budgets(clock, member=Rate(2, 0.5))
    said = [mine.spend(HERE, ANI) for _ in range(5)]
    assert said == [GO, GO, REFUSE, SILENCE, SILENCE]
    clock.now = 2
    assert [mine.spend(HERE, ANI) for _ in range(2)] == [GO, SILENCE]
    clock.now = 90
    assert [mine.spend(HERE, ANI) for _ in range(4)] == [GO, GO, REFUSE, SILENCE]


def test_one_who_floods_empties_no_bucket_but_their_own() -> None:
    """The chat is as full for others as it was."""
    mine = budgets(Clock(), member=Rate(2, 0.1), chat=Rate(4, 0.1))
    for _ in range(50):
        mine.spend(HERE, ANI)
    assert [mine.spend(HERE, BUDI) for _ in range(3)] == [GO, GO, REFUSE]


def test_a_chat_and_a_community_have_limits_of_their_own() -> None:
    """However many members share in them; a chat that is refused leaves the next one free."""
    mine = budgets(Clock(), chat=Rate(2, 0.1), community=Rate(3, 0.1))
    assert [mine.spend(HERE, Member("test", str(at))) for at in range(4)] == [GO, GO, REFUSE, SILENCE]
    assert [mine.spend(ELSEWHERE, Member("test", str(at))) for at in range(3)] == [GO, REFUSE, SILENCE]


def test_what_was_only_overheard_is_never_refused_aloud() -> None:
    """And uses up no refusal that somebody who does ask should hear."""
    mine = budgets(Clock(), member=Rate(1, 0.1))
    assert [mine.spend(HERE, ANI, overheard=True) for _ in range(3)] == [GO, SILENCE, SILENCE]
    assert mine.spend(HERE, ANI) is REFUSE


def test_a_private_chat_has_the_members_limit_only() -> None:
    """Nobody else is kept waiting there."""
    mine = budgets(Clock(), chat=Rate(1, 0.1), community=Rate(1, 0.1))
    assert [mine.spend(PRIVATE, ANI) for _ in range(3)] == [GO, GO, GO]
