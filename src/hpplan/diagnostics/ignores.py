"""Comments that ignore a finding: for a reason, and until a date."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Edit, Finding, Fix, Severity
from hpplan.diagnostics.place import Place
from hpplan.diagnostics.suggestion import did_you_mean
from hpplan.periods import Period
from hpplan.values import dataclass

SHAPE: Final = "# hpplan: ignore[HP703] until 2024-03-01 — why"

MALFORMED: Final = Code(
    "HP013",
    "ignore-malformed",
    Severity.WARNING,
    meaning=(
        "A comment that begins with `# hpplan:` does not name known codes, an end and a reason; "
        "or it names a code that cannot be ignored: contradictions (HP303, HP601) are settled "
        "with `settles`, and errors that prevent reading cannot be ignored. The comment has no "
        "effect."
    ),
    why=("A finding ignored without a reason or an end is soon forgotten."),
    fix=(
        "Write `# hpplan: ignore[HP703] until 2024-03-01 — why`, on the line of the finding or "
        "above."
    ),
    bad="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        regions:
          - {id: coast, name: The coast}  «# hpplan: ignore[HP206] not needed»
        waves: [{id: W1}]
        municipalities: [{id: ask, name: Ask, regions: [coast]}]
        """,
    good="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        regions:
          # hpplan: ignore[HP206] until 2023-12 — its members decide in the autumn
          - {id: coast, name: The coast}
        waves: [{id: W1}]
        municipalities: [{id: ask, name: Ask}]
        """,
)
EXPIRED: Final = Code(
    "HP014",
    "ignore-expired",
    Severity.WARNING,
    meaning="An `ignore` comment has expired. Its finding is reported again.",
    why="The work planned until then may be unfinished.",
    fix="Remove the comment, or give it a new end and a valid reason.",
    bad="""
        programme: {id: coast, name: The coast, as_of: 2024-01-01}
        regions: [{id: coast, name: The coast}]
        waves: [{id: W1}]
        «# hpplan: ignore[HP206] until 2023-12 — its members decide in the autumn»
        municipalities: [{id: ask, name: Ask, regions: [coast]}]
        """,
    good="""
        programme: {id: coast, name: The coast, as_of: 2023-12-31}
        # hpplan: ignore[HP206] until 2023-12 — its members decide in the autumn
        regions: [{id: coast, name: The coast}]
        waves: [{id: W1}]
        municipalities: [{id: ask, name: Ask}]
        """,
)
UNUSED: Final = Code(
    "HP015",
    "ignore-unused",
    Severity.WARNING,
    meaning=(
        "An `ignore` comment names a code that is not found on its line. It is not reported for "
        "dates before the programme's own, on which less was known."
    ),
    why=("The finding was fixed or moved; the comment would hide the next one."),
    fix=(
        "Remove the code, or the comment, or move it to the line of the finding or above. "
        "`hpplan check --fix` removes a comment if all of its codes are unused."
    ),
    bad="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        «# hpplan: ignore[HP206] until 2023-12 — its members decide in the autumn»
        regions: [{id: coast, name: The coast}]
        waves: [{id: W1}]
        municipalities: [{id: ask, name: Ask, regions: [coast]}]
        """,
    instead=("Ask, regions: [coast]", "Ask"),
)

CODES: Final = (MALFORMED, EXPIRED, UNUSED)
SETTLED: Final = frozenset({"HP303", "HP601"})
"""Contradictions, which have to be settled, not ignored."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment as it is written. `about` is the line of the file that it is about; `until` is an
    error message where the end is not a date.
    """

    codes: tuple[str, ...]
    until: Period | str | None
    reason: str
    place: Place
    about: int


def apply_ignores(
    findings: Sequence[Finding],
    ignores: Iterable[Ignore],
    as_of: date,
    known: Mapping[str, Code],
    line_of: Callable[[Place], str | None],
    *,
    report_unused: bool,
) -> Iterator[Finding]:
    """The findings that no comment asks to ignore, and findings about the comments. `line_of` gives
    the line on which a place starts.
    """
    at: dict[tuple[str, int], list[Finding]] = {}
    for found in findings:
        if found.place is not None:
            at.setdefault((found.place.file, found.place.line), []).append(found)
    left_out: set[int] = set()
    for ignore in ignores:
        fault = _fault(ignore, known)
        if fault is not None:
            message, hint = fault
            yield MALFORMED.finding(message, ignore.place, hint=hint)
            continue
        assert isinstance(ignore.until, Period)
        if ignore.until.last < as_of:
            yield EXPIRED.finding(
                f"expired after {ignore.until}: {ignore.reason}",
                ignore.place,
                hint="remove it, or give it a new end and a valid reason",
            )
            continue
        here = at.get((ignore.place.file, ignore.about), [])
        met = {found.code for found in here if found.code in ignore.codes}
        left_out |= {id(found) for found in here if found.code in ignore.codes}
        unused = [code for code in ignore.codes if code not in met]
        if unused and report_unused:
            yield UNUSED.finding(
                f"there is no {' or '.join(unused)} here to ignore",
                ignore.place,
                hint="remove it, or move it to the line of the finding or above",
                fix=_without(ignore, line_of) if unused == list(ignore.codes) else None,
            )
    yield from (found for found in findings if id(found) not in left_out)


def _without(ignore: Ignore, line_of: Callable[[Place], str | None]) -> Fix:
    """The file without the comment, and without its line if that is empty then."""
    place = ignore.place
    before = (line_of(place) or "")[: place.column - 1].rstrip()
    if before:
        return Fix((Edit(replace(place, column=len(before) + 1), ""),), safe=True)
    whole = Place(place.file, place.line, 1, place.line + 1, 1)
    return Fix((Edit(whole, ""),), safe=True)


def _fault(ignore: Ignore, known: Mapping[str, Code]) -> tuple[str, str] | None:
    """The fault of a comment, and what to do about it."""
    if not ignore.codes:
        why = ignore.until if isinstance(ignore.until, str) else "the comment cannot be read"
        return why, f"write {SHAPE}"
    for code in ignore.codes:
        if code not in known:
            hint = did_you_mean(code, known) or "hpplan code lists all codes"
            return f"there is no code '{code}'", hint
        if code in SETTLED:
            return f"{code} cannot be ignored, only settled", "add 'settles: <reason>' to one claim"
        if known[code] in CODES or _keeps_from_reading(known[code]):
            return f"{code} cannot be ignored", "fix the error"
    if ignore.until is None:
        return "the comment has no end", f"write {SHAPE}"
    if isinstance(ignore.until, str):
        return ignore.until, f"write {SHAPE}"
    if not ignore.reason:
        return "the comment has no reason", f"write {SHAPE}"
    return None


def _keeps_from_reading(code: Code) -> bool:
    return code.severity is Severity.ERROR and code.id < "HP3"
