"""Baselines: known findings that are not reported again, so that new ones stand out.

A finding is recognised by its code, its file's name and its sentence, wherever its line moves.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from hpplan.diagnostics.finding import Finding
from hpplan.values import dataclass

VERSION: Final = 1

KnownFinding = tuple[str, str, str]
"""A finding's code, the name of its file (empty for one without a place), and its sentence."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding was known."""

    entries: Mapping[KnownFinding, int]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Baseline":
        """The baseline that contains all of these."""
        return cls(Counter(map(_entry, findings)))

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that are not known; of several equal ones, the last."""
        left = Counter(self.entries)
        found = []
        for finding in findings:
            entry = _entry(finding)
            if left[entry] > 0:
                left[entry] -= 1
            else:
                found.append(finding)
        return found

    def no_longer_found(self, findings: Iterable[Finding]) -> int:
        """How many of its entries no longer occur."""
        return (Counter(self.entries) - Counter(map(_entry, findings))).total()

    def text(self) -> str:
        """The baseline as a file that people can read, and compare line by line."""
        entries = [
            {"code": code, "file": file, "message": message, "times": times}
            for (code, file, message), times in sorted(self.entries.items())
        ]
        stated = {"hpplan_baseline": VERSION, "findings": entries}
        return json.dumps(stated, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Baseline | None:
    """The baseline that `Baseline.text` wrote; None for any other text."""
    try:
        stated = json.loads(text)
        if stated["hpplan_baseline"] != VERSION:
            return None
        entries: Counter[KnownFinding] = Counter()
        for entry in stated["findings"]:
            code, file, message, times = (
                entry[key] for key in ("code", "file", "message", "times")
            )
            if [type(part) for part in (code, file, message, times)] != [str, str, str, int]:
                return None
            entries[code, file, message] += times
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Baseline(entries)


def _entry(finding: Finding) -> KnownFinding:
    file = "" if finding.place is None else PurePath(finding.place.file).name
    return finding.code, file, finding.message
