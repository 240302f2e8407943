"""Whatever a name is made of: no line is wider than the terminal, and nothing reaches it raw."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hpplan.analysis.diff import Side, diff
from hpplan.analysis.timeline import timeline
from hpplan.conflicts.authority import Authority
from hpplan.conflicts.conflict import Conflict, Cost, Repair, StatedFact
from hpplan.diagnostics.place import Place
from hpplan.domain.claims import Says
from hpplan.planning import Infeasible
from hpplan.programme.changes import says
from hpplan.programme.plan import current_plan
from hpplan.solving.facts import SiteIsFirm
from hpplan.solving.result import Undecided
from hpplan.views import conflict as conflict_view
from hpplan.views import diff as diff_view
from hpplan.views import plan as plan_view
from hpplan.views import timeline as timeline_view
from hpplan.views.document import Document
from hpplan.views.edits import Applied
from hpplan.views.formats import gantt
from hpplan.views.formats import text as document_text
from tests.thoroughness import examples
from tests.views import GIVEN, RAUMA_PINNED, situation

LETTERS = st.characters(codec="utf-8")
WORDS = st.text(LETTERS, min_size=1, max_size=8) | st.text("aÅ語e\u0301", min_size=30, max_size=130)
NAMES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
NAMED = ("Plattformen", "St. Olavs", "Aure", "Rauma", "Oppdal", "Hovedprosjekt", "Klar")
NEVER_SHOWN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def quoted(name: str) -> str:
    """The name as a YAML scalar of escapes alone."""
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in name) + '"'


def texts(
    folder: Path, name: str, width: int, *, colour: bool = False, ascii_only: bool = False
) -> Iterator[tuple[str, str]]:
    """What every format for a terminal makes of a programme in which all have this name."""
    text = GIVEN.replace("called: KI2", f"called: {quoted(name)}")
    for one in NAMED:
        text = text.replace(f"name: {one}", f"name: {quoted(name)}")
    text = text.replace("because: few can help", f"because: {quoted(name)}")
    known = situation(folder, text, RAUMA_PINNED)
    plan, line = current_plan(known), timeline(known, current_plan(known))
    earlier = situation(folder, text.replace("wave: W1}", "wave: W2}"), as_of="2023-11-01")
    fact = StatedFact(
        SiteIsFirm(known.snapshot.sites["b"]), f"{name}: decided", Place(name, 1, 1, 1, 1)
    )
    cost = Cost(("a", "r"), 1, 3, 70.0, ())
    repair = Repair(
        "1A",
        1,
        f"without {name}",
        (fact,),
        (says("b", Says.UNDECIDED),),
        Authority.COUNCIL,
        cost,
        (),
        None,
    )
    conflict = Conflict(f"{name} conflicts", (fact,), (repair,), minimal=False)
    why = conflict_view.document(known, Infeasible((conflict,), 1.0), full=False, repairs=True)
    used = conflict_view.applied([Applied(repair, known)])

    def drawn(document: Document) -> str:
        return document_text.render(document, colour=colour, width=width, ascii_only=ascii_only)

    yield "plan", drawn(plan_view.document(known, plan))
    yield "impossible", drawn((*used, *why))
    yield "undecided", drawn(plan_view.undecided(known, Undecided(60.0)))
    for form, shown in (
        ("timeline", line),
        ("timeline of two", line.only(["r", "t"])),
        ("timeline of nobody", line.only(["nobody"])),
    ):
        yield form, drawn(timeline_view.document(shown))
    yield "gantt", gantt.render(line, width=width, ascii_only=ascii_only)
    sides = Side("2023-11-01", earlier, current_plan(earlier)), Side("2024-01-01", known, plan)
    yield "diff", drawn(diff_view.document(diff(*sides)))


@examples(8)
@given(name=NAMES, width=st.integers(60, 120), ascii_only=st.booleans())
def test_no_line_is_wider_than_the_width_and_no_letter_is_raw(
    tmp_path_factory: pytest.TempPathFactory, name: str, width: int, ascii_only: bool
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for form, text in texts(folder, name, width, ascii_only=ascii_only):
        for line in text.split("\n"):
            assert cell_len(line) <= width, (form, line)
            raw = [letter for letter in line if unicodedata.category(letter) in NEVER_SHOWN]
            assert not raw, (form, line)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("[red]X[/red]", "[red]X[/red]"),
        ("[link=x]:smile:", "[link=x]:smile:"),
        ("\x1b[31mX", r"\x1b[31mX"),
        ("X\nY", r"X\nY"),
        ("X\rY", r"X\rY"),
        ("X\u202eY", r"X\u202eY"),
        ("X\u2028Y", r"X\u2028Y"),
    ],
)
@pytest.mark.parametrize("colour", [False, True])
def test_markup_escapes_and_line_breaks_in_a_name_are_shown_literally(
    tmp_path: Path, name: str, shown: str, colour: bool
) -> None:
    for form, text in texts(tmp_path, name, 120, colour=colour):
        if form != "gantt":  # which has room for the beginning of a name only
            assert shown in text, form
        if name != shown:
            assert name not in text, form


def test_colour_adds_nothing_but_colour(tmp_path: Path) -> None:
    plain = dict(texts(tmp_path, "[red]Č[/red]", 120))
    coloured = dict(texts(tmp_path, "[red]Č[/red]", 120, colour=True))
    for form, text in coloured.items():
        bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert re.sub(r" +$", "", bare, flags=re.MULTILINE) == plain[form]
    assert coloured["plan"] != plain["plan"]
