"""The clusters of related concepts hold together: known keys, small clusters, none told twice."""
# ruff: noqa: D103  # each test's name says what it holds

from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest
import yaml

_FOLDER = resources.files("facts.language")
_FILE = yaml.load(_FOLDER.joinpath("concepts.yaml").read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506
RELATED: list[list[str]] = _FILE["related"]


def test_clusters_are_all_there_is() -> None:
    assert list(_FILE) == ["related"]
    assert RELATED


@pytest.mark.parametrize("code", ["en", "id"])
def test_every_key_is_a_concept_of_the_language(code: str) -> None:
    data = yaml.load(_FOLDER.joinpath(f"{code}.yaml").read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506
    assert sorted({key for cluster in RELATED for key in cluster} - set(data["concepts"])) == []


def test_a_cluster_has_two_to_eight_keys() -> None:
    assert [cluster for cluster in RELATED if not 2 <= len(cluster) <= 8] == []


def test_no_cluster_holds_a_key_twice() -> None:
    assert [cluster for cluster in RELATED if len(set(cluster)) < len(cluster)] == []


def test_no_cluster_is_told_twice_or_within_another() -> None:
    clusters = [frozenset(cluster) for cluster in RELATED]
    assert [sorted(cluster) for cluster, times in Counter(clusters).items() if times > 1] == []
    assert [sorted(a) for a in clusters if any(a < b for b in clusters)] == []


def test_a_key_is_in_four_clusters_at_most() -> None:
    held = Counter(key for cluster in RELATED for key in set(cluster))
    assert [key for key, times in held.items() if times > 4] == []
