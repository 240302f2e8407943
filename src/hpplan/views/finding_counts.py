"""The numbers of findings, in the words that end every report."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.language import _, plural
from hpplan.values import dataclass

NAMES: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
"""The severities in words, gravest first; there may be several errors but no plural of info."""
MANY: Final = 20
"""With more findings than this, their numbers by code are shown as well."""


@dataclass(frozen=True, slots=True)
class OfOneCode:
    """The findings of one code and severity: their number, and the first."""

    code: str
    severity: Severity
    count: int
    first: Finding


def by_severity(findings: Sequence[Finding]) -> Iterator[tuple[Severity, str]]:
    """`2 errors`, `1 warning`, `5 info`: the severities that there are."""
    counts = Counter(finding.severity for finding in findings)
    for severity in NAMES:
        if count := counts[severity]:
            yield severity, _number(severity, count)


def _number(severity: Severity, count: int) -> str:
    match severity:
        case Severity.ERROR:
            return plural("{n} error", "{n} errors", count)
        case Severity.WARNING:
            return plural("{n} warning", "{n} warnings", count)
        case Severity.INFO:
            return _("{n} info", n=count)


def in_all(findings: Sequence[Finding]) -> str:
    """The number of findings of each severity, in one line."""
    return ", ".join(words for _severity, words in by_severity(findings)) or _("no findings")


def by_code(findings: Sequence[Finding]) -> list[OfOneCode]:
    """The numbers of findings by code, the gravest and most frequent first."""
    counts = Counter((finding.code, finding.severity) for finding in findings)
    first: dict[tuple[str, Severity], Finding] = {}
    for finding in findings:
        first.setdefault((finding.code, finding.severity), finding)
    texts = [
        OfOneCode(code, severity, count, first[code, severity])
        for (code, severity), count in counts.items()
    ]
    gravest = list(NAMES)
    return sorted(texts, key=lambda one: (gravest.index(one.severity), -one.count, one.code))


def fixable(findings: Sequence[Finding]) -> str:
    """A line that says how many of them `--fix` would fix; empty where it would none."""
    fixes = [finding.fix for finding in findings if finding.fix is not None]
    safe = sum(fix.safe for fix in fixes)
    texts = [f"{safe} can be fixed with --fix"] if safe else []
    if unsafe := len(fixes) - safe:
        more = "more " if safe else "can be fixed "
        texts.append(f"{unsafe} {more}with --fix --unsafe-fixes, if the hints are right")
    return f"{', '.join(texts)}\n" if texts else ""
