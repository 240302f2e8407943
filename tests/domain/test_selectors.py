"""Which sites and waves `sites:` and `waves:` select: those that match all that is said."""

from pathlib import Path

import pytest

from hpplan.rules import Capacity
from tests.builders import known, plan

WHO = """
regions: [{id: fosen, name: Fosen}, {id: innherred, name: Innherred}]
trusts:
  - {id: hnt, name: Helse Nord-Trøndelag}
  - {id: st-olavs, name: St. Olavs, claims: [{says: declined}]}
municipalities:
  - {id: afjord, name: Åfjord, county: Trøndelag, trust: st-olavs, regions: [fosen]}
  - {id: fosnes, name: Fosnes, county: Trøndelag, trust: hnt, regions: [fosen, innherred]}
  - {id: verdal, name: Verdal, county: Trøndelag, trust: hnt, regions: innherred,
     claims: [{says: live, wave: W1, on: 2023-02-11}]}
  - {id: bindal, name: Bindal, county: Nordland, claims: [{says: withdrawn}]}
  - {id: "5055", name: Heim, county: Trøndelag, claims: [{says: decided, wave: W2}]}
  - {id: haram, name: Haram, county: Møre og Romsdal, since: 2024-01-02}
sites:
  - {id: office, kind: gp-office, name: Legekontor A, trust: hnt}
waves: [{id: W1, go_live: 2023-02}, {id: W2}, {id: W3, claims: [{dropped: true}]}, {id: W4}]
rules:
"""
EVERYONE = ["hnt", "afjord", "fosnes", "verdal", "5055", "office"]
"""Bindal withdrew, St. Olavs declined and Haram does not exist yet: nothing selects them."""


@pytest.mark.parametrize(
    ("selector", "selected"),
    [
        ("all", EVERYONE),
        ("{}", EVERYONE),
        ("verdal", ["verdal"]),
        ("5055", ["5055"]),
        ("[verdal, afjord]", ["verdal", "afjord"]),
        ("[afjord, bindal, st-olavs, haram, afjord]", ["afjord"]),
        ("bindal", []),
        ("{kind: municipality}", ["afjord", "fosnes", "verdal", "5055"]),
        ("{kind: trust}", ["hnt"]),
        ("{kind: gp-office}", ["office"]),
        ("{kind: [trust, gp-office]}", ["hnt", "office"]),
        ("{county: Trøndelag}", ["afjord", "fosnes", "verdal", "5055"]),
        ("{county: Nordland}", []),
        ("{region: fosen}", ["afjord", "fosnes"]),
        ("{region: [fosen, innherred]}", ["afjord", "fosnes", "verdal"]),
        # A trust belongs to its own group.
        ("{trust: hnt}", ["hnt", "fosnes", "verdal", "office"]),
        ("{trust: hnt, kind: municipality}", ["fosnes", "verdal"]),
        ("{trust: st-olavs}", ["afjord"]),
        ("{status: live}", ["verdal"]),
        ("{status: [live, decided]}", ["verdal", "5055"]),
        ("{status: none}", ["hnt", "afjord", "fosnes", "office"]),
        ("{status: withdrawn}", []),
        # Less those that another selector means, of any form.
        ("{not: [afjord, verdal]}", ["hnt", "fosnes", "5055", "office"]),
        ("{not: afjord}", ["hnt", "fosnes", "verdal", "5055", "office"]),
        ("{kind: municipality, not: {region: fosen}}", ["verdal", "5055"]),
        ("{kind: municipality, not: {region: fosen, trust: hnt}}", ["afjord", "verdal", "5055"]),
        ("{trust: hnt, not: {kind: municipality, not: verdal}}", ["hnt", "verdal", "office"]),
        ("{not: {status: none}}", ["verdal", "5055"]),
        ("{not: bindal}", EVERYONE),
        ("{not: all}", []),
        # All at once.
        ("{region: innherred, status: none}", ["fosnes"]),
        ("{kind: municipality, region: innherred, trust: hnt, status: live}", ["verdal"]),
        ("{region: fosen, county: Nordland}", []),
    ],
)
def test_a_selector_selects_the_sites_that_match_all_it_says_and_take_part(
    tmp_path: Path, selector: str, selected: list[str]
) -> None:
    given = known(tmp_path, WHO + f"  - {{kind: capacity, max: 9, sites: {selector}}}")
    (rule,) = given.rules
    assert isinstance(rule, Capacity)
    assert list(given.snapshot.select(rule.sites)) == selected


@pytest.mark.parametrize(
    ("selector", "selected"),
    [
        ("all", ["W1", "W2", "W4"]),
        ("W2", ["W2"]),
        ("[W4, W2]", ["W2", "W4"]),
        ("[W2, W3]", ["W2"]),
        ("W3", []),
    ],
)
def test_a_selector_selects_the_waves_it_names_that_exist(
    tmp_path: Path, selector: str, selected: list[str]
) -> None:
    given = known(tmp_path, WHO + f"  - {{kind: capacity, max: 9, waves: {selector}}}")
    (rule,) = given.rules
    assert isinstance(rule, Capacity)
    assert [slot.id for slot in given.snapshot.select_waves(rule.waves)] == selected


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ("all", "all sites"),
        ("[verdal, '5055']", "Verdal, Heim"),
        ("{trust: hnt}", "sites of trust hnt"),
        (
            "{region: [fosen, innherred], kind: municipality}",
            "sites of kind municipality, region fosen or innherred",
        ),
    ],
)
def test_a_selector_is_reported_in_words(tmp_path: Path, selector: str, words: str) -> None:
    given = known(tmp_path, WHO + f"  - {{kind: capacity, max: 9, sites: {selector}}}")
    (rule,) = given.rules
    assert isinstance(rule, Capacity)
    assert given.snapshot.names(rule.sites) == words


def test_a_site_is_in_every_region_it_names_and_in_one_trust_group_at_most(tmp_path: Path) -> None:
    snapshot = known(tmp_path, WHO + "  []").snapshot
    assert snapshot.groups("region") == {
        "fosen": ("afjord", "fosnes"),
        "innherred": ("fosnes", "verdal"),
    }
    assert snapshot.groups("trust") == {
        "hnt": ("hnt", "fosnes", "verdal", "office"),
        "st-olavs": ("afjord",),
    }


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [("2022-12-31", 0), ("2023-01-01", 1), ("2023-05-31", 1), ("2023-06-01", 0)],
)
def test_a_rule_stands_on_the_first_and_on_the_last_day_it_is_in_force(
    tmp_path: Path, as_of: str, standing: int
) -> None:
    rule = "  - {kind: capacity, max: 9, in_force: {from: 2023, until: 2023-05}}"
    assert len(known(tmp_path, WHO + rule, as_of).rules) == standing


def test_what_a_wave_holds_is_in_the_order_of_the_data_and_of_the_plan_at_hand(
    tmp_path: Path,
) -> None:
    snapshot = known(tmp_path, WHO + "  []").snapshot
    one, other = plan("verdal:W1 afjord:W1 hnt:W2"), plan("afjord:W2")
    assert snapshot.held(one) == {"W1": ["afjord", "verdal"], "W2": ["hnt"]}
    assert snapshot.held(other) == {"W2": ["afjord"]}
    assert snapshot.held(one) == {"W1": ["afjord", "verdal"], "W2": ["hnt"]}
