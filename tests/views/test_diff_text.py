"""A difference for a terminal: what happened to each wave, then to each site."""

from datetime import date
from pathlib import Path

import pytest

from hpplan.analysis.diff import Difference, Side, diff
from hpplan.periods import Period
from hpplan.programme.plan import current_plan
from hpplan.views import diff as diff_view
from hpplan.views.formats import text as document_text
from tests.builders import programme

GIVEN = """
programme: {id: p, name: Plattformen}
sources:
  - {id: plan, kind: document, title: Planen, published: 2022-01-01}
  - {id: brev, kind: document, title: Brevet, published: 2023-03-01}
trusts:
  - id: t
    name: St. Olavs
    claims: [{says: planned, wave: W1, source: plan}, {says: planned, wave: W2, source: brev}]
municipalities:
  - id: a
    name: Aure
    claims:
      - {says: planned, wave: W1, source: plan}
      - {says: planned, wave: W2, source: brev, note: too early}
  - id: b
    name: Bjugn
    claims:
      - {says: planned, wave: W1, source: plan}
      - {says: decided, wave: W1, known: 2023-02-16}
  - id: c
    name: Rauma
    claims: [{says: planned, wave: W1, source: plan}, {says: withdrawn, source: brev}]
  - {id: n, name: Haram, since: 2023-01-01, claims: [{says: candidate, wave: W2, source: brev}]}
  - {id: g, name: Gamle, until: 2022-12-31, claims: [{says: planned, wave: W1, source: plan}]}
  - {id: s, name: Same, claims: [{says: planned, wave: W3, source: plan}]}
waves:
  - id: W1
    claims: [{go_live: 2023-04, source: plan}, {go_live: 2024-04-27, source: brev}]
  - {id: W2, claims: [{go_live: 2024-autumn, source: plan}, {called: KI2, source: brev}]}
  - {id: W3, go_live: 2025-11-08}
  - {id: W9, claims: [{go_live: 2024-11, source: plan}, {dropped: true, source: brev}]}
  - {id: W8, claims: [{go_live: 2025-02, source: brev}]}
"""


def between(old: str, new: str, text: str = GIVEN) -> Difference:
    """What the data in the working directory differs in between two days."""
    answer = programme(Path(), text)
    first, then = (answer.on(date.fromisoformat(day)) for day in (old, new))
    return diff(Side(old, first, current_plan(first)), Side(new, then, current_plan(then)))


def shown(difference: Difference, width: int = 80) -> str:
    return document_text.render(diff_view.document(difference), colour=False, width=width)


def test_the_whole_answer_at_80_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        shown(between("2022-06-01", "2023-06-01"))
        == """\
From 1 June 2022 to 1 June 2023: 5 sites in another wave, 1 site with other
  changes, 4 waves changed.

Waves:
  W1: April 2023 -> 27 April 2024, 12 months later; left by the trust St. Olavs,
    Aure, Rauma, Gamle
    go-live 27 April 2024 [brev], known since 1 March 2023     programme.yaml:29
  W2: W2 autumn 2024 -> KI2 autumn 2024; joined by the trust St. Olavs, Aure,
    Haram
    called KI2 [brev], known since 1 March 2023                programme.yaml:30
  W8: new, February 2025
    go-live February 2025 [brev], known since 1 March 2023     programme.yaml:33
  W9: gone, was November 2024
    dropped [brev], known since 1 March 2023                   programme.yaml:32

In another wave:
  St. Olavs, Aure: W1 April 2023 (planned) -> KI2 autumn 2024 (planned), 17 to
    19 months later
    planned for W2 [brev], known since 1 March 2023
  Rauma: W1 April 2023 (planned) -> in no wave (withdrawn)
    withdrawn [brev], known since 1 March 2023                 programme.yaml:23
  Haram: new, KI2 autumn 2024 (candidate)
    a candidate for W2 [brev], known since 1 March 2023        programme.yaml:24
  Gamle: gone, was W1 April 2023 (planned)
    does not exist on this date

Other changes:
  Bjugn: W1 April 2023 (planned) -> W1 27 April 2024 (decided), 12 months later
    decided on W1, known since 16 February 2023                programme.yaml:20
"""
    )


def test_nothing_differs_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(between("2023-06-01", "2024-06-01")) == (
        "From 1 June 2023 to 1 June 2024: nothing differs.\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        # Days up to a month and a half, then months; about where they are not whole.
        ("2024-04-27", "2024-04-28", ", 1 day later"),
        ("2024-04-27", "2024-04-20", ", 7 days earlier"),
        ("2024-04-27", "2024-06-27", ", 2 months later"),
        ("2024-04-27", "2024-06-29", ", about 2 months later"),
        ("2024-04", "2024-05", ", 1 month later"),
        ("2024-05", "2023-05", ", 12 months earlier"),
        ("2024-04", "2024-summer", ", 2 to 4 months later"),
        # Within the old period: another precision, no shift.
        ("2024-04", "2024-04-27", ""),
    ],
)
def test_a_date_tells_how_much_later_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, answer: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"""
programme: {{id: p, name: P}}
waves: [{{id: W, claims: [{{go_live: {old}, known: 2022}}, {{go_live: {new}, known: 2023}}]}}]
municipalities: [{{id: a, name: Aure}}]
"""
    rendered = shown(between("2022-12-31", "2023-12-31", text), 80)
    was, now = (Period.parse(period).words for period in (old, new))
    said = f"    go-live {now}, known since 31 December 2023"
    assert rendered.splitlines()[-2:] == [
        f"  W: {was} -> {now}{answer}",
        f"{said:{80 - len('programme.yaml:3')}}programme.yaml:3",
    ]


def test_a_wave_whose_first_date_comes_to_be_known_had_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = """
programme: {id: p, name: P}
waves: [{id: W, claims: [{open: true}, {go_live: 2024-04, known: 2023}]}]
municipalities: [{id: a, name: Aure}]
"""
    rendered = shown(between("2022-12-31", "2023-12-31", text), 80)
    assert rendered.splitlines()[-2:] == [
        "  W: no date -> April 2024",
        "    go-live April 2024, known since 31 December 2023            programme.yaml:3",
    ]
