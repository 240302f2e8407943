"""Fixing round by round: what is uncovered is fixed too, and no new error is the price."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from hpplan.diagnostics.finding import Edit, Finding, Fix, Severity
from hpplan.diagnostics.fixes.rounds import CheckResult, Fixed, Refused, Texts, fixed
from hpplan.diagnostics.place import Place


def found(
    message: str, at: int, instead: str | None = None, severity: Severity = Severity.WARNING
) -> Finding:
    """A finding about the letter at the column; with a fix that writes something instead."""
    place = Place("f", 1, at, 1, at + 1)
    fix = None if instead is None else Fix((Edit(place, instead),), safe=True)
    return Finding("HP1", severity, message, place, fix=fix)


def looking(of: Callable[[str], Iterator[Finding]]) -> Callable[[Texts], CheckResult]:
    return lambda texts: CheckResult((), list(of(texts["f"])))


def every(findings: Sequence[Finding]) -> list[Fix]:
    return [finding.fix for finding in findings if finding.fix is not None]


def letters(**instead: str) -> Callable[[Texts], CheckResult]:
    """A look that finds each of the letters, and would write something instead."""

    def of(text: str) -> Iterator[Finding]:
        for at, letter in enumerate(text, 1):
            if letter in instead:
                yield found(letter, at, instead[letter])

    return looking(of)


def test_what_a_fix_uncovers_is_fixed_in_the_next_round() -> None:
    assert fixed({"f": "xax"}, letters(a="b", b="c"), every) == Fixed({"f": "xcx"}, {"f": 2})


def test_what_is_not_wanted_stays() -> None:
    def only_a(findings: Sequence[Finding]) -> list[Fix]:
        return every([finding for finding in findings if finding.message == "a"])

    done = fixed({"f": "ab"}, letters(a="x", b="x"), only_a)
    assert done == Fixed({"f": "xb"}, {"f": 1})


def test_fixes_that_undo_each_other_come_to_an_end() -> None:
    assert isinstance(fixed({"f": "a"}, letters(a="b", b="a"), every), Fixed)


def test_a_fix_of_a_file_whose_text_is_not_at_hand_is_left_alone() -> None:
    look = CheckResult((), [found("a", 1, "x")])
    assert fixed({"g": "a"}, lambda _: look, every) == Fixed({"g": "a"}, {})


def test_a_new_error_refuses_all() -> None:
    error = found("broken", 1, severity=Severity.ERROR)

    def of(text: str) -> Iterator[Finding]:
        if "a" in text:
            yield found("a", text.index("a") + 1, "x")
        else:
            yield error

    assert fixed({"f": "ya"}, looking(of), every) == Refused(error, {"f": "yx"})


def test_the_same_error_once_more_is_new() -> None:
    def of(text: str) -> Iterator[Finding]:
        for at, letter in enumerate(text, 1):
            if letter == "e":
                yield found("e", at, severity=Severity.ERROR)
            if letter == "a":
                yield found("a", at, "e")

    error = found("e", 2, severity=Severity.ERROR)
    assert fixed({"f": "ea"}, looking(of), every) == Refused(error, {"f": "ee"})


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFO])
def test_a_new_warning_does_not(severity: Severity) -> None:
    def of(text: str) -> Iterator[Finding]:
        yield found("a", 1, "b") if text == "a" else found("b", 1, severity=severity)

    assert fixed({"f": "a"}, looking(of), every) == Fixed({"f": "b"}, {"f": 1})


def test_what_could_not_be_checked_before_is_not_new() -> None:
    def look(texts: Texts) -> CheckResult:
        if texts["f"] == "a":
            return CheckResult([found("a", 1, "b", Severity.ERROR)], None)
        return CheckResult((), [found("hidden", 1, severity=Severity.ERROR)])

    assert fixed({"f": "a"}, look, every) == Fixed({"f": "b"}, {"f": 1})
