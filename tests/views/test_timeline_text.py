"""A timeline for a terminal: who goes live when, a chart, and what is next."""

from pathlib import Path

import pytest

from hpplan.analysis.timeline import TimelineData, timeline
from hpplan.views import timeline as timeline_view
from hpplan.views.formats import text as document_text
from tests.views import GIVEN, planned


def line(folder: Path, text: str = GIVEN) -> TimelineData:
    made = planned(folder, text)
    return timeline(made.situation, made.plan)


def shown(line: TimelineData) -> str:
    return document_text.render(timeline_view.document(line), colour=False, width=80)


def test_the_whole_answer_at_80_columns(tmp_path: Path) -> None:
    assert (
        shown(line(tmp_path))
        == """\
Plattformen: when 5 sites go live                              on 1 January 2024

Site       Wave  Go-live      Status     Starts       Decide by
St. Olavs  W0    11 Nov 2023  live
Aure       W1    9 Nov 2024   planned    9 Nov 2023   9 May 2024
Bjugn      W1    9 Nov 2024   decided    9 Nov 2023
Rauma      KI2   autumn 2025  candidate  ~1 Sep 2024  1 Mar 2025
Oppdal     -     -            declined

                   2024           Jul             2025           Jul
Aure           ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░◆▒▒
Bjugn          ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░◆▒▒
Rauma              │                    ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░◆◆◆◆◆◆◆◆▒▒
░ Hovedprosjekt  ▒ Støtte  ◆ go-live  │ 1 January 2024

Next:
  9 May 2024                  Last day to decide for W1: Aure
  11 Aug 2024                 Klar for W1: Aure, Bjugn
  1 Sep 2024 to 30 Nov 2024   Hovedprosjekt starts for KI2: Rauma
  9 Nov 2024                  W1 goes live: Aure, Bjugn
  30 Nov 2024                 Støtte ends for W1: Aure, Bjugn
  1 Mar 2025                  Last day to decide for KI2: Rauma
  3 Jun 2025 to 1 Sep 2025    Klar for KI2: Rauma
  1 Sep 2025 to 30 Nov 2025   KI2 goes live: Rauma
  22 Sep 2025 to 21 Dec 2025  Støtte ends for KI2: Rauma
"""
    )


def test_a_single_site_is_reported_with_every_phase_and_milestone(tmp_path: Path) -> None:
    assert shown(line(tmp_path).only(["r"])).split("\n\n")[2] == (
        """\
Rauma: leaves W1: W1 holds at most 9,000 inhabitants, but would have to hold
  15,000 (cap)
  1 Sep 2024 to 30 Nov 2025 (approximate): Hovedprosjekt
  1 Sep 2025 to 21 Dec 2025 (approximate): Støtte
  3 Jun 2025 to 1 Sep 2025: Klar"""
    )


def test_who_said_by_when_it_decides_is_shown_so(tmp_path: Path) -> None:
    text = GIVEN.replace("says: candidate, wave: W1", "says: undecided, until: 2024-06")
    text = text.replace("max: 9000", "max: 20000")
    answer = shown(line(tmp_path, text).only(["r"])).split("\n\n")[2].splitlines()
    assert answer[1] == "  said it would decide by June 2024"


def test_nobody_matches_a_filter_that_leaves_nobody(tmp_path: Path) -> None:
    assert shown(line(tmp_path).only(["nobody"])) == (
        "Plattformen: when 0 sites go live                              on 1 January 2024\n\n"
        "Nobody matches.\n"
    )


@pytest.mark.parametrize(("go_live", "late"), [("2024-07-01", False), ("2024-06-30", True)])
def test_who_can_no_longer_decide_in_time_is_named(
    tmp_path: Path, go_live: str, late: bool
) -> None:
    text = GIVEN.replace("go_live: 2024-11-09", f"go_live: {go_live}")
    text = text.replace("max: 9000", "max: 20000")
    over = (
        "\n\nThe last day to decide has passed for Aure, Rauma: they may stay in their wave,\n"
        "  or enter one that goes live late enough for the notice.\n\n"
    )
    assert (over in shown(line(tmp_path, text))) is late


def test_of_many_events_the_first_twelve_and_of_many_sites_the_first_four_are_reported(
    tmp_path: Path,
) -> None:
    waves = ", ".join(f"{{id: W{number}, go_live: 2024-02-{number:02}}}" for number in range(1, 15))
    sites = [
        f"{{id: s{n}, name: S{n}, claims: [{{says: planned, wave: W{n}}}]}}" for n in range(2, 15)
    ]
    sites += [f"{{id: x{n}, name: X{n}, claims: [{{says: planned, wave: W1}}]}}" for n in range(6)]
    text = (
        f"programme: {{id: p, name: P}}\nwaves: [{waves}]\nmunicipalities: [{', '.join(sites)}]\n"
        "goals: [{kind: stability}]\n"
    )
    answer = shown(line(tmp_path, text)).split("\n\n")[-1].splitlines()
    assert answer[:3] == [
        "Next:",
        "  1 Feb 2024   W1 goes live: X0, X1, X2, X3 and 2 more",
        "  2 Feb 2024   W2 goes live: S2",
    ]
    assert answer[12:] == [
        "  12 Feb 2024  W12 goes live: S12",
        "  … and 2 more; --format json has all of them",
    ]
