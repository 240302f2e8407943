"""What differs between two days or two plans, and by whose claim."""

from datetime import date
from pathlib import Path

import pytest

from hpplan.analysis.cited import Cited
from hpplan.analysis.diff import (
    Difference,
    Member,
    Side,
    SiteChange,
    WaveChange,
    WaveSide,
    Whereabouts,
    diff,
)
from hpplan.analysis.shift import Shift, shift_between
from hpplan.diagnostics.place import Place
from hpplan.domain.status import Status
from hpplan.periods import Period
from hpplan.programme.plan import Proof, current_plan, plan_of
from tests.builders import plan, programme

OLD, NEW = "2022-06-01", "2023-06-01"
GIVEN = """
programme: {id: p, name: Plattformen}
sources:
  - {id: plan, kind: document, title: Planen, published: 2022-01-01}
  - {id: letter, kind: document, title: Brevet, published: 2023-03-01}
trusts: [{id: t, name: St. Olavs, claims: [CLAIMS_OF_T]}]
municipalities:
  - {id: a, name: Aure, claims: [CLAIMS_OF_A]}
  - {id: b, name: Bjugn, claims: [{says: planned, wave: W2, source: plan}]}
waves:
  - {id: W1, claims: [CLAIMS_OF_W1]}
  - {id: W2, go_live: 2025-11-08}
"""
PLANNED = "{says: planned, wave: W1, source: plan}"
MOVED = "{says: planned, wave: W2, source: letter, note: too early}"
DATED = "{go_live: 2023-04, source: plan}"
W1 = Whereabouts("W1", "W1", Period.parse("2023-04"), Status.PLANNED)
W2 = Whereabouts("W2", "W2", Period.parse("2025-11-08"), Status.PLANNED)
NOWHERE = Whereabouts(None, None, None, Status.NONE)


def differing(tmp_path: Path, text: str = GIVEN, **claims: str) -> Difference:
    """What the programme's own plan differs in between the two days."""
    for key in ("T", "A", "W1"):
        text = text.replace(f"CLAIMS_OF_{key}", claims.get(key, DATED if key == "W1" else ""))
    answer = programme(tmp_path, text)
    old, new = (answer.on(date.fromisoformat(day)) for day in (OLD, NEW))
    return diff(Side(OLD, old, current_plan(old)), Side(NEW, new, current_plan(new)))


def marked(tmp_path: Path, cited: Cited | None) -> str:
    """What stands in the data where the claim is said to stand."""
    assert cited is not None
    assert cited.place is not None
    place = cited.place
    assert place.file == str(tmp_path / "programme.yaml")
    assert place.end_line == place.line
    line = Path(place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
    return line[place.column - 1 : place.end_column - 1]


def summary(found: Difference) -> list[str]:
    """Each site that changed, as `site old -> new`; the wave and status on each side."""

    def at(stood: Whereabouts | None) -> str:
        return "-" if stood is None else f"{stood.wave} {stood.status}"

    return [f"{change.site}: {at(change.old)} -> {at(change.new)}" for change in found.sites]


# --- sites --------------------------------------------------------------------------------------


def test_nothing_differs_where_no_claim_came_between(tmp_path: Path) -> None:
    found = differing(tmp_path, A=PLANNED)
    assert (found.sites, found.waves, bool(found)) == ((), (), False)
    assert (found.old.name, found.new.name) == (OLD, NEW)


def test_a_site_that_moved_cites_the_claim_that_moved_it_with_its_place(tmp_path: Path) -> None:
    found = differing(tmp_path, A=f"{PLANNED}, {MOVED}")
    place = Place(str(tmp_path / "programme.yaml"), 8, 75, 8, 133)
    assert found.sites == (
        SiteChange(
            site="a",
            name="Aure",
            kind="municipality",
            old=W1,
            new=W2,
            shift=Shift(31, about=False),
            cited=Cited("planned for W2", "letter", "Brevet", date(2023, 3, 1), "too early", place),
            reason="planned for W2 [letter]",
        ),
    )
    assert found.sites[0].moved
    assert marked(tmp_path, found.sites[0].cited) == MOVED


def test_the_wave_that_a_site_left_and_the_one_that_it_joined_both_changed(tmp_path: Path) -> None:
    found = differing(tmp_path, A=f"{PLANNED}, {MOVED}")
    aure = (Member("a", "Aure", "municipality"),)
    first = WaveSide("W1", Period.parse("2023-04"))
    then = WaveSide("W2", Period.parse("2025-11-08"))
    assert found.waves == (
        WaveChange("W1", first, first, Shift(0, about=False), (), aure, None),
        WaveChange("W2", then, then, Shift(0, about=False, days=0), aure, (), None),
    )


def test_a_trust_leaves_its_wave_as_any_site_does(tmp_path: Path) -> None:
    found = differing(tmp_path, T=f"{PLANNED}, {MOVED}", A=PLANNED)
    trust = (Member("t", "St. Olavs", "trust"),)
    assert [(wave.wave, wave.joined, wave.left) for wave in found.waves] == [
        ("W1", (), trust),
        ("W2", trust, ()),
    ]
    assert summary(found) == ["t: W1 planned -> W2 planned"]


@pytest.mark.parametrize(
    ("claim", "change", "says"),
    [
        # In the same wave: the claim of the new status.
        ("{says: decided, wave: W1, source: letter}", "W1 planned -> W1 decided", "decided on W1"),
        ("{says: live, wave: W1, on: 2023-04-29}", "W1 planned -> W1 live", "live with W1"),
        ("{says: undecided, source: letter}", "W1 planned -> W1 undecided", "undecided"),
        # Out of it: who withdrew.
        ("{says: withdrawn, source: letter}", "W1 planned -> None withdrawn", "withdrawn"),
        ("{says: declined, source: letter}", "W1 planned -> None declined", "declined"),
        # Of two the newer.
        (
            "{says: planned, wave: W2, known: 2023-02}, {says: decided, wave: W2, source: letter}",
            "W1 planned -> W2 decided",
            "decided on W2",
        ),
        # Of two claims of the new wave the one that binds, though another is newer.
        (
            "{says: decided, wave: W2, known: 2023-02}, {says: planned, wave: W2, source: letter}",
            "W1 planned -> W2 decided",
            "decided on W2",
        ),
    ],
)
def test_a_change_of_status_cites_the_claim_that_made_it(
    tmp_path: Path, claim: str, change: str, says: str
) -> None:
    found = differing(tmp_path, A=f"{PLANNED}, {claim}")
    assert summary(found) == [f"a: {change}"]
    cited = found.sites[0].cited
    assert cited is not None
    assert cited.says == says
    assert marked(tmp_path, cited) in claim


def test_a_claim_that_becomes_known_on_the_day_itself_is_cited(tmp_path: Path) -> None:
    today = MOVED.replace("source: letter", f"known: {NEW}")
    found = differing(tmp_path, A=f"{PLANNED}, {today}")
    assert [marked(tmp_path, site.cited) for site in found.sites] == [today]


def test_who_went_live_on_another_day_than_was_said_cites_its_own_claim(tmp_path: Path) -> None:
    live = "{says: live, wave: W1, source: plan}"
    later = "{says: live, wave: W1, on: 2022-09-01, source: letter}"
    found = differing(
        tmp_path, A=f"{live}, {later}", W1=f"{DATED}, {DATED.replace('plan', 'letter')}"
    )
    assert summary(found) == ["a: W1 live -> W1 live"]
    assert marked(tmp_path, found.sites[0].cited) == later


def test_a_claim_of_the_new_wave_is_cited_that_others_outdated(tmp_path: Path) -> None:
    """In a plan that has the site where it was only wished for."""
    wished = "{says: candidate, wave: W2, source: letter}"
    planned = "{says: planned, wave: W1, known: 2023-04}"
    text = GIVEN.replace("CLAIMS_OF_A", f"{PLANNED}, {wished}, {planned}")
    known = programme(tmp_path, text.replace("CLAIMS_OF_T", "").replace("CLAIMS_OF_W1", DATED))
    before, after = (known.on(date.fromisoformat(day)) for day in (OLD, NEW))
    there = Side.of_plan(after, plan_of(after, plan("a:W2 b:W2"), Proof.FEASIBLE))
    found = diff(Side.of_claims(before), there)
    assert [marked(tmp_path, site.cited) for site in found.sites] == [wished]


def test_the_same_claims_read_twice_are_not_new(tmp_path: Path) -> None:
    text = GIVEN.replace("CLAIMS_OF_A", PLANNED).replace("CLAIMS_OF_T", "")
    text = text.replace("CLAIMS_OF_W1", DATED)
    old, new = (programme(tmp_path, text).on(date.fromisoformat(day)) for day in (OLD, NEW))
    moved = Side.of_plan(new, plan_of(new, plan("a:W1 b:W1"), Proof.FEASIBLE))
    found = diff(Side.of_plan(old, plan_of(old, plan("a:W2 b:W1"), Proof.FEASIBLE)), moved)
    assert [(site.site, site.cited) for site in found.sites] == [("a", None)]


def test_a_claim_that_changes_neither_wave_nor_status_nor_date_is_no_difference(
    tmp_path: Path,
) -> None:
    assert not differing(tmp_path, A=f"{PLANNED}, {PLANNED.replace('plan}', 'letter}')}")


def test_a_date_that_moves_changes_every_site_of_the_wave_by_the_claim_of_the_wave(
    tmp_path: Path,
) -> None:
    later = "{go_live: 2024-04-27, source: letter}"
    found = differing(tmp_path, A=PLANNED, T=PLANNED, W1=f"{DATED}, {later}")
    shift = Shift(12, about=False)
    assert [(wave.wave, wave.shift) for wave in found.waves] == [("W1", shift)]
    assert [(site.site, site.moved, site.shift) for site in found.sites] == [
        ("t", False, shift),
        ("a", False, shift),
    ]
    citing = [wave.cited for wave in found.waves] + [site.cited for site in found.sites]
    assert [marked(tmp_path, cited) for cited in citing] == [later, later, later]


def test_a_date_that_moves_cites_the_wave_though_the_site_is_claimed_to_stay(
    tmp_path: Path,
) -> None:
    later = "{go_live: 2024-04-27, source: letter}"
    again = PLANNED.replace("plan}", "letter}")
    found = differing(tmp_path, A=f"{PLANNED}, {again}", W1=f"{DATED}, {later}")
    assert [marked(tmp_path, site.cited) for site in found.sites] == [later]


def test_a_site_that_came_to_be_is_new_and_one_that_is_no_more_is_gone(tmp_path: Path) -> None:
    text = GIVEN.replace("name: Bjugn,", "name: Bjugn, until: 2022-12-31,").replace(
        "name: Aure,", "name: Aure, since: 2023-01-01,"
    )
    found = differing(tmp_path, text, A=MOVED)
    assert [(site.site, site.old, site.new, site.moved) for site in found.sites] == [
        ("a", None, W2, True),
        ("b", W2, None, True),
    ]
    assert [site.shift for site in found.sites] == [None, None]
    assert marked(tmp_path, found.sites[0].cited) == MOVED
    assert (found.sites[1].cited, found.sites[1].reason) == (None, "does not exist on this date")


# --- waves --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claims", "old", "new", "says"),
    [
        # Appeared and vanished.
        (
            "{go_live: 2023-04, source: letter}",
            None,
            WaveSide("W1", Period.parse("2023-04")),
            "go-live April 2023",
        ),
        (
            "{go_live: 2023-04, source: plan}, {dropped: true, source: letter}",
            WaveSide("W1", Period.parse("2023-04")),
            None,
            "dropped",
        ),
        # Another label.
        (
            "{go_live: 2023-04, source: plan}, {called: KI5, source: letter}",
            WaveSide("W1", Period.parse("2023-04")),
            WaveSide("KI5", Period.parse("2023-04")),
            "called KI5",
        ),
        # Another label, beside a claim that changes nothing.
        (
            (
                "{go_live: 2023-04, source: plan}, {open: true, source: letter},"
                " {called: KI5, source: letter}"
            ),
            WaveSide("W1", Period.parse("2023-04")),
            WaveSide("KI5", Period.parse("2023-04")),
            "called KI5",
        ),
        # A first date.
        (
            "{called: KI5, source: plan}, {go_live: 2023-04, source: letter}",
            WaveSide("KI5", None),
            WaveSide("KI5", Period.parse("2023-04")),
            "go-live April 2023",
        ),
        # Of several, that which changed something, though others are newer.
        (
            (
                "{go_live: 2023-04, source: plan}, {go_live: 2023-04, known: 2023-05},"
                " {called: KI5, source: letter}"
            ),
            WaveSide("W1", Period.parse("2023-04")),
            WaveSide("KI5", Period.parse("2023-04")),
            "called KI5",
        ),
        (
            (
                "{go_live: 2023-04, source: plan}, {called: KI5, known: 2023-05},"
                " {go_live: 2024-04-27, source: letter}"
            ),
            WaveSide("W1", Period.parse("2023-04")),
            WaveSide("KI5", Period.parse("2024-04-27")),
            "go-live 27 April 2024",
        ),
        (
            (
                "{go_live: 2023-04, source: plan}, {called: KI5, known: 2023-05},"
                " {dropped: true, source: letter}"
            ),
            WaveSide("W1", Period.parse("2023-04")),
            None,
            "dropped",
        ),
        (
            (
                "{go_live: 2023-04, source: plan}, {dropped: true, known: 2022-02},"
                " {dropped: false, source: letter}"
            ),
            None,
            WaveSide("W1", Period.parse("2023-04")),
            "back",
        ),
        # Of several that change the same, the newest.
        (
            (
                "{go_live: 2023-04, source: plan}, {open: false, known: 2022-09},"
                " {open: true, known: 2022-12}, {open: false, source: letter}"
            ),
            WaveSide("W1", Period.parse("2023-04")),
            WaveSide("W1", Period.parse("2023-04"), open=False),
            "closed",
        ),
    ],
)
def test_a_wave_that_is_not_as_it_was_cites_the_claim_that_changed_it(
    tmp_path: Path, claims: str, old: WaveSide | None, new: WaveSide | None, says: str
) -> None:
    found = differing(tmp_path, W1=claims)
    assert [(wave.wave, wave.old, wave.new) for wave in found.waves] == [("W1", old, new)]
    cited = found.waves[0].cited
    assert cited is not None
    assert (cited.says, cited.source, cited.known) == (says, "letter", date(2023, 3, 1))
    assert claims.endswith(marked(tmp_path, cited))


def test_a_wave_that_only_closes_is_a_difference(tmp_path: Path) -> None:
    found = differing(tmp_path, A=PLANNED, W1=f"{DATED}, {{open: false, source: letter}}")
    ((wave, was, now, _),) = [(w.wave, w.old, w.new, w.shift) for w in found.waves]
    assert (wave, was and was.open, now and now.open) == ("W1", True, False)
    assert found.sites == ()


# --- two plans ----------------------------------------------------------------------------------


def test_two_plans_of_one_day_differ_by_their_placings_and_cite_nothing(tmp_path: Path) -> None:
    text = GIVEN.replace("CLAIMS_OF_A", PLANNED).replace("CLAIMS_OF_T", "")
    situation = programme(tmp_path, text.replace("CLAIMS_OF_W1", DATED)).on(date(2022, 6, 1))
    old = Side("old.json", situation, current_plan(situation))
    new = Side("new.json", situation, plan_of(situation, plan("a:W2 t:W1"), Proof.CURRENT))
    found = diff(old, new)
    assert summary(found) == [
        "t: None none -> W1 none",
        "a: W1 planned -> W2 planned",
        "b: W2 planned -> None planned",
    ]
    assert [site.cited for site in found.sites] == [None, None, None]
    assert [site.reason for site in found.sites] == [
        "no wave named yet",
        "planned for W1 [plan]",
        "planned for W2 [plan]",
    ]
    assert found.sites[0].old == NOWHERE
    assert not diff(new, new)


# --- by how much --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "shift"),
    [
        # Days: counted in days as long as nobody counts them in months.
        ("2024-04-27", "2024-04-27", Shift(0, about=False, days=0)),
        ("2024-04-27", "2024-05-04", Shift(0, about=False, days=7)),
        ("2024-01-01", "2024-02-15", Shift(0, about=False, days=45)),
        ("2024-W40", "2024-W42", Shift(0, about=False, days=14)),
        ("2024-01-01", "2024-02-16", Shift(2, about=True, days=46)),
        ("2022-11-12", "2023-11-12", Shift(12, about=False, days=365)),
        ("2022-11-12", "2024-11-09", Shift(24, about=True, days=728)),
        ("2024-11-09", "2022-11-12", Shift(-24, about=True, days=-728)),
        # Months allow one number only where they say so.
        ("2023-04", "2024-04", Shift(12, about=False)),
        ("2023-04", "2024-04-27", Shift(12, about=False)),
        ("2024-04-27", "2023-04", Shift(-12, about=False)),
        # From first day to first day, and from last day to last day.
        ("2022-11", "2024-autumn", Shift(22, about=False, to_months=24)),
        ("2023-04", "2024-autumn", Shift(17, about=False, to_months=19)),
        ("2023-03", "2024", Shift(10, about=False, to_months=21)),
        ("2024", "2023-03", Shift(-10, about=False, to_months=-21)),
        ("2024-04", "2024", Shift(-3, about=False, to_months=8)),
        ("2024-01", "2024", Shift(0, about=False, to_months=11)),
        # The one within the other.
        ("2024-autumn", "2024-10-05", Shift(0, about=True)),
        ("2024", "2024-04", Shift(0, about=True)),
    ],
)
def test_a_shift_is_counted_from_first_day_to_first_day_and_from_last_to_last(
    old: str, new: str, shift: Shift
) -> None:
    assert shift_between(Period.parse(old), Period.parse(new)) == shift


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("2023-03", "2024", "10 to 21 months later"),
        ("2024", "2023-03", "10 to 21 months earlier"),
        ("2024-04", "2024", "3 months earlier to 8 months later"),
        ("2024-01", "2024", "0 to 11 months later"),
        ("2024-12", "2024", "0 to 11 months earlier"),
        ("2024", "2024-04", ""),
        ("2024-04", "2024-05", "1 month later"),
        ("2022-11-12", "2024-11-09", "about 24 months later"),
        ("2024-01-01", "2024-01-02", "1 day later"),
        ("2024-01-01", "2024-01-01", ""),
    ],
)
def test_a_shift_in_words(old: str, new: str, answer: str) -> None:
    assert str(shift_between(Period.parse(old), Period.parse(new))) == answer
