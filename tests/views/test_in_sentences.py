"""Without charts and tables: a sentence for each of their rows."""

from datetime import date
from pathlib import Path

from hpplan.analysis.timeline import timeline
from hpplan.views import plan as plan_view
from hpplan.views import timeline as timeline_view
from hpplan.views.document import Bars, Chart, Grid, Listed, Sentence
from hpplan.views.formats import markdown
from hpplan.views.formats.bars import DateBar
from hpplan.views.formats.drawing import Column
from hpplan.views.in_sentences import in_sentences
from tests.views import planned


def texts(*blocks: object) -> list[str]:
    return [line.text for block in blocks if isinstance(block, Listed) for line in block.lines]


def test_a_chart_says_when_each_phase_runs(tmp_path: Path) -> None:
    made = planned(tmp_path)
    shown = timeline(made.situation, made.plan).only(["a", "r"])
    aure, rauma = texts(*in_sentences((Chart(shown),)))
    assert aure == (
        "Aure: Hovedprosjekt from 9 November 2023 to 8 November 2024; Støtte from 9 November 2024 "
        "to 29 November 2024; go-live 9 November 2024."
    )
    assert rauma == (
        "Rauma: Hovedprosjekt from 1 September 2024 at the earliest to 29 November 2025 at the "
        "latest; Støtte from 1 September 2025 at the earliest to 20 December 2025 at the latest; "
        "go-live autumn 2025."
    )


def test_bars_say_what_each_moves_from_and_to() -> None:
    bars = Bars(
        (
            DateBar("KI2", date(2024, 8, 1), date(2025, 2, 1), "autumn 2024 -> February 2025"),
            DateBar("KI3", date(2025, 4, 1), date(2025, 4, 1), "April 2025, stays"),
        )
    )
    assert texts(*in_sentences((bars,))) == [
        "KI2: autumn 2024, then February 2025.",
        "KI3: April 2025, stays.",
    ]


def test_a_row_of_a_table_says_the_titles_of_its_cells() -> None:
    grid = Grid(
        (Column("Site"), Column("Wave"), Column("Starts"), Column("Decide by")),
        (("St.", "KI2", "~1 Jun 2023", "1 Aug 2023"), ("Heim", "-", "", "")),
    )
    assert texts(*in_sentences((grid,))) == [
        "St. Wave: KI2. Starts: 1 Jun 2023 at the earliest. Decide by: 1 Aug 2023.",
        "Heim.",
    ]


def test_sentences_stay_as_they_are() -> None:
    assert in_sentences((Sentence("so it is"),)) == (Sentence("so it is"),)


def test_a_whole_answer_has_no_table_and_no_chart(tmp_path: Path) -> None:
    made = planned(tmp_path)
    line = timeline(made.situation, made.plan)
    for document in (timeline_view.document(line), plan_view.document(made.situation, made.plan)):
        drawn = markdown.render(in_sentences(document))
        assert not any(mark in drawn for mark in ("|--", "```", "░", "◆"))
        assert "Aure" in drawn
