"""Bodies, rights and decisions: what is read of them, and what is known on a day."""

from datetime import date
from pathlib import Path

import pytest

from hpplan.domain.governance import ChangeOf, Decision, Governance, Right
from hpplan.domain.in_force import InForce
from hpplan.periods import Duration
from hpplan.reading import read
from tests.builders import programme

DATA = """\
sources:
  - {id: letter, published: 2023-07-04}
  - {id: page}
municipalities: [{id: ask}, {id: berg}]
waves: [{id: W1, go_live: 2024-05}, {id: W2, go_live: 2024-11}]
rules: [{id: cap, kind: capacity, max: 9}]
bodies:
  - {id: board, name: The board}
  - {id: council, of: {kind: municipality}}
rights:
  - {change: wave, within: 12m, decides: council, consult: board, pays: site, source: letter}
  - {change: [go_live, rule], decides: board, in_force: {from: 2022, until: 2023}}
decisions:
  - {id: d1, by: board, on: 2023-06, says: adopted, about: [W2, ask], source: letter,
     consulted: [{body: council, on: 2023-05}, {body: council, site: ask}]}
  - {id: d2, by: council, site: ask, on: 2023-08-14, says: rejected, about: cap, source: page}
"""


def test_one_value_stands_for_a_list_and_a_body_goes_by_its_id(tmp_path: Path) -> None:
    read = programme(tmp_path, DATA)
    council = read.bodies["council"]
    assert council.of is not None
    assert (council.name, council.of.kind) == ("council", ("municipality",))
    first, second = read.rights
    assert first.model_dump(exclude={"sites", "waves", "address"}) == Right(
        change=(ChangeOf.WAVE,),
        within=Duration(months=12),
        decides="council",
        consult=("board",),
        pays="site",
        source="letter",
    ).model_dump(exclude={"sites", "waves", "address"})
    assert (first.sites.everyone, "W2" in first.waves) == (True, True)
    assert second.change == (ChangeOf.GO_LIVE, ChangeOf.RULE)
    assert read.decisions["d1"].about == ("W2", "ask")
    assert [(c.body, c.site) for c in read.decisions["d1"].consulted] == [
        ("council", None),
        ("council", "ask"),
    ]
    assert not read.decisions["d2"].adopted


@pytest.mark.parametrize(
    ("day", "rights", "decisions"),
    [
        ("2021-12-31", [], []),
        ("2022-01-01", ["board"], []),
        ("2023-07-03", ["board"], []),
        ("2023-07-04", ["council", "board"], ["d1"]),  # what the letter says is known with it
        ("2023-08-14", ["council", "board"], ["d1", "d2"]),  # an undated page: once it was made
        ("2024-01-01", ["council"], ["d1", "d2"]),
    ],
)
def test_a_right_holds_in_its_time_or_from_its_source_and_a_decision_from_when_it_was_known(
    tmp_path: Path, day: str, rights: list[str], decisions: list[str]
) -> None:
    known = programme(tmp_path, DATA).on(date.fromisoformat(day)).snapshot.governance
    assert known is not None
    assert [right.decides for right in known.rights] == rights
    assert list(known.decisions) == decisions


def test_a_right_that_only_ends_begins_with_its_source(tmp_path: Path) -> None:
    until = DATA.replace(
        "in_force: {from: 2022, until: 2023}", "source: letter, in_force: {until: 2023}"
    )
    right = programme(tmp_path, until).rights[1]
    sources = programme(tmp_path, until).sources
    assert [right.holds(date(2023, 7, day), sources) for day in (3, 4)] == [False, True]
    assert not right.holds(date(2024, 1, 1), sources)
    always = Right(change=(ChangeOf.WAVE,), decides="board")
    assert (always.begins(sources), always.holds(date.min, sources)) == (None, True)
    assert InForce.model_validate({"from": "2024"}).holds(date(2024, 1, 1))


def test_a_programme_without_rights_and_decisions_has_no_governance(tmp_path: Path) -> None:
    bare = DATA.partition("bodies:")[0]
    assert programme(tmp_path, bare).on(date(2024, 1, 1)).snapshot.governance is None


def test_the_newest_decision_counts_that_adopts_all_of_it_on_the_day_or_later() -> None:
    def made(name: str, on: str, says: str, *about: str) -> Decision:
        return Decision.model_validate(
            {"id": name, "by": "board", "on": on, "says": says, "about": list(about)}
        )

    stated = [
        made("early", "2024-01-31", "adopted", "heim", "readiness"),
        made("month", "2024-02", "adopted", "heim", "readiness"),
        made("late", "2024-02-10", "adopted", "readiness", "heim", "W2"),
        made("other", "2024-03-01", "adopted", "heim"),
        made("no", "2024-03-02", "rejected", "heim", "readiness"),
    ]
    known = Governance(decisions={decision.id: decision for decision in stated})
    pair = ("heim", "readiness")

    def adopting(since: date, *about: str) -> str | None:
        found = known.adopting(about, since)
        return None if found is None else found.id

    assert adopting(date(2024, 2, 1), *pair) == "month"  # of a month its last day counts
    assert adopting(date(2024, 2, 29), *pair) == "month"
    assert adopting(date(2024, 3, 1), *pair) is None
    assert adopting(date(2024, 1, 1), "W2", "readiness") == "late"
    assert Governance().adopting(pair, date.min) is None


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("by: board", "by: bord", "HP201 14:18 there is no body 'bord'; did you mean 'board'?"),
        (
            "decides: council",
            "decides: forum",
            "HP201 11:42 there is no body 'forum'; known: board, council",
        ),
        (
            "consult: board",
            "consult: forum",
            "HP201 11:60 there is no body 'forum'; known: board, council",
        ),
        (
            "pays: site",
            "pays: state",
            "HP201 11:73 there is no body 'state'; known: board, council",
        ),
        (
            "body: council, on",
            "body: x, on",
            "HP201 15:25 there is no body 'x'; known: board, council",
        ),
        (
            "about: cap",
            "about: caps",
            "HP201 16:77 there is no site, wave, rule or gate 'caps'; did you mean 'cap'?",
        ),
        (
            "site: ask, on",
            "site: ash, on",
            "HP201 16:33 there is no site 'ash'; did you mean 'ask'?",
        ),
        (
            "{id: berg}",
            "{id: berg, claims: [{says: option, source: letter, decision: d3}]}",
            "HP201 4:90 there is no decision 'd3'; known: d1, d2",
        ),
        (
            "{id: W2, go_live: 2024-11}",
            "{id: W2, claims: [{go_live: 2024, decision: d}]}",
            "HP201 5:81 there is no decision 'd'; did you mean 'd2'?",
        ),
        (
            "by: council, site: ask",
            "by: council",
            (
                "HP106 16:18 'council' is one for each site: whose it is that decided is missing; "
                "write 'site: …' beside it"
            ),
        ),
        (
            "by: board, on",
            "by: board, site: ask, on",
            (
                "HP106 14:31 'board' is one body, not that of a site; remove the key, or give the "
                "body its 'of'"
            ),
        ),
        (
            "{body: council, site: ask}",
            "{body: board, site: ask}",
            (
                "HP106 15:68 'board' is one body, not that of a site; remove the key, or give the "
                "body its 'of'"
            ),
        ),
        (
            "change: [go_live, rule], ",
            "change: [go_live, rule], within: 6m, ",
            "HP106 12:5 'within' counts to a go-live, which a change of a rule has not; None",
        ),
        (
            "says: rejected",
            "says: no",
            "HP104 16:60 invalid value 'no' for 'says'; one of: adopted, rejected",
        ),
        ("id: d2", "id: d1", "HP202 16:10 the id 'd1' is taken; give this entry an id of its own"),
        (
            "change: wave",
            "change: waves",
            "HP104 11:14 invalid value 'waves' for 'change'; did you mean 'wave'?",
        ),
    ],
)
def test_what_is_wrong_with_them_is_said_at_its_word(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    assert old in DATA
    (tmp_path / "a.yaml").write_text(DATA.replace(old, new), encoding="utf-8")
    found = read(tmp_path).findings
    assert [
        f"{f.code} {f.place and f'{f.place.line}:{f.place.column}'} {f.message}; {f.hint}"
        for f in found
    ] == [fault]
