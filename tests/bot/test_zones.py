"""Time zones under all the names that members have for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zones import complete_zones, near_zones, read_zone, zone_in_words
from tests.bot.turns import NOON

JULY = datetime(2024, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("WIB", "Asia/Jakarta"),
        ("wita", "Asia/Makassar"),
        (" wit ", "Asia/Jayapura"),
        ("Waktu Indonesia Timur", "Asia/Jayapura"),
        ("Surabaya", "Asia/Jakarta"),
        ("Denpasar", "Asia/Makassar"),
        ("Ambon", "Asia/Jayapura"),
        ("Tokyo", "Asia/Tokyo"),
        ("Tokio", "Asia/Tokyo"),
        ("Kairo", "Africa/Cairo"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("asia/jakarta", "Asia/Jakarta"),
        ("ASIA / JAKARTA", "Asia/Jakarta"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("UTC", "UTC"),
        ("GMT", "UTC"),
        ("UTC+7", "Etc/GMT-7"),
        ("gmt -3", "Etc/GMT+3"),
        ("+07:00", "Etc/GMT-7"),
        ("UTC+0", "UTC"),
    ],
)
def test_a_zone_is_read_by_any_of_its_names(said: str, zone: str) -> None:
    """Abbreviation, city in either language, database's name, distance from UTC."""
    assert read_zone(said) == zone


@pytest.mark.parametrize(
    "said", ["", " ", "Atlantis", "UTC+15", "UTC-13", "+99", "/", "../UTC", "W" * 65, "\0"]
)
def test_what_names_no_zone_is_not_read(said: str) -> None:
    """Whatever it looks like."""
    assert read_zone(said) is None


def test_every_zone_of_the_database_is_read_by_its_own_name() -> None:
    """In any case; old names may be read as the newer one of the same time."""
    zones = available_timezones() - {"Factory", "localtime", "posixrules"}
    assert len(zones) > 400
    for zone in zones:
        for said in (zone, zone.casefold()):
            read = read_zone(said)
            assert read is not None, zone
            for at in (NOON, JULY):
                assert at.astimezone(ZoneInfo(read)).utcoffset() == at.astimezone(ZoneInfo(zone)).utcoffset()


@given(st.text(max_size=80) | st.sampled_from(sorted(available_timezones())).map(str.swapcase))
def test_whatever_is_typed_comes_to_a_zone_or_to_nothing(said: str) -> None:
    """Never to an error, and never to a zone that there is not."""
    for zone in filter(None, (read_zone(said), *near_zones(said), *complete_zones(said, 20))):
        assert str(ZoneInfo(zone)) == zone


@given(st.integers(-12, 14), st.sampled_from(["UTC{:+}", "gmt {:+}", "{:+}", "utc{:+03}:00"]))
def test_a_distance_from_utc_is_a_zone_at_that_distance(hours: int, pattern: str) -> None:
    """The database's signs are the other way round."""
    zone = read_zone(pattern.format(hours))
    assert zone is not None
    assert NOON.astimezone(ZoneInfo(zone)).utcoffset() == timedelta(hours=hours)
    assert zone_in_words(zone, NOON) == (f"UTC{hours:+}" if hours else "UTC")


@pytest.mark.parametrize(
    ("said", "zone"), [("Makasar", "Asia/Makassar"), ("Jakrta", "Asia/Jakarta"), ("Denpsar", "Asia/Makassar")]
)
def test_a_slip_of_the_finger_leads_to_what_was_meant(said: str, zone: str) -> None:
    """As an offer, not as an answer."""
    assert read_zone(said) is None
    assert near_zones(said)[0] == zone
    assert len(near_zones("a" * 1000)) <= 3


def test_completion_begins_at_home() -> None:
    """Zones of Indonesia come first, each once, and no more than asked for."""
    assert complete_zones("", 3) == ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
    assert complete_zones("wi", 3) == ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
    assert "Asia/Tokyo" in complete_zones("jep", 10)
    assert len(set(complete_zones("a", 20))) == len(complete_zones("a", 20)) == 20


def test_a_zone_in_words_says_how_far_it_is_from_utc_then() -> None:
    """With the abbreviation where there is one; summer time counts."""
    assert zone_in_words("Asia/Jakarta", NOON) == "Asia/Jakarta (WIB, UTC+7)"
    assert zone_in_words("Asia/Singapore", NOON) == "Asia/Singapore (UTC+8)"
    assert zone_in_words("Asia/Kathmandu", NOON) == "Asia/Kathmandu (UTC+5:45)"
    assert zone_in_words("America/St_Johns", NOON) == "America/St_Johns (NDT, UTC-2:30)"
    assert zone_in_words("Europe/London", NOON) == "Europe/London (BST, UTC+1)"
    assert zone_in_words("UTC", NOON) == "UTC"
