"""HP203: a selector that no site has ever matched."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

WHO = """
regions: [{id: fosen, name: Fosen}]
sources: [{id: s, kind: register}]
waves: [{id: W1}]
municipalities:
  - {id: a, name: A, county: Trøndelag, regions: [fosen], claims: [{says: declined, source: s}]}
  - {id: b, name: B, until: 2020, earlier: [{until: 2019, county: Nordland}]}
  - {id: c, name: C, since: 2023, split_from: a}
trusts:
  - {id: t, name: T}
rules:
"""


def test_the_nearest_name_is_suggested_for_the_part_that_matches_nothing(tmp_path: Path) -> None:
    rule = "  - {kind: together, sites: {kind: municipality, county: [Trondelag, Tröndelag]}}\n"

    assert reported(known(tmp_path, WHO + rule), "HP203") == [
        "warning 12:58: no site has county 'Trondelag' or 'Tröndelag'",
        "  hint: did you mean 'Trøndelag'?",
    ]


def test_without_a_near_miss_the_known_values_are_listed(tmp_path: Path) -> None:
    rule = "  - {kind: together, sites: {status: agreement}}\n"

    assert reported(known(tmp_path, WHO + rule), "HP203") == [
        "warning 12:38: no site has status 'agreement'",
        "  hint: sites have: declined, live, none",
    ]


def test_many_known_values_are_cut_short(tmp_path: Path) -> None:
    counties = "".join(f"  - {{id: m{n}, name: M, county: C{n}}}\n" for n in range(9))
    text = f"waves: [{{id: W1}}]\nmunicipalities:\n{counties}rules:\n"
    rule = "  - {kind: apart, sites: {county: Oslo}}\n"

    assert reported(known(tmp_path, text + rule), "HP203") == [
        "warning 13:35: no site has county 'Oslo'",
        "  hint: sites have: C0, C1, C2, C3, C4, C5, C6, C7 …",
    ]


def test_a_name_that_matches_nothing_is_reported(tmp_path: Path) -> None:
    text = "waves: [{id: W1}]\nmunicipalities: [{id: a, name: A}]\nrules:\n"
    rule = "  - {kind: apart, sites: {county: Oslo}}\n"

    assert reported(known(tmp_path, text + rule), "HP203") == [
        "warning 4:35: no site has county 'Oslo'",
        "  hint: no site has any",
    ]


def test_parts_that_fit_one_by_one_but_never_together_point_at_the_selector(
    tmp_path: Path,
) -> None:
    rules = """\
  - {kind: together, sites: {kind: trust, region: fosen}}
  - {kind: together, sites: {ids: [b, c], region: fosen}}
"""

    assert reported(known(tmp_path, WHO + rules), "HP203") == [
        "warning 12:29: no site has kind 'trust' and region 'fosen'",
        "  hint: each part matches some site, but no site matches all: remove one",
        "warning 13:29: no site has id 'b' or 'c' and region 'fosen'",
        "  hint: each part matches some site, but no site matches all: remove one",
    ]


def test_each_selector_of_a_rule_is_looked_at_and_so_are_blackouts(tmp_path: Path) -> None:
    rules = """\
  - {kind: before, first: {status: option}, then: {status: planned}}
programme: {id: p, name: P, blackouts: [{period: 2024-07, sites: {status: decided}}]}
"""

    assert reported(known(tmp_path, WHO + rules), "HP203") == [
        "warning 12:36: no site has status 'option'",
        "  hint: sites have: declined, live, none",
        "warning 12:60: no site has status 'planned'",
        "  hint: sites have: declined, live, none",
        "warning 13:75: no site has status 'decided'",
        "  hint: did you mean 'declined'?",
    ]


def test_an_empty_list_selects_nothing(tmp_path: Path) -> None:
    rules = """\
  - {kind: together, sites: []}
  - {kind: forbid, sites: all, waves: []}
"""

    assert reported(known(tmp_path, WHO + rules), "HP203") == [
        "warning 12:29: the selector matches no site",
        "  hint: name a site",
        "warning 13:39: the selector matches no wave",
        "  hint: name a wave",
    ]


def test_sites_that_take_no_part_or_do_not_exist_on_the_date_are_no_fault(
    tmp_path: Path,
) -> None:
    rules = """\
  - {kind: together, sites: [a, b]}
  - {kind: together, sites: {region: fosen}}
  - {kind: together, sites: {status: declined}}
  - {kind: together, sites: {county: Nordland}}
  - {kind: together, sites: {status: live}}
  - {kind: together, sites: {trust: t}}
  - {kind: together, sites: {county: [Trøndelag, Oslo]}}
  - {kind: together, sites: all}
"""

    assert reported(known(tmp_path, WHO + rules), "HP203") == []


def test_a_site_that_goes_before_only_itself_is_reported(tmp_path: Path) -> None:
    rules = """\
  - {kind: before, first: a, then: [a]}
  - {kind: before, first: a, then: all}
  - {kind: before, first: [a, b], then: [a, b]}
"""

    assert reported(known(tmp_path, WHO + rules), "HP203") == [
        "warning 12:36: only A goes first, and only A waits: a site is not compared with itself",
        "  hint: select the sites that wait",
    ]


def test_what_coverage_counts_is_a_selector_too(tmp_path: Path) -> None:
    text = """
programme: {id: p, name: P, coverage: {of: {kind: municipality, county: Oslo}}}
municipalities: [{id: a, name: A, county: Viken}]
waves: [{id: W1}]
"""
    assert reported(known(tmp_path, text), "HP203") == [
        "warning 2:73: no site has county 'Oslo'",
        "  hint: sites have: Viken",
    ]


@pytest.mark.parametrize(
    ("selector", "findings"),
    [
        ("{not: [a, b]}", []),
        ("{kind: municipality, not: {county: Trøndelag}}", []),
        ("{not: {kind: trust}}", []),
        (
            "{kind: municipality, not: {county: Trondelag}}",
            [
                "warning 12:64: no site has county 'Trondelag'",
                "  hint: did you mean 'Trøndelag'?",
            ],
        ),
        (
            "{kind: trust, not: t}",
            [
                (
                    "warning 12:48: sites of kind trust except t selects no site: 'not' excludes "
                    "all that the rest selects"
                ),
                "  hint: exclude fewer sites with 'not'",
            ],
        ),
        (
            "{not: {kind: [trust, municipality]}}",
            [
                (
                    "warning 12:35: all sites except sites of kind trust or municipality selects "
                    "no site: 'not' excludes all that the rest selects"
                ),
                "  hint: exclude fewer sites with 'not'",
            ],
        ),
        # What may match on another date is not said to match nothing.
        ("{status: live, not: {status: live}}", []),
        ("{county: Nordland, not: {region: fosen}}", []),
    ],
)
def test_what_is_taken_away_is_looked_at_as_well(
    tmp_path: Path, selector: str, findings: list[str]
) -> None:
    rule = f"  - {{kind: together, sites: {selector}}}\n"
    assert reported(known(tmp_path, WHO + rule), "HP203") == findings
