"""Baselines: known findings that are not reported again, so that new ones are seen.

A finding is known again by its code, its file's name and its sentence, however lines move.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from hpplan.diagnostics.finding import Finding
from hpplan.values import dataclass

VERSION: Final = 1

Debt = tuple[str, str, str]
"""A finding's code, the name of its file (empty for one without a place), and its sentence."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings of each kind are known of."""

    debts: Mapping[Debt, int]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Baseline":
        """All of these, as known of from now on."""
        return cls(Counter(map(_debt, findings)))

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those that are not known of; of several that are alike, the last ones."""
        left = Counter(self.debts)
        found = []
        for finding in findings:
            debt = _debt(finding)
            if left[debt] > 0:
                left[debt] -= 1
            else:
                found.append(finding)
        return found

    def paid(self, findings: Iterable[Finding]) -> int:
        """How many of the debts are found no more."""
        return (Counter(self.debts) - Counter(map(_debt, findings))).total()

    def text(self) -> str:
        """As a file that people can read, and compare line by line."""
        debts = [
            {"code": code, "file": file, "message": message, "times": times}
            for (code, file, message), times in sorted(self.debts.items())
        ]
        stated = {"hpplan_baseline": VERSION, "findings": debts}
        return json.dumps(stated, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Baseline | None:
    """What `Baseline.text` wrote; None for anything else."""
    try:
        stated = json.loads(text)
        if stated["hpplan_baseline"] != VERSION:
            return None
        debts: Counter[Debt] = Counter()
        for debt in stated["findings"]:
            code, file, message, times = (debt[key] for key in ("code", "file", "message", "times"))
            if [type(part) for part in (code, file, message, times)] != [str, str, str, int]:
                return None
            debts[code, file, message] += times
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Baseline(debts)


def _debt(finding: Finding) -> Debt:
    file = "" if finding.place is None else PurePath(finding.place.file).name
    return finding.code, file, finding.message
