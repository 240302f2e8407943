"""What of a plan is written when it is adopted, and which plans are not."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.analysis.adoption import Adoption, NotAdoptable, adoption, after, without_effect
from hpplan.domain.claims import Says
from hpplan.domain.selectors import Sites
from hpplan.domain.sources import Source
from hpplan.periods import Period
from hpplan.programme.digest import digest
from hpplan.programme.programme import ProgrammeData
from hpplan.programme.statements import Grounds, SiteSays, Statement, WaveSays, stated
from hpplan.reading import read_text
from hpplan.reading.stated_plan import PlanFile
from tests.builders import plan, programme
from tests.cli.programmes import CALM
from tests.thoroughness import examples

DAY = date(2024, 1, 1)
CURRENT = "ask:W0 bo:W1 dal:W1 north:W2"


def by_board(published: str = "2024-01-01", known: str | None = None) -> Grounds:
    source = Source(id="board", published=Period.parse(published))
    return Grounds(source, None if known is None else Period.parse(known))


def made(of: ProgrammeData, line: str, days: dict[str, str] | None = None) -> PlanFile:
    """The plan as a file says it that was made from these data, with days for waves."""
    waves, on = plan(line), days or {}
    chosen = {site: date.fromisoformat(on[wave]) for site, wave in waves.items() if wave in on}
    file = PlanFile(waves, {}, as_of=DAY, chosen=chosen)
    return replace(file, digest=digest(of, DAY, waves, file.days))


def lines(found: Adoption | NotAdoptable) -> list[str]:
    """What is written, or why nothing is."""
    if isinstance(found, NotAdoptable):
        return [f"{finding.code}: {finding.message}" for finding in found.findings]
    return [line(each) for each in found.statements]


def line(each: Statement) -> str:
    assert isinstance(each, SiteSays | WaveSays)
    of = each.site if isinstance(each, SiteSays) else each.wave
    known = "" if each.claim.known is None else f", known {each.claim.known}"
    settles = "" if each.claim.settles is None else f", settles: {each.claim.settles}"
    return f"{of}: {each.claim.said}{known} [{each.claim.source}]{settles}"


def test_sites_whose_wave_or_standing_differs_are_claimed_and_all_others_left(
    tmp_path: Path,
) -> None:
    known = programme(tmp_path, CALM)

    found = adoption(known, made(known, "ask:W0 bo:W1 dal:W1 eid:W1 north:W1"), by_board())

    assert isinstance(found, Adoption)
    assert lines(found) == ["north: planned for W1 [board]", "eid: planned for W1 [board]"]
    assert found.left == ("ask", "bo")
    assert [(out.site, out.why) for out in found.unplaced] == [("fet", "declined")]


def test_what_is_decided_is_claimed_of_sites_that_were_only_planned(tmp_path: Path) -> None:
    known = programme(tmp_path, CALM)
    stays = made(known, f"{CURRENT} eid:W2")

    found = adoption(known, stays, by_board(), Says.DECIDED)

    assert lines(found) == [
        "north: decided on W2 [board]",
        "dal: decided on W1 [board]",
        "eid: decided on W2 [board]",
    ]


def test_only_the_selected_sites_are_claimed(tmp_path: Path) -> None:
    known = programme(tmp_path, CALM)
    moved = made(known, "ask:W0 bo:W1 dal:W2 eid:W1 north:W1")
    trusts = Sites.model_validate({"kind": ["trust"]})

    found = adoption(known, moved, by_board(), sites=trusts)

    assert isinstance(found, Adoption)
    assert (lines(found), found.left, found.unplaced) == (["north: planned for W1 [board]"], (), ())


def test_a_chosen_day_is_a_go_live_of_its_wave_unless_it_is_known_already(tmp_path: Path) -> None:
    text = CALM.replace("{id: W2, go_live: 2025-04-26", "{id: W2, go_live: 2025-04")
    known = programme(tmp_path, text)
    dated = made(known, f"{CURRENT} eid:W1", {"W1": "2024-11-09", "W2": "2025-04-26"})

    found = adoption(known, dated, by_board(known="2024-01-15"))

    assert lines(found) == [
        "W2: go-live 26 April 2025, known 2024-01-15 [board]",
        "eid: planned for W1, known 2024-01-15 [board]",
    ]


def test_days_are_those_of_waves_that_hold_a_selected_site(tmp_path: Path) -> None:
    text = CALM.replace("2025-04-26", "2025-04").replace("2024-11-09", "2024-11")
    known = programme(tmp_path, text)
    dated = made(known, f"{CURRENT} eid:W1", {"W1": "2024-11-09", "W2": "2025-04-26"})

    found = adoption(known, dated, by_board(), sites=Sites(ids=("north",)))

    assert lines(found) == ["W2: go-live 26 April 2025 [board]"]


def test_a_claim_as_new_as_one_that_it_contradicts_says_that_it_is_the_newer(
    tmp_path: Path,
) -> None:
    known = programme(tmp_path, CALM)

    found = adoption(
        known, made(known, "ask:W0 bo:W1 dal:W2 north:W2 eid:W1"), by_board("2023-06-01")
    )

    assert lines(found) == [
        "dal: planned for W2 [board], settles: newer of two of 2024-01-01",
        "eid: planned for W1 [board]",
    ]


def test_a_claim_that_an_older_source_makes_is_without_effect(tmp_path: Path) -> None:
    known = programme(tmp_path, CALM)
    grounds = by_board("2023-05-01")

    found = adoption(known, made(known, "ask:W0 bo:W1 dal:W2 north:W2 eid:W1"), grounds)

    assert isinstance(found, Adoption)
    outweighed = list(without_effect(found.situation, found.statements, grounds))
    assert [(line(each), claim and claim.said) for each, claim in outweighed] == [
        ("dal: planned for W2 [board]", "planned for W1")
    ]


def test_a_plan_that_breaks_a_rule_or_undoes_a_decision_is_refused_by_force_too(
    tmp_path: Path,
) -> None:
    text = f"{CALM}rules: [{{kind: apart, id: not-both, sites: [dal, eid]}}]\n"
    known = programme(tmp_path, text)
    bad = made(known, "ask:W0 bo:W2 dal:W1 eid:W1 north:W2")

    found = adoption(known, bad, by_board(), force=True)

    assert isinstance(found, NotAdoptable)
    assert not found.forcible
    assert lines(found) == [
        "HP814: Bø is in W2 (called Second), but is firm in W1",
        "HP817: the plan breaks rule 'not-both': W1 holds Dal, Eid",
    ]


@pytest.mark.parametrize(
    ("line", "adopted"),
    [
        (CURRENT, True),
        (CURRENT.replace("bo:W1", "bo:W2"), False),  # who has decided stays
        (f"{CURRENT} zoo:W1", False),
    ],
)
def test_a_plan_is_the_current_one_already_only_if_everybody_is_where_it_says(
    tmp_path: Path, line: str, *, adopted: bool
) -> None:
    known = programme(tmp_path, CALM)
    found = adoption(known, made(known, line), by_board())
    assert isinstance(found, Adoption) is adopted
    assert bool(lines(found)) is not adopted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("size: {inhabitants: 250}", "size: {inhabitants: 251}"),
        ("go_live: 2025-04-26", "go_live: 2025-04-25"),
        ("{id: eid, ", "{id: eid, required: false, "),
        ("says: declined", "says: withdrawn"),
        ("as_of: 2024-01-01}", "as_of: 2024-01-01, calendar: {go_live_days: [saturday]}}"),
        ("waves:\n", "goals: [{kind: wishes}]\nwaves:\n"),
    ],
)
def test_a_plan_of_data_that_say_something_else_is_refused_unless_forced(
    tmp_path: Path, old: str, new: str
) -> None:
    then = programme(tmp_path, CALM)
    placed = made(then, f"{CURRENT} eid:W2")
    now = programme(tmp_path, CALM.replace(old, new))

    refused = adoption(now, placed, by_board())

    assert isinstance(refused, NotAdoptable)
    assert refused.forcible
    assert lines(refused) == [
        "HP823: the plan was made from other data: what was known on 1 January 2024 has changed"
    ]
    assert isinstance(adoption(now, placed, by_board(), force=True), Adoption)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Dal", "name: Dale"),
        ("trusts:", "# the only one\ntrusts:"),
        ("{id: letter, kind: document,", "{id: letter, title: A letter, kind: document,"),
        ("claims: [{says: planned, wave: W1, source: letter}]", "wave: W1"),
    ],
)
def test_how_the_data_are_written_and_what_is_only_shown_may_be_otherwise(
    tmp_path: Path, old: str, new: str
) -> None:
    then = programme(tmp_path, CALM)
    now = programme(tmp_path, CALM.replace(old, new))

    found = adoption(now, made(then, f"{CURRENT} eid:W2"), by_board())

    assert lines(found) == ["eid: planned for W2 [board]"]


def test_what_became_known_since_makes_it_other_data_but_for_what_agrees(tmp_path: Path) -> None:
    then = programme(tmp_path, CALM)
    placed = made(then, f"{CURRENT} eid:W2")
    council = by_board("2024-02-01")
    agrees = SiteSays("dal", council.of_site(Says.DECIDED, "W1"))
    closes = WaveSays("W3", council.of_wave(is_open=False))

    allowed = adoption(stated(then, [agrees], council.source), placed, by_board("2024-03-01"))
    refused = adoption(
        stated(then, [agrees, closes], council.source), placed, by_board("2024-03-01")
    )

    assert lines(allowed) == ["eid: planned for W2 [board]"]
    assert isinstance(refused, NotAdoptable)
    assert lines(refused) == [
        "HP823: the plan was made from other data: 1 claim became known after 1 January 2024"
    ]
    assert [note.message for note in refused.findings[0].notes] == ["W3: closed"]


def test_a_plan_of_another_programme_is_refused(tmp_path: Path) -> None:
    known = programme(tmp_path, CALM)
    other = replace(made(known, f"{CURRENT} eid:W2"), programme="storm")

    assert lines(adoption(known, other, by_board())) == [
        "HP821: the plan is for programme 'storm', not 'calm'"
    ]


def test_a_plan_that_does_not_say_what_it_was_made_from_is_held_against_its_own_dates(
    tmp_path: Path,
) -> None:
    known = programme(tmp_path, CALM)
    bare = PlanFile(plan(f"{CURRENT} eid:W2"), {})
    agrees = replace(bare, dates={"eid": ("W2", Period.parse("2025-04-26"))})
    differs = replace(bare, dates={"eid": ("W2", Period.parse("2025-05-03"))})

    assert lines(adoption(known, bare, by_board())) == ["eid: planned for W2 [board]"]
    assert lines(adoption(known, agrees, by_board())) == ["eid: planned for W2 [board]"]
    assert lines(adoption(known, differs, by_board())) == [
        "HP823: the plan has W2 (called Second) go live on 3 May 2025, the data on 26 April 2025"
    ]


FREE = """\
programme: {{id: free, as_of: 2024-01-01}}
sources: [{{id: letter, published: 2023-06-01}}, {{id: later, published: 2024-01-01}}]
waves: [{{id: W1, go_live: 2024-11}}, {{id: W2, go_live: 2025-04}}, {{id: W3, go_live: 2025-11-08}}]
sites:
{sites}
"""
SAID = st.sampled_from(
    [
        "",
        "{says: candidate, wave: W1, source: letter}",
        "{says: candidate, wave: W2, source: later}",
        "{says: planned, wave: W1, source: letter}",
        "{says: planned, wave: W2, source: later}",
        "{says: planned, wave: W1, source: later}, {says: planned, wave: W2, source: later}",
        "{says: undecided, source: later}, {says: planned, wave: W1, source: letter}",
        "{says: decided, wave: W2, source: letter}",
        "{says: decided, wave: W2, source: letter}, {says: undecided, source: later}",
        "{says: live, wave: W1, on: 2023-11-04}",
    ]
)


@examples(40)
@given(
    said=st.lists(SAID, min_size=4, max_size=4),
    where=st.lists(st.sampled_from(["W1", "W2", "W3"]), min_size=4, max_size=4),
    says=st.sampled_from([Says.PLANNED, Says.DECIDED]),
    dated=st.booleans(),
)
def test_an_adopted_plan_is_the_current_one_and_adopting_it_again_writes_nothing(
    said: list[str],
    where: list[str],
    says: Says,
    dated: bool,  # hypothesis draws it
) -> None:
    sites = "\n".join(
        f"  - {{id: s{n}, kind: ward, claims: [{claims}]}}" for n, claims in enumerate(said)
    )
    known = read_text(FREE.format(sites=sites), "free.yaml").programme
    assert known is not None
    now = known.on()
    wanted = {f"s{n}": wave for n, wave in enumerate(where)}
    wanted |= {s: f.wave for s, f in now.snapshot.sites.items() if f.firm and f.wave}
    days = {"W1": "2024-11-09", "W2": "2025-04-26"} if dated else {}
    file = made(known, " ".join(f"{site}:{wave}" for site, wave in wanted.items()), days)
    grounds = by_board()

    found = adoption(known, file, grounds, says)

    assert isinstance(found, Adoption)
    assert [*without_effect(found.situation, found.statements, grounds)] == []
    then = after(found.situation, found.statements, grounds)
    assert then.snapshot.current() == wanted
    assert {wave: str(then.snapshot.wave[wave].go_live) for wave in file.days} == {
        wave: day.isoformat() for wave, day in file.days.items()
    }
    again = adoption(then.programme, file, grounds, says)
    assert isinstance(again, Adoption)
    assert again.statements == ()
