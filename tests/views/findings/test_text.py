"""Findings as text: the sentence, the place, the line with a caret under it, and what to do."""

import re
from dataclasses import dataclass, field

import pytest

from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.views.findings import clipped, render
from hpplan.views.folding import folded
from tests.programmes import Nowhere

LINES = {
    1: "waves:",
    2: "  - {id: W1, go_live: 2024-04-28}",
    3: "\t- Røros: 日本 W9",
    4: "   ",
    5: "\x1b[31mred\u202e: W9",
    6: f"- [{', '.join(f'site-{number:03}' for number in range(40))}, W9, last, of, all, of, them]",
}


@dataclass
class Lines(Nowhere):
    """A file that is only its lines."""

    lines: dict[int, str] = field(default_factory=LINES.copy)

    def written(self, address: int, *path: str | int) -> str | None:
        return None

    def source_line(self, place: Place) -> str | None:
        return self.lines.get(place.line, "")


def at(line: int, column: int, end_column: int, end_line: int = 0) -> Place:
    return Place("data/waves.yaml", line, column, end_line or line, end_column)


def error(
    message: str, place: Place | None = None, *notes: Note, hint: str | None = None
) -> Finding:
    return Finding("HP201", Severity.ERROR, message, place, hint, notes)


def shown(*findings: Finding, width: int = 80, colour: bool = False) -> str:
    return render(findings, Lines(), colour=colour, width=width)


# --- the whole of a finding -------------------------------------------------------------------


def test_a_finding_shows_its_line_its_notes_and_its_hint() -> None:
    finding = Finding(
        "HP304",
        Severity.WARNING,
        "W1 goes live on 2024-04-28, a Sunday",
        at(2, 23, 33),
        "correct the date",
        (Note("the waves", at(1, 1, 6)), Note("the rule: no Sundays")),
    )
    assert shown(finding) == (
        "warning[HP304]: W1 goes live on 2024-04-28, a Sunday\n"
        "  --> data/waves.yaml:2:23\n"
        "2 |   - {id: W1, go_live: 2024-04-28}\n"
        "  |                       ^^^^^^^^^^\n"
        "  note: the waves\n"
        "  --> data/waves.yaml:1:1\n"
        "1 | waves:\n"
        "  | ^^^^^\n"
        "  note: the rule: no Sundays\n"
        "  help: correct the date\n"
        "\n"
        "1 warning\n"
    )


def test_without_a_place_there_is_the_sentence_alone() -> None:
    assert shown(error("the programme has no waves")) == (
        "error[HP201]: the programme has no waves\n\n1 error\n"
    )


def test_an_empty_line_or_one_that_was_not_read_is_not_shown() -> None:
    for line in (4, 99):
        assert shown(error("here", at(line, 1, 2))) == (
            f"error[HP201]: here\n  --> data/waves.yaml:{line}:1\n\n1 error\n"
        )


def test_findings_stand_apart_in_the_order_given() -> None:
    assert shown(error("first"), error("second")) == (
        "error[HP201]: first\n\nerror[HP201]: second\n\n2 errors\n"
    )


def test_long_sentences_are_wrapped_to_the_width() -> None:
    finding = error("one two three four five six", None, Note("a b c d e f g h i j"), hint="x " * 9)
    assert shown(finding, width=24) == (
        "error[HP201]: one two\n"
        "  three four five six\n"
        "  note: a b c d e f g h\n"
        "        i j\n"
        "  help: x x x x x x x x\n"
        "        x\n"
        "\n"
        "1 error\n"
    )


# --- the caret --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "line", "caret"),
    [
        (at(2, 10, 12), "  - {id: W1, go_live: 2024-04-28}", "         ^^"),
        # Nothing is marked, or what lies past the end: one caret still shows where.
        (at(2, 5, 5), "  - {id: W1, go_live: 2024-04-28}", "    ^"),
        (at(1, 7, 7), "waves:", "      ^"),
        # What goes on in later lines is marked to the end of this one.
        (at(2, 5, 3, end_line=4), "  - {id: W1, go_live: 2024-04-28}", "    " + "^" * 29),
        # A tab is four columns wide, and a Chinese character two.
        (at(3, 4, 9), "    - Røros: 日本 W9", "      ^^^^^"),
        (at(3, 11, 13), "    - Røros: 日本 W9", "             ^^^^"),
        (at(3, 14, 16), "    - Røros: 日本 W9", "                  ^^"),
        # An escape takes the columns it is shown in.
        (at(5, 12, 14), r"\x1b[31mred\u202e: W9", "                   ^^"),
        (at(5, 1, 2), r"\x1b[31mred\u202e: W9", "^^^^"),
    ],
)
def test_the_caret_stands_under_what_is_marked(place: Place, line: str, caret: str) -> None:
    head = f"error[HP201]: here\n  --> data/waves.yaml:{place.line}:{place.column}\n"
    assert shown(error("here", place)) == (f"{head}{place.line} | {line}\n  | {caret}\n\n1 error\n")


def test_of_a_long_line_the_part_around_the_mark_is_shown() -> None:
    column = LINES[6].index("W9") + 1
    assert shown(error("here", at(6, column, column + 2)), width=60) == (
        "error[HP201]: here\n"
        f"  --> data/waves.yaml:6:{column}\n"
        "6 | … -037, site-038, site-039, W9, last, of, all, of, them]\n"
        "  |                             ^^\n"
        "\n"
        "1 error\n"
    )


def test_a_long_line_that_is_marked_at_its_beginning_is_cut_at_its_end() -> None:
    assert shown(error("here", at(6, 4, 12)), width=40) == (
        "error[HP201]: here\n"
        "  --> data/waves.yaml:6:4\n"
        "6 | - [site-000, site-001, site-002, s …\n"
        "  |    ^^^^^^^^\n"
        "\n"
        "1 error\n"
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("column", [1, 2, 30, 100, 200, 300, len(LINES[6])])
def test_the_caret_is_under_the_same_character_however_the_line_is_cut(
    width: int, column: int
) -> None:
    line = LINES[6]
    text, start, length = clipped(line, column, column + 2, width)
    marked = line[column - 1 : column + 1]
    assert text[start : start + length] == marked[:length] != ""
    assert len(text) <= width


@pytest.mark.parametrize("excess", [-1, 0, 1])
def test_a_line_is_cut_only_if_it_does_not_fit(excess: int) -> None:
    line = "abcdefghij" * 4
    text, _, _ = clipped(line, 1, 2, len(line) - excess)
    assert (text == line) is (excess <= 0)


# --- the summary ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("errors", "warnings", "infos", "summary"),
    [
        (0, 0, 0, "no findings"),
        (1, 0, 0, "1 error"),
        (2, 0, 0, "2 errors"),
        (0, 1, 0, "1 warning"),
        (0, 2, 0, "2 warnings"),
        (0, 0, 1, "1 info"),
        (0, 0, 2, "2 info"),
        (1, 2, 3, "1 error, 2 warnings, 3 info"),
    ],
)
def test_the_last_line_counts_by_severity(
    errors: int, warnings: int, infos: int, summary: str
) -> None:
    counts = {Severity.INFO: infos, Severity.ERROR: errors, Severity.WARNING: warnings}
    findings = [Finding("HP999", s, "x") for s, count in counts.items() for _ in range(count)]
    assert shown(*findings).splitlines()[-1] == summary


# --- colour, and what data may not do ---------------------------------------------------------


TONES = {"0": "plain", "1": "bold", "31": "red", "33": "yellow", "34": "blue", "36": "cyan"}


def tones(text: str) -> str:
    """The text with each change of tone as a word: escapes that follow each other are one."""

    def word(found: re.Match[str]) -> str:
        return f"<{' '.join(TONES[code] for code in sorted(re.findall('[0-9]+', found[0])))}>"

    return re.sub("(?:\x1b\\[[0-9;]+m)+", word, text)


def test_colour_marks_the_head_the_caret_and_the_count() -> None:
    note = Note("x", at(1, 1, 2))
    finding = Finding("HP605", Severity.INFO, "a count", at(1, 1, 6), None, (note,))
    assert tones(shown(finding, colour=True)) == (
        "<bold cyan>info[HP605]<plain bold>: a count<plain>\n"
        "  --> data/waves.yaml:1:1\n"
        "1 | waves:\n"
        "  | <bold cyan>^^^^^<plain>\n"
        "  note: x\n"
        "  --> data/waves.yaml:1:1\n"
        "1 | waves:\n"
        "  | <bold blue>^<plain>\n"
        "\n"
        "<bold cyan>1 info<plain>\n"
    )


@pytest.mark.parametrize(
    ("severity", "tone"), [("error", "red"), ("warning", "yellow"), ("info", "cyan")]
)
def test_each_severity_has_its_colour(severity: str, tone: str) -> None:
    finding = Finding("HP201", Severity(severity), "x")
    assert tones(shown(finding, colour=True)) == (
        f"<bold {tone}>{severity}[HP201]<plain bold>: x<plain>\n"
        "\n"
        f"<bold {tone}>1 {severity}<plain>\n"
    )


@pytest.mark.parametrize("width", [20, 80])
def test_colour_changes_no_character(width: int) -> None:
    finding = error("one two three four five", at(2, 5, 9), Note("six"), hint="seven")
    coloured = tones(shown(finding, colour=True, width=width))
    assert re.sub("<[a-z ]+>", "", coloured) == shown(finding, width=width)


def test_no_findings_are_reported_without_colour() -> None:
    assert shown(colour=True) == shown(colour=False) == "no findings\n"


def test_what_data_says_is_shown_literally_wherever_it_stands() -> None:
    place = Place("data/\x1b[2Jwaves.yaml", 5, 1, 5, 2)
    finding = error("there is no '\x1b[31m'", place, Note("so \u202e"), hint="drop\rthe \x07")
    assert shown(finding) == (
        r"error[HP201]: there is no '\x1b[31m'"
        "\n"
        r"  --> data/\x1b[2Jwaves.yaml:5:1"
        "\n"
        r"5 | \x1b[31mred\u202e: W9"
        "\n"
        "  | ^^^^\n"
        r"  note: so \u202e"
        "\n"
        r"  help: drop\rthe \x07"
        "\n"
        "\n"
        "1 error\n"
    )


# --- many findings ------------------------------------------------------------------------------


def test_many_findings_end_with_how_they_spread_over_the_codes() -> None:
    unknown = [error(f"there is no wave 'W{n}'", at(2, 10, 12)) for n in range(9, 29)]
    late = [Finding("HP603", Severity.WARNING, f"{n} is late") for n in range(3)]
    text = shown(*late, *unknown)
    assert text.split("\n\n")[-1] == (
        "    20  error[HP201]    first in data/waves.yaml:2:10\n"
        "     3  warning[HP603]\n"
        "20 errors, 3 warnings\n"
    )


def test_a_few_end_with_the_counts_alone() -> None:
    assert shown(*[error("no") for _ in range(20)]).endswith("\n\n20 errors\n")


def test_the_gravest_and_then_the_most_frequent_code_stands_first() -> None:
    codes = {"HP1": 1, "HP2": 15, "HP3": 5}
    found = [
        Finding(code, Severity.INFO if code == "HP2" else Severity.ERROR, "it is so")
        for code, count in codes.items()
        for _ in range(count)
    ]
    lines = shown(*found).splitlines()[-4:-1]
    assert [line.split()[1] for line in lines] == ["error[HP3]", "error[HP1]", "info[HP2]"]


# --- findings of one cause --------------------------------------------------------------------


def late(name: str, line: int, cause: str = "W1") -> Finding:
    hint = f"add the claim that {name} is live"
    place = at(line, 3, 6)
    return Finding("HP603", Severity.WARNING, f"{name} is late", place, hint, cause=cause)


def test_findings_of_one_cause_are_one_with_a_list() -> None:
    given = [late("Ask", 1), late("Berg", 2, "W2"), late("Dal", 3), late("Eid", 4), error("other")]
    assert shown(*given) == (
        "warning[HP603]: Ask is late\n"
        "  --> data/waves.yaml:1:3\n"
        "1 | waves:\n"
        "  |   ^^^\n"
        "  help: add the claim that Ask is live\n"
        "  2 more of the same cause:\n"
        "    data/waves.yaml:3:3: Dal is late\n"
        "    data/waves.yaml:4:3: Eid is late\n"
        "\n"
        "warning[HP603]: Berg is late\n"
        "  --> data/waves.yaml:2:3\n"
        "2 |   - {id: W1, go_live: 2024-04-28}\n"
        "  |   ^^^\n"
        "  help: add the claim that Berg is live\n"
        "\n"
        "error[HP201]: other\n"
        "\n"
        "1 error, 4 warnings\n"
    )


def test_what_has_one_place_has_one_cause_if_code_and_severity_are_the_same() -> None:
    here = at(1, 1, 6)
    given = [
        error("a", here),
        error("b", here),
        error("c", at(2, 1, 2)),
        Finding("HP801", Severity.ERROR, "d", here),
        Finding("HP201", Severity.INFO, "e", here),
        error("f"),
        error("g"),
    ]
    assert [(fold.first.message, len(fold.others)) for fold in folded(given)] == [
        ("a", 1),
        ("c", 0),
        ("d", 0),
        ("e", 0),
        ("f", 0),
        ("g", 0),
    ]
    assert shown(*given[:2]).splitlines()[-4:] == [
        "  1 more of the same cause:",
        "    b",
        "",
        "2 errors",
    ]


def test_a_list_is_no_longer_than_can_be_read_and_nothing_is_left_out_of_the_count() -> None:
    answer = shown(*(late(f"S{number}", 1) for number in range(30))).splitlines()
    assert answer[6:8] == ["    S1 is late", "    S2 is late"]
    assert answer[25:27] == ["    S20 is late", "    … and 9 more"]
    assert answer[-1] == "30 warnings"


def test_in_full_each_is_shown_by_itself() -> None:
    given = [late("Ask", 1), late("Berg", 2)]
    answer = render(given, Lines(), colour=False, width=80, full=True)
    assert answer.count("help: add the claim that") == 2
    assert "of the same cause" not in answer


def test_of_many_notes_the_first_are_shown_and_the_others_counted() -> None:
    many = error("too many", at(1, 1, 6), *(Note(f"{number} in W1") for number in range(9)))
    assert [line for line in shown(many).splitlines() if "note:" in line] == [
        "  note: 0 in W1",
        "  note: 1 in W1",
        "  note: 2 in W1",
        "  note: 3 in W1",
        "  note: 4 in W1",
        "  note: 5 in W1",
        "  note: 3 more notes like these (all of them: --full)",
    ]
    in_full = render([many], Lines(), colour=False, width=80, full=True)
    assert in_full.count("note:") == 9


def test_one_note_over_the_first_is_shown_instead_of_counted() -> None:
    seven = error("too many", at(1, 1, 6), *(Note(f"{number} in W1") for number in range(7)))
    assert shown(seven).count(" in W1") == 7
