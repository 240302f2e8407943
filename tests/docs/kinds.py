"""The pages of all kinds of rules and goals, made from what the kinds say of themselves and from
the examples in docs/examples.

    .venv/bin/python -m tests.docs.kinds

writes docs/rules.md and docs/goals.md, the tables of both in docs/format.md, and their examples
in docs/examples. Read the difference before it is committed.
"""

import inspect
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_type_hints

from pydantic import BaseModel

from hpplan.diagnostics.finding import Finding
from hpplan.domain.gaps import Gap
from hpplan.domain.selectors import Sites
from hpplan.domain.wave_state import WaveState
from hpplan.goals import KINDS as GOALS
from hpplan.goals.base import Goal
from hpplan.goals.soft_rules import SoftRules
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.reading import read
from hpplan.reading.plan_file import read_plan
from hpplan.reading.stated_plan import PlanFile
from hpplan.rules import KINDS as RULES
from hpplan.rules.base import Rule
from hpplan.verification import verify_plan
from hpplan.views.kind import default, takes
from tests.docs.sessions import ROOT, refreshed

EXAMPLES: Final = ROOT / "docs" / "examples"
FORMAT: Final = ROOT / "docs" / "format.md"
ALL_GOALS: Final[Sequence[type[Goal]]] = (*GOALS, SoftRules)
Kind = type[Rule] | type[Goal]
ALL_KINDS: Final[Sequence[Kind]] = (*RULES, *ALL_GOALS)

# --- examples -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """A folder of docs/examples: a small complete programme, and plans for it."""

    folder: Path

    @classmethod
    def of(cls, kind: Kind) -> "Example":
        room = "rules" if issubclass(kind, Rule) else "goals"
        return cls(EXAMPLES / room / word(kind))

    @property
    def text(self) -> str:
        return (self.folder / "programme.yaml").read_text(encoding="utf-8")

    @property
    def programme(self) -> ProgrammeData:
        reading = read(self.folder)
        assert reading.programme is not None, reading.findings
        return reading.programme

    @property
    def situation(self) -> SituationData:
        return self.programme.on()

    @property
    def plans(self) -> set[str]:
        return {path.stem for path in self.folder.glob("*.json")}

    def plan(self, name: str) -> Mapping[str, str]:
        """The wave of each site in the plan file of that name."""
        return self.stated(name).waves

    def stated(self, name: str) -> PlanFile:
        """What the plan file of that name states."""
        reading = read_plan(self.folder / f"{name}.json")
        assert reading.plan is not None, reading.findings
        return reading.plan

    def verified(self, name: str) -> list[Finding]:
        """What `hpplan verify` finds in the plan file of that name."""
        return verify_plan(self.situation, self.stated(name).plan(self.situation))

    @property
    def goal(self) -> Goal:
        """The goal that the folder is named for."""
        situation = self.situation
        of_days = [goal for goal in situation.day_goals if goal.of_days_alone]
        (goal,) = (goal for goal in (*situation.goals, *of_days) if goal.kind == self.folder.name)
        return goal

    def value(self, name: str) -> int:
        """The value of that goal in the plan file of that name."""
        dated = self.situation.on_days(self.stated(name).days)
        return self.goal.measure(dated.snapshot, self.plan(name))


def word(kind: type[BaseModel]) -> str:
    """The word that a data file writes for the kind."""
    return str(kind.model_fields["kind"].default)


def in_waves(situation: SituationData, plan: Mapping[str, str]) -> str:
    """Who is in which wave, in one line."""
    seen = situation.snapshot
    chosen = {slot.id for slot in seen.waves if slot.wave.go_live != slot.go_live}

    def named(slot: WaveState) -> str:
        day = slot.go_live is not None and slot.go_live.is_day
        return f"{slot.id} on {slot.go_live}" if day and slot.id in chosen else slot.id

    waves = (
        (named(slot), [seen.name(site) for site in seen.sites if plan.get(site) == slot.id])
        for slot in seen.waves
    )
    return "; ".join(f"{wave} {', '.join(names)}" for wave, names in waves if names)


# --- keys ---------------------------------------------------------------------------------------

WHO_AND_WHERE: Final = "#sites-waves-and-gaps"
PERIODS: Final = "format.md#periods-and-durations"
LINKS: Final = {
    "sites": WHO_AND_WHERE,
    "waves": WHO_AND_WHERE,
    "gap": WHO_AND_WHERE,
    "period": PERIODS,
    "duration": PERIODS,
}
"""Where what a key takes is explained."""


def linked(words: str) -> str:
    """What a key takes, with a link to what explains it."""
    first, comma, rest = words.partition(", or a list")
    return f"[{first}]({LINKS[first]}){comma}{rest}" if first in LINKS else words


def key_table(
    model: type[BaseModel], beyond: type[BaseModel] | None = None, beside: Collection[str] = ()
) -> Iterator[str]:
    """A table of the keys of the model, less those of another model and those listed beside it."""
    hints = get_type_hints(model, include_extras=True)
    common = set(beyond.model_fields) if beyond is not None else set()
    shown = {
        name: field
        for name, field in model.model_fields.items()
        if name not in common and name not in beside and not field.exclude
    }
    if not shown:
        yield "It has no keys of its own."
        return
    yield "| key | takes | if left out | meaning |"
    yield "|---|---|---|---|"
    for name, field in shown.items():
        assert field.description is not None, f"{model.__name__}.{name}"
        cells = (linked(takes(hints[name])), default(field), field.description)
        yield " | ".join((f"| `{field.alias or name}`", *cells)) + " |"


# --- pages --------------------------------------------------------------------------------------


def meaning(kind: Kind) -> str:
    """What the kind means exactly, as it says itself."""
    return inspect.cleandoc(kind.meaning)


def title(kind: Kind) -> str:
    """What the kind is for in a few words, as a sentence."""
    return f"{kind.title[:1].upper()}{kind.title[1:]}."


def rule_section(kind: type[Rule]) -> Iterator[str]:
    example = Example.of(kind)
    situation = example.situation
    (rule,) = situation.rules
    (fault,) = example.verified("breaks")
    yield from ("", f"## {word(kind)}", "", f"**{title(kind)}**", "", meaning(kind), "")
    yield from key_table(kind, Rule)
    yield from ("", "```yaml", example.text.rstrip(), "```", "")
    yield f"hpplan says it so: *{rule.sentence(situation.snapshot)}*."
    yield ""
    yield f"- Kept by {in_waves(situation, example.plan('keeps'))}."
    yield f"- Broken by {in_waves(situation, example.plan('breaks'))}. What `verify` says:"
    yield f"  `{fault.severity}[{fault.code}]: {fault.message}`"


def goal_section(kind: type[Goal]) -> Iterator[str]:
    example = Example.of(kind)
    situation = example.situation
    yield from ("", f"## {word(kind)}", "", f"**{title(kind)}**", "", meaning(kind), "")
    yield from key_table(kind, Goal, beside=["rules"])
    yield from ("", "```yaml", example.text.rstrip(), "```", "")
    yield f"hpplan says it so: *{example.goal.sentence()}*."
    yield from ("", "| plan | value | in words | |", "|---|---|---|---|")
    for name in ("better", "worse"):
        placed = in_waves(situation.on_days(example.stated(name).days), example.plan(name))
        value = example.value(name)
        said = example.goal.says_value(situation.snapshot, value)
        yield f"| {placed} | {value} | {said} | {name} |"


def index(kinds: Sequence[Kind]) -> Iterator[str]:
    for kind in kinds:
        yield f"- [`{word(kind)}`](#{word(kind)}): {title(kind)[0].lower()}{title(kind)[1:-1]}"


RULES_HEAD: Final = """\
# Rules: what must hold

Every kind of rule: what it asks, its keys, and a plan that keeps and one that breaks it. How rules
read claims, history and dates that are not known to the day stands in
[format.md](format.md#rules).

This page is made from the kinds' own files in `src/hpplan/rules` and from the examples in
`docs/examples/rules`, by `python -m tests.docs.kinds`. Each example is a folder that commands read:

```console
$ hpplan verify docs/examples/rules/apart/breaks.json --data docs/examples/rules/apart
```
"""

GOALS_HEAD: Final = """\
# Goals: what is better

Every kind of goal: what it measures, its keys, and two plans of which one is better. The better
one is the best there is in the example, as hpplan proves. How goals stand in order of rank is shown
in [format.md](format.md#goals).

This page is made from the kinds' own files in `src/hpplan/goals` and from the examples in
`docs/examples/goals`, by `python -m tests.docs.kinds`. Each example is a folder that commands read:

```console
$ hpplan assign --data docs/examples/goals/earliest
```
"""

SELECTORS: Final = """
## Sites, waves and gaps

**Sites** are `all`, an id, a list of ids, or a mapping of what must match, all at once:

{sites}

**Waves** are `all`, an id, or a list of ids. A **measure** is a name that sites have in their
`size`, or `sites`, of which every site has 1.

A **gap** is how much later one go-live is than another: so much at least, and `at_most` so much. A
text such as `6m`, `3w` or `30d` is short for the mapping.

{gap}
"""


def rules_page() -> str:
    common = {
        "sites": "\n".join(key_table(Sites, beside=["ids"])),
        "gap": "\n".join(key_table(Gap)),
    }
    lines = [RULES_HEAD, *index(RULES), "", "Every rule may also have:", ""]
    lines += [*key_table(Rule, beside=["kind"]), SELECTORS.format(**common).rstrip()]
    lines += [line for kind in RULES for line in rule_section(kind)]
    return refreshed("\n".join(lines) + "\n", "rules.md")


def goals_page() -> str:
    lines = [GOALS_HEAD, *index(ALL_GOALS), "", "Every goal may also have:", ""]
    lines += key_table(Goal, beside=["kind"])
    lines += [line for kind in ALL_GOALS for line in goal_section(kind)]
    return refreshed("\n".join(lines) + "\n", "goals.md")


# --- files made of what a kind says of itself --------------------------------------------------


def example_files(kind: Kind) -> Mapping[Path, str]:
    """The example of the kind as a folder that commands read."""
    folder = Example.of(kind).folder
    if issubclass(kind, Rule):
        plans = {"keeps": kind.keeps, "breaks": kind.breaks}
    else:
        plans = {"better": kind.better, "worse": kind.worse}
    return {folder / "programme.yaml": inspect.cleandoc(kind.example) + "\n"} | {
        folder / f"{name}.json": plan_file(line) for name, line in plans.items()
    }


def plan_file(line: str) -> str:
    """The plan `ask:W1 berg:W2` as a file; `berg:W2@2024-06-29` on a day that was chosen."""
    rows = []
    for placement in line.split():
        site, _, where = placement.partition(":")
        wave, _, day = where.partition("@")
        ends = f'"label": "{day}", "from": "{day}", "to": "{day}", "chosen": true'
        chosen = f', "go_live": {{{ends}}}' if day else ""
        rows.append(f'  {{"site": "{site}", "wave": "{wave}"{chosen}}}')
    return '{"placements": [\n' + ",\n".join(rows) + "\n]}\n"


def rules_table() -> Iterator[str]:
    """The table of rules in docs/format.md, a row for each kind."""
    yield "| kind | keys | what it asks | history where live is | one break is |"
    yield "|---|---|---|---|---|"
    for kind in RULES:
        yield row(kind, kind.asks, kind.history, kind.one_break)


def goals_table() -> Iterator[str]:
    """The table of goals there."""
    yield "| kind | keys | value |"
    yield "|---|---|---|"
    for kind in GOALS:
        yield row(kind, kind.measures)


def row(kind: Kind, *said: str) -> str:
    """What the kind says, beside its word and its own keys."""
    common = Rule.model_fields if issubclass(kind, Rule) else Goal.model_fields
    own = [field.alias or name for name, field in kind.model_fields.items() if name not in common]
    keys = ", ".join(f"`{key}`" for key in own)
    return f"| {' | '.join((f'`{word(kind)}`', keys, *said))} |"


def format_page() -> str:
    """docs/format.md with the tables of rules and goals as the kinds have them now."""
    page = FORMAT.read_text(encoding="utf-8")
    for table in (rules_table(), goals_table()):
        head, *rows = table
        start = page.index(f"{head}\n")
        end = page.index("\n\n", start)
        page = page[:start] + "\n".join((head, *rows)) + page[end:]
    return page


PAGES: Final = {ROOT / "docs" / "rules.md": rules_page, ROOT / "docs" / "goals.md": goals_page}


def refresh() -> None:
    """Write what is made of the kinds: first the examples, of which the pages are made."""
    for kind in ALL_KINDS:
        for path, text in example_files(kind).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    FORMAT.write_text(format_page(), encoding="utf-8")
    for page, make in PAGES.items():
        page.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    refresh()
