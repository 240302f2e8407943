"""HP605: a published count differs from what the claims give."""

from pathlib import Path

import pytest

from hpplan.checks.provenance.reported import ReportedFigures
from tests.builders import known
from tests.findings import found

GIVEN = """\
sources:
  - {id: letter, kind: document, published: 2023-06-15}
  - {id: undated, kind: register}
waves: [{id: W1, go_live: 2023-01}, {id: W2, go_live: 2025}]
trusts: [{id: t, name: Trust, claims: [{says: joined}], size: {inhabitants: 1000}}]
municipalities:
  - {id: o, name: O, size: {inhabitants: 10}, claims: [{says: option}]}
  - {id: p, name: P, size: {inhabitants: 20}, claims: [{says: preproject}]}
  - {id: j, name: J, size: {inhabitants: 30}, claims: [{says: joined, known: 2023-05}]}
  - {id: d, name: D, size: {inhabitants: 40}, claims: [{says: decided, wave: W2}]}
  - {id: l, name: L, size: {inhabitants: 50}, claims: [{says: live, wave: W1, on: 2023-01}]}
  - {id: n, name: N, size: {inhabitants: 61}, claims: [{says: planned, wave: W2}]}
  - {id: x, name: X, size: {inhabitants: 0}, claims: [{says: joined}, {says: withdrawn, known: 2023-02}]}
programme:
  id: p
  name: P
  reported:
"""  # noqa: E501  # a site is one line


def figure(tmp_path: Path, stated: str, as_of: str = "2024-01-01") -> str:
    return found(ReportedFigures(), known(tmp_path, f"{GIVEN}    - {{{stated}}}\n", as_of))


def test_a_count_that_differs_is_info_at_the_count(tmp_path: Path) -> None:
    # J, D and L have joined; the trust is no municipality, and X withdrew.
    assert figure(tmp_path, "count: joined, sites: 4, on: 2023-06, source: letter") == (
        "info[HP605] 18:30 «4»: municipalities joined on 2023-06-30:"
        " 3 counted, 4 published by letter\n"
    )


def test_every_gap_is_reported_at_the_first(tmp_path: Path) -> None:
    # 120 of 211 inhabitants are 56.87 %.
    assert figure(tmp_path, "count: joined, sites: 3, of: 8, share: 56.8, on: 2023-06") == (
        "info[HP605] 18:37 «8»: municipalities joined on 2023-06-30:"
        " out of 7 counted, out of 8 published; 56.9 % counted, 56.8 % published\n"
    )
    assert figure(tmp_path, "count: joined, sites: 3, share: 56, on: 2023-06").startswith(
        "info[HP605] 18:40 «56»: municipalities joined on 2023-06-30: 57 % counted, 56 % published"
    )


@pytest.mark.parametrize("share", ["57", "56.9", "56.87"])
def test_a_share_is_compared_as_exactly_as_it_was_published(tmp_path: Path, share: str) -> None:
    assert figure(tmp_path, f"count: joined, sites: 3, share: {share}, on: 2023-06") == ""


@pytest.mark.parametrize(
    ("count", "sites"),
    [
        # Who came so far or further, as long as it takes part.
        ("option", 5),
        ("preproject", 4),
        ("joined", 3),
        ("agreement", 1),
        # Exactly that status.
        ("planned", 1),
        ("decided", 1),
        ("live", 1),
        ("withdrawn", 1),
        ("none", 0),
        # Several words count a site once.
        ("[joined, live]", 3),
        ("[decided, live]", 2),
    ],
)
def test_a_count_that_is_ours_passes_and_one_more_or_less_does_not(
    tmp_path: Path, count: str, sites: int
) -> None:
    assert figure(tmp_path, f"count: {count}, sites: {sites}, on: 2023-06") == ""
    for other in {sites + 1, max(0, sites - 1)} - {sites}:
        got = figure(tmp_path, f"count: {count}, sites: {other}, on: 2023-06")
        assert f"{sites} counted, {other} published" in got


def test_several_words_are_reported_as_alternatives(tmp_path: Path) -> None:
    assert figure(tmp_path, "count: [decided, live], sites: 3, on: 2023-06") == (
        "info[HP605] 18:39 «3»: municipalities decided or live on 2023-06-30:"
        " 2 counted, 3 published\n"
    )


@pytest.mark.parametrize(
    ("on", "sites"),
    [
        # Counted on the last day of the period. J joined by 2023-05-31.
        ("on: 2023-05-30", 2),
        ("on: 2023-05", 3),
        # What was published later counts with what was known by then.
        ("on: 2023-05-30, source: letter", 3),
        ("on: 2023-05-30, source: undated", 2),
        # X withdrew by the end of February.
        ("on: 2023-02-27", 3),
        ("on: 2023-02", 2),
    ],
)
def test_counted_is_what_was_known_on_the_day_it_speaks_of_or_was_published(
    tmp_path: Path, on: str, sites: int
) -> None:
    assert figure(tmp_path, f"count: joined, sites: {sites}, {on}") == ""


def test_a_figure_is_not_compared_before_its_day(tmp_path: Path) -> None:
    stated = "count: joined, sites: 4, on: 2023-06"
    assert figure(tmp_path, stated, "2023-06-29") == ""
    assert figure(tmp_path, stated, "2023-06-30") != ""


def test_without_inhabitants_no_share_is_compared(tmp_path: Path) -> None:
    text = "waves: [id: W1]\nmunicipalities: [{id: a, name: A}]\nprogramme: {id: p, name: P, "
    reported = "reported: [{count: none, sites: 1, share: 40, on: 2023}]}"
    assert found(ReportedFigures(), known(tmp_path, text + reported)) == ""
