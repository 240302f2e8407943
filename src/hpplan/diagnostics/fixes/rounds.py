"""Fixing in rounds, until nothing is left to fix; and never at the price of a new error."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from hpplan.diagnostics.finding import Edit, Finding, Fix, Severity
from hpplan.diagnostics.fixes.splicing import apart, spliced
from hpplan.values import dataclass

MOST_ROUNDS: Final = 100
"""A fix may uncover another finding with a fix; three times in a row has never been seen."""

Texts = Mapping[str, str]
"""The text of each file, by the path that findings name it by."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The findings in the data, as the texts have it."""

    reading: Sequence[Finding]
    """Why the data could not be understood."""
    checks: Sequence[Finding] | None
    """The findings of checks; None where the data could not be understood, so that nothing was
    checked.
    """

    @property
    def findings(self) -> list[Finding]:
        return [*self.reading, *(self.checks or ())]


@dataclass(frozen=True, slots=True)
class Fixed:
    """The texts after all fixes, and the number of findings that were fixed in each file."""

    texts: Texts
    count: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing is fixed: a finding in the new texts that the old ones did not have."""

    error: Finding
    texts: Texts


def fixed(
    texts: Texts,
    look: Callable[[Texts], CheckResult],
    wanted: Callable[[Sequence[Finding]], Iterable[Fix]],
) -> Fixed | Refused:
    """The texts without the findings whose fixes are wanted. `look` gives the findings in texts."""
    before = after = look(texts)
    now, count = dict(texts), Counter[str]()
    for _ in range(MOST_ROUNDS):
        chosen = apart(fix for fix in wanted(after.findings) if now.keys() >= _files(fix.edits))
        edits = [edit for fix in chosen for edit in fix.edits]
        changed = {file: spliced(now[file], _in(file, edits)) for file in _files(edits)}
        if all(now[file] == text for file, text in changed.items()):
            break
        now |= changed
        count.update(file for fix in chosen for file in _files(fix.edits))
        after = look(now)
    error = new_error(before, after)
    return Fixed(now, count) if error is None else Refused(error, now)


def _files(edits: Sequence[Edit]) -> set[str]:
    return {edit.place.file for edit in edits}


def _in(file: str, edits: Sequence[Edit]) -> list[Edit]:
    return [edit for edit in edits if edit.place.file == file]


def new_error(before: CheckResult, after: CheckResult) -> Finding | None:
    """An error in the second result that is not in the first. Findings of checks where nothing
    could be checked before are not new: they were only hidden.
    """
    pairs = [(before.reading, after.reading)]
    if before.checks is not None:
        pairs.append((before.checks, after.checks or ()))
    for then, now in pairs:
        known = Counter(_said(finding) for finding in then)
        for finding in now:
            if finding.severity is Severity.ERROR:
                known[_said(finding)] -= 1
                if known[_said(finding)] < 0:
                    return finding
    return None


def _said(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message
