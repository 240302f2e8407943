"""Long answers in a terminal of 80 columns: the best handful is shown, and no word is broken."""

import json
from pathlib import Path

import pytest

from hpplan.analysis.recommendation import recommend
from hpplan.analysis.site import explain_site
from hpplan.analysis.wave import explain_wave
from hpplan.programme.programme import SituationData
from hpplan.views import answers_json as advice_json
from hpplan.views import recommended as recommended_view
from hpplan.views import site as site_view
from hpplan.views import wave as wave_view
from hpplan.views.document import Document
from hpplan.views.formats import markdown as document_markdown
from hpplan.views.formats import text as document_text
from tests.builders import known

LONG = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: a, name: Samarbeidskommunesammenslutninga på Nordmøre, claims: [{says: planned, wave: W1}]}
  - {id: b, name: Ask, claims: [{says: planned, wave: W2}]}
waves:
  - {id: W1, go_live: 2024-11-09, name: Innføringsrundekoordinatorgruppe nord}
  - {id: W2, go_live: 2025-05-10}
rules: [{id: capacity-of-the-training-rooms, kind: capacity, max: 1}]
goals: [{kind: participation}, {kind: stability}]
"""


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SituationData:
    """Twelve waves, of which Ask is in the third."""
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    waves = "\n".join(f"  - {{id: W{n}, go_live: 2024-{n:02}-10}}" for n in range(1, 13))
    text = (
        "programme: {id: p, name: P, as_of: 2024-01-01}\n"
        "municipalities:\n"
        "  - {id: a, name: Ask, claims: [{says: planned, wave: W3}]}\n"
        + "".join(f"  - {{id: s{n}, name: S{n}}}\n" for n in range(1, 10))
        + f"waves:\n{waves}\n"
        "rules: [{kind: forbid, sites: [s1, s2, s3, s4, s5, s6, s7, s8, s9], waves: [W2]}]\n"
        "goals: [{kind: stability}, {kind: earliest}]\n"
    )
    return known(Path("data"), text)


def as_text(document: Document) -> str:
    return document_text.render(document, colour=False, width=80)


RECOMMENDED = """\
Which wave for Ask? W3, 10 March 2024                          on 1 January 2024

   Wave  Go-live      For Ask           For everybody
1  W3    10 Mar 2024  as planned
2  W1    10 Jan 2024  2 months earlier  1 more municipality leaves its wave
3  W2    10 Feb 2024  29 days earlier   1 more municipality leaves its wave
4  W4    10 Apr 2024  31 days later     1 more municipality leaves its wave
5  W5    10 May 2024  2 months later    1 more municipality leaves its wave
6  W6    10 Jun 2024  3 months later    1 more municipality leaves its wave

6 more waves; --full lists them.

All of this is proved.

hpplan whatif a=W1  what that move would change
hpplan explain a    why it is where it is
"""


def test_of_many_waves_recommend_shows_the_best(many: SituationData) -> None:
    assert as_text(recommended_view.recommended(recommend(many, "a"))) == RECOMMENDED


EXPLAINED = """\
Ask goes live with W3 on 10 March 2024                         on 1 January 2024

Why W3:
  Planned for W3                                           data/programme.yaml:3

Not earlier, because the plan would be worse: best in W1, 1 more municipality
  leaves its wave: Ask; municipalities wait 6 days less on average (60
  site-days); nobody else moves.

Another wave would mean:
  W1  10 Jan 2024  2 months earlier here; nobody else moves
  W2  10 Feb 2024  29 days earlier here; nobody else moves
  W4  10 Apr 2024  31 days later here; nobody else moves
  W5  10 May 2024  2 months later here; nobody else moves
  W6  10 Jun 2024  3 months later here; nobody else moves
  W7  10 Jul 2024  4 months later here; nobody else moves

5 more waves; --full lists them.

No slack: in every other wave some goal is worse, or there is no plan.

By the hard rules nobody waits for Ask, and it waits for nobody.

hpplan recommend a  every wave side by side, the best first
hpplan whatif a=W1  what that move would change
"""


def test_of_many_waves_explain_shows_the_best_first(many: SituationData) -> None:
    assert as_text(site_view.explained(explain_site(many, "a"))) == EXPLAINED


A_WAVE = """\
W3, 10 March 2024, holds 1 site                                on 1 January 2024

Holds:
  placed: Ask

Who could still enter, best for the plan first:
Site  From  Best plan with it
S1    W1    2 months later; nobody else moves
S2    W1    2 months later; nobody else moves
S3    W1    2 months later; nobody else moves
S4    W1    2 months later; nobody else moves
S5    W1    2 months later; nobody else moves
S6    W1    2 months later; nobody else moves

3 more sites; --full lists them.
"""


def test_of_many_newcomers_explain_wave_shows_the_best(many: SituationData) -> None:
    assert as_text(wave_view.explained(explain_wave(many, "W3"))) == A_WAVE


def test_in_full_every_wave_and_newcomer_is_listed(many: SituationData) -> None:
    waves = recommend(many, "a")
    for document in (
        recommended_view.recommended(waves, full=True),
        site_view.explained(explain_site(many, "a"), full=True),
    ):
        text = as_text(document)
        assert [f"W{n}" for n in range(1, 13) if f" W{n} " not in text] == []
        assert "--full" not in text
    newcomers = as_text(wave_view.explained(explain_wave(many, "W3"), full=True))
    assert [f"S{n}" for n in range(1, 10) if f"\nS{n} " not in newcomers] == []
    assert "--full" not in newcomers


def test_markdown_folds_and_json_does_not(many: SituationData) -> None:
    answer = recommend(many, "a")
    markdown = document_markdown.render(recommended_view.recommended(answer))
    assert sum("| W" in line for line in markdown.splitlines()) == 7  # and the titles
    assert "6 more waves; --full lists them." in markdown.replace("\\", "")
    assert len(json.loads(advice_json.recommendation(answer))["choices"]) == 12


LONG_NAMES = """\
W2, 10 May 2025, holds 1 site                                  on 1 January 2024

Holds:
  placed: Ask

Load:
  capacity-of-the-training-rooms: 1 of at most 1 site, full

It is full: whoever enters, somebody else has to leave, or a rule breaks.

Who could still enter, best for the plan first:
Samarbeidskommunesammenslutninga på Nordmøre
  From: W1
  By itself: breaks capacity-of-the-training-rooms: W2 holds 2 sites, 1 over 1
  Best plan with it: about 6 months later; Ask leaves W2 for W1
    (capacity-of-the-training-rooms)
"""


def test_long_names_are_wrapped_at_blanks_or_stand_alone(tmp_path: Path) -> None:
    answer = explain_wave(known(tmp_path, LONG), "W2")
    assert as_text(wave_view.explained(answer)) == LONG_NAMES
