"""HP203: a selector that no site has ever matched."""

from pathlib import Path

import pytest

from hpplan.checks.empty_selectors import EmptySelector
from tests.builders import known
from tests.checks import found

GIVEN = """\
regions: [{id: fosen, name: Fosen}, {id: coast, name: Coast}, {id: empty, name: Nobody}]
trusts: [{id: hnt, name: HNT}, {id: hmr, name: HMR}]
waves: [{id: W1}]
municipalities:
  - {id: a, name: A, county: Nord, regions: [fosen], trust: hnt, claims: [{says: declined}]}
  - {id: b, name: B, county: Sør, until: 2019, earlier: [{until: 2018, regions: [coast]}]}
  - {id: c, name: C, since: 2030, split_from: a}
rules:
"""


def rule(tmp_path: Path, text: str) -> str:
    return found(EmptySelector(), known(tmp_path, f"{GIVEN}  - {{{text}}}\n"))


@pytest.mark.parametrize(
    ("selector", "place", "message", "hint"),
    [
        ("region: empty", "9:38 «empty»", "region 'empty'", "sites have: coast, fosen"),
        ("county: Nrod", "9:38 «Nrod»", "county 'Nrod'", "did you mean 'Nord'?"),
        ("county: [V, Ø]", "9:38 «[V, Ø]»", "county 'V' or 'Ø'", "sites have: Nord, Sør"),
        ("status: option", "9:38 «option»", "status 'option'", "sites have: declined, live, none"),
    ],
)
def test_the_part_that_no_site_has_is_told_with_what_sites_have(
    tmp_path: Path, selector: str, place: str, message: str, hint: str
) -> None:
    assert rule(tmp_path, f"kind: together, sites: {{{selector}}}") == (
        f"warning[HP203] {place}: no site has {message}\n  help: {hint}\n"
    )


def test_parts_that_no_site_has_at_once_are_told_together(tmp_path: Path) -> None:
    assert rule(tmp_path, "kind: together, sites: {region: fosen, county: Sør}") == (
        "warning[HP203] 9:29 «{region: fosen, county: Sør}»:"
        " no site has region 'fosen' and county 'Sør'\n"
        "  help: each part fits some site, no site fits all: drop one\n"
    )


def test_empty_lists_are_told(tmp_path: Path) -> None:
    assert rule(tmp_path, "kind: forbid, sites: [], waves: []") == (
        "warning[HP203] 9:27 «[]»: this selects no site\n"
        "  help: name a site\n"
        "warning[HP203] 9:38 «[]»: this selects no wave\n"
        "  help: name a wave\n"
    )


def test_each_selector_of_a_rule_is_looked_at(tmp_path: Path) -> None:
    assert rule(tmp_path, "kind: before, first: {county: Ost}, then: {region: empty}") == (
        "warning[HP203] 9:36 «Ost»: no site has county 'Ost'\n"
        "  help: sites have: Nord, Sør\n"
        "warning[HP203] 9:57 «empty»: no site has region 'empty'\n"
        "  help: sites have: coast, fosen\n"
    )


def test_at_most_eight_of_what_sites_have_are_listed(tmp_path: Path) -> None:
    counties = "".join(f"  - {{id: m{n}, name: M, county: C{n}}}\n" for n in range(9))
    text = f"waves: [id: W1]\nmunicipalities:\n{counties}rules:\n"
    selector = "  - {kind: together, sites: {county: Vest}}"
    listed = "C0, C1, C2, C3, C4, C5, C6, C7"
    told = found(EmptySelector(), known(tmp_path, text + selector))
    assert told.endswith(f"  help: sites have: {listed} …\n")
    fewer = text.replace("  - {id: m8, name: M, county: C8}\n", "")
    assert found(EmptySelector(), known(tmp_path, fewer + selector)).endswith(f"{listed}\n")


def test_where_no_site_has_any_that_is_told(tmp_path: Path) -> None:
    text = "waves: [id: W1]\nregions: [{id: r, name: R}]\nmunicipalities: [{id: a, name: A}]\n"
    rules = "rules:\n  - {kind: together, sites: {region: r}}"
    assert found(EmptySelector(), known(tmp_path, text + rules)) == (
        "warning[HP203] 5:38 «r»: no site has region 'r'\n  help: no site has any\n"
    )


def test_a_blackout_of_the_programme_is_looked_at(tmp_path: Path) -> None:
    blackout = "{period: 2024-07, sites: {region: empty}}"
    text = f"programme: {{id: p, name: P, blackouts: [{blackout}]}}\n{GIVEN}  []"
    assert found(EmptySelector(), known(tmp_path, text)) == (
        "warning[HP203] 1:75 «empty»: no site has region 'empty'\n"
        "  help: sites have: coast, fosen\n"
    )


@pytest.mark.parametrize(
    "selector",
    [
        "all",
        "a",
        "[a, b]",
        "{kind: trust}",
        # Who declined, and who has gone or does not exist yet, counts.
        "{region: fosen}",
        "{county: Sør}",
        "{status: declined}",
        # What a site has had earlier, and what it inherits when it splits off.
        "{region: coast}",
        "{status: live}",
        "{status: none}",
        # A trust lies in its own group, though nobody else does.
        "{trust: hmr}",
        "{trust: hnt, county: Nord}",
        # One of several is enough.
        "{county: [Vest, Sør]}",
    ],
)
def test_what_some_site_matches_on_some_date_passes(tmp_path: Path, selector: str) -> None:
    assert rule(tmp_path, f"kind: together, sites: {selector}") == ""
