"""Programmes as their owners write them, and plans from a line such as `a:W1 b:W2`."""

from datetime import date
from pathlib import Path

from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.reading import read


def programme(tmp_path: Path, yaml_text: str) -> ProgrammeData:
    """The programme that this one file makes; the text must be without fault."""
    (tmp_path / "programme.yaml").write_text(yaml_text, encoding="utf-8")
    reading = read(tmp_path)
    assert reading.programme is not None, reading.findings
    return reading.programme


def known(tmp_path: Path, yaml_text: str, as_of: str = "2024-01-01") -> SituationData:
    """What the programme that this one file makes knows on the day."""
    return programme(tmp_path, yaml_text).on(date.fromisoformat(as_of))


def plan(line: str) -> dict[str, str]:
    """The wave of each placed site, from words `site:wave`."""
    return dict(word.split(":") for word in line.split())


def judged(situation: SituationData, line: str) -> list[str]:
    """What the rules' verifiers say of the plan: for each break its subject and the verdict."""
    return [
        f"{' '.join(broken.subject) or 'the rule'}: {broken.verdict}"
        for rule in situation.rules
        for broken in rule.violations(situation.snapshot, plan(line))
    ]


def measured(situation: SituationData, line: str) -> list[int]:
    """The value of each goal in the plan, in rank order."""
    return [goal.measure(situation.snapshot, plan(line)) for goal in situation.goals]
