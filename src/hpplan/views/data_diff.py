"""Two versions of the data for people: changed facts, and the effect on the best plan."""

from collections.abc import Iterator
from typing import Final

from hpplan.analysis.data_diff import DataDiff, Version
from hpplan.analysis.fact_changes import ADDED, CHANGED, ORDER, REMOVED, FactChange
from hpplan.language import _
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.programme.plan import Proof
from hpplan.solving.result import Undecided
from hpplan.text import enumerated
from hpplan.views import effect as effect_view
from hpplan.views import facts as fact_view
from hpplan.views.diff import TITLES, claimed, listed_changes
from hpplan.views.document import Block, Document, Folded, Grid, Headline, Line, Listed, Sentence
from hpplan.views.document import few as first_of
from hpplan.views.formats import markdown
from hpplan.views.formats.drawing import counted

LONGEST: Final = 60
"""The most lines of a comment."""
_SHOWN: Final = 60
"""How many letters of a value are shown."""
_PLACES: Final = 4
"""Up to this many facts that changed in the same way are shown with the place of each."""
_NOUNS: Final = {
    "programme": "the programme's",
    "sources": "source",
    "regions": "region",
    "sites": "",
    "waves": "wave",
    "rules": "rule",
    "goals": "goal",
    "bodies": "body",
    "rights": "right",
    "decisions": "decision",
    "risks": "risk",
}
_NAMED: Final = ("sources", "sites", "waves")
"""Sections whose new or removed entries are named; their content is beside them."""
_LISTS: Final = (30, 20, 12, 8, 5, 3, 2, 1)
"""How many lines each list of a comment may have, in successive tries, until all of it is short
enough.
"""


def document(difference: DataDiff) -> Document:
    """All differences, for a terminal."""
    return tuple(_blocks(difference))


def comment(difference: DataDiff) -> Document:
    """The same for a comment of limited length: the answer, and folded details."""
    made: Document = ()
    for most in _LISTS:
        made = tuple(_folded(difference, most))
        if markdown.render(made).count("\n") <= LONGEST:
            break
    return made


def _blocks(difference: DataDiff) -> Iterator[Block]:
    yield _headline(difference)
    if not difference:
        return
    yield from _days(difference)
    if difference.facts:
        yield Listed("Facts", tuple(_facts(difference)))
    yield from _plans(difference)
    parts = {
        part.title: part for _, part in listed_changes(difference.difference, _why(difference))
    }
    yield from (parts[title] for title in map(_, TITLES) if title in parts)


def _folded(difference: DataDiff, most: int) -> Iterator[Block]:
    yield _headline(difference)
    if not difference:
        return
    yield from _days(difference)
    for block in _plans(difference):
        match block:
            case Listed(title, lines, numbered):
                yield Listed(title, first_of(lines, most), numbered)
            case _:
                yield block
    if difference.facts:
        count = f"{counted(len(difference.facts), 'fact')} changed"
        yield Folded(count, first_of(list(_facts(difference)), most))
    for count, part in listed_changes(difference.difference, _why(difference)):
        yield Folded(count, first_of(part.lines, most))


def _headline(difference: DataDiff) -> Headline:
    old, new = difference.old, difference.new
    title = f"From {old.name} to {new.name}"
    same_day = old.situation.as_of == new.situation.as_of
    aside = f"on {day_in_words(new.situation.as_of)}" if same_day else ""
    if not difference:
        return Headline(f"{title}: nothing differs", aside=aside)
    counts = [f"{counted(len(difference.facts), 'fact')} changed"] if difference.facts else []
    moved = sum(change.moved for change in difference.difference.sites)
    if moved:
        counts.append(f"{counted(moved, 'site')} in another wave")
    else:
        counts.append(_no_plan(old, new) or "nobody moves")
    return Headline(f"{title}: {', '.join(counts)}", aside=aside)


def _no_plan(old: Version, new: Version) -> str | None:
    """That a version has no best plan, in which nobody could move."""
    match old.outcome, new.outcome:
        case Infeasible(), Infeasible():
            return "no plan exists in either"
        case Solved(), Infeasible():
            return "no plan exists any more"
        case Infeasible(), Solved():
            return "there is a plan again"
        case (Undecided(), _) | (_, Undecided()):
            return "not both have a plan"
        case _:
            return None


def _days(difference: DataDiff) -> Iterator[Sentence]:
    old, new = difference.old, difference.new
    if old.situation.as_of != new.situation.as_of:
        days = (f"{v.name} as of {day_in_words(v.situation.as_of)}" for v in (old, new))
        yield Sentence(f"{', '.join(days)}.")


def _why(difference: DataDiff) -> dict[str, str]:
    """The causes of moves, by site: what keeps it from staying where it was."""
    moves = () if difference.effect is None else difference.effect.moves
    return {
        move.site: f"did not stay: {move.cause.text}" for move in moves if move.cause is not None
    }


# --- facts -----------------------------------------------------------------------------------


def _facts(difference: DataDiff) -> Iterator[Line]:
    """The facts, with equal changes together."""
    alike: dict[tuple[str, str], list[FactChange]] = {}
    for change in difference.facts:
        alike.setdefault((change.section, _what(change)), []).append(change)
    for (section, what), together in alike.items():
        names = enumerated(dict.fromkeys(_name(change) for change in together))
        noun = _NOUNS.get(section, f"{section}:")
        if section == "programme":
            names = ""
        elif section != "sites" and len(together) > 1:
            noun = noun if noun.endswith(":") else section
        subject = " ".join(filter(None, (noun, names)))
        places = [change.place for change in together]
        place = fact_view.all_at(places) if len(places) <= _PLACES else ""
        yield Line(f"{subject}{' ' if section == 'programme' else ': '}{what}", place=place)


def _name(change: FactChange) -> str:
    return change.name if change.section == "sites" else change.id or change.name


def _what(change: FactChange) -> str:
    if change.cited is not None and change.change == CHANGED and change.key is not None:
        key, old, new = change.key.partition(".")[2], _cut(change.old), _cut(change.new)
        return f"{claimed(change.cited)}: {key} {old or 'none'} -> {new or 'none'}"
    if change.cited is not None:
        said = claimed(change.cited)
        return f"{'no longer ' if change.change == REMOVED else 'now '}{said}"
    old, new = _cut(change.old), _cut(change.new)
    if change.key is None:
        text = "" if change.section in _NAMED else new if change.new else old
        return f"{change.change}{f', {text}' if text else ''}"
    if change.key == ORDER:
        return f"in another order, {old} -> {new}"
    match change.change:
        case "added":
            return f"{change.key} {new} {ADDED}" if new else f"{change.key} {ADDED}"
        case "removed":
            return f"{change.key} {old} {REMOVED}" if old else f"{change.key} {REMOVED}"
        case _ if old == new:
            return f"{change.key} {CHANGED}"
        case _:
            return f"{change.key} {old} -> {new}"


def _cut(text: str | None) -> str:
    if text is None:
        return ""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


# --- plans -----------------------------------------------------------------------------------


def _plans(difference: DataDiff) -> Iterator[Block]:
    """What is proved of the best plan before and after, and the comparison of the two."""
    old, new = difference.old, difference.new
    if old.outcome is None or new.outcome is None:
        return
    if difference.effect is None:
        yield Sentence(f"{_state(old)} {_state(new)}")
        for version in (old, new):
            yield from _conflicts(version)
        if difference.difference:
            yield Sentence("So this is what differs between the plans that the claims make.")
        return
    moves = counted(len(difference.effect.moves), "site")
    moved = f"{moves} move{'s' if moves == '1 site' else ''}" if difference.effect.moves else ""
    stays = "The best plan stays" if not moved else f"The best plan is another: {moved}"
    yield Sentence(f"{stays}. {_proved(old, new)}")
    if rows := tuple(effect_view.goal_rows(difference.effect)):
        yield Grid(effect_view.GOALS, rows, "By the goals, in rank order")


def _proved(old: Version, new: Version) -> str:
    unproved = [v.name for v in (old, new) if not _is_proved(v)]
    if not unproved:
        return "Both plans are proved best."
    if len(unproved) == 2:
        return "Neither plan is proved best: the time ended."
    return f"That of {unproved[0]} is not proved best: the time ended."


def _is_proved(version: Version) -> bool:
    outcome = version.outcome
    return isinstance(outcome, Solved) and outcome.plan.proof is Proof.OPTIMAL


def _state(version: Version) -> str:
    match version.outcome:
        case Infeasible():
            return f"No plan exists in {version.name} (proved)."
        case Undecided():
            return f"No plan was found in time for {version.name}."
        case _:
            return f"There is a plan in {version.name}{', proved best' * _is_proved(version)}."


def _conflicts(version: Version) -> Iterator[Block]:
    if isinstance(version.outcome, Infeasible):
        for conflict in version.outcome.conflicts:
            yield Sentence(conflict.sentence)
            yield from fact_view.conflicting(conflict, full=False)
