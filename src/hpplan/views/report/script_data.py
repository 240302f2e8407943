"""The data of a report's script: sites with their stories and alternatives, and the versions of the
plan. All its words are here, so that it is in the language of the page.

Sentences that are used for many sites are stored once, in `texts`, and referred to by number. Parts
that several of them share, such as a list of names, are stored once in `phrases`: such a text is a
list of its parts, some of which are numbers of phrases.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field
from datetime import date
from typing import Final

from hpplan.analysis.choices import Here, Shut, WaveChoice, best_first
from hpplan.analysis.cited import Cited
from hpplan.analysis.effect import Effect, GoalEffect, Move, SitePlacement
from hpplan.analysis.history import SITE, WAVE, HistoryChange, HistoryData, PlanVersion, Slot
from hpplan.analysis.report_alternatives import ReportAlternatives
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.timeline import Days, TimelineData, TimelineEntry
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.status import Status
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Outcome
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.solving.facts import WaveTakesNoMore
from hpplan.text import capital, literal
from hpplan.values import dataclass
from hpplan.views import effect as view
from hpplan.views import mandates
from hpplan.views.pictures.gantt import gate_word, status_word

DATA: Final = "hpplan-data"
"""The id of the element that holds the data."""

_PHRASES: Final = re.compile(r"(?<=[,:;] )|(?= \()")
"""Where one phrase of a text ends and the next one begins."""
_SHORT: Final = 4
"""Phrases of up to this many characters stay: their number would be no shorter."""

Json = dict[str, object]


def script_data(
    situation: SituationData,
    timeline: TimelineData,
    history: HistoryData,
    base: Outcome,
    alternatives: ReportAlternatives | None,
) -> Json:
    """The data of a report's script; `alternatives` are compared with the plan of `base`."""
    return _Data(situation, timeline, history, base, alternatives).all()


@dataclass
class _Texts:
    """Texts by number, each once, without invisible characters."""

    numbers: dict[str, int] = field(default_factory=dict)

    def __call__(self, text: str) -> int:
        return self.numbers.setdefault(literal(text), len(self.numbers))


def _phrased(texts: Collection[str]) -> tuple[list[str | list[str | int]], list[str]]:
    """The texts, with phrases that several of them share replaced by numbers; and these phrases."""
    split = [[part for part in _PHRASES.split(text) if part] for text in texts]
    times = Counter(part for parts in split for part in parts)
    numbers, phrased = dict[str, int](), list[str | list[str | int]]()
    for text, parts in zip(texts, split, strict=True):
        said: list[str | int] = [""]
        for part in parts:
            if len(parts) > 1 and times[part] > 1 and len(part) > _SHORT:
                said += [numbers.setdefault(part, len(numbers)), ""]
            else:
                said[-1] = f"{said[-1]}{part}"
        phrased.append(text if len(said) == 1 else [part for part in said if part != ""])
    return phrased, list(numbers)


@dataclass(frozen=True)
class _Data:
    situation: SituationData
    timeline: TimelineData
    history: HistoryData
    base: Outcome
    alternatives: ReportAlternatives | None
    texts: _Texts = field(default_factory=_Texts)
    goals: dict[tuple[int, ...], int] = field(default_factory=dict)
    """What is said of goals, each once, by its number."""

    @property
    def snapshot(self) -> Snapshot:
        return self.situation.snapshot

    def all(self) -> Json:
        versions = list(self._versions())
        stories = self._stories()
        sites = [self._site(entry, stories.get(entry.site, [])) for entry in self.timeline.entries]
        waves = [{"id": slot.id, "name": literal(_dated(slot))} for slot in self.snapshot.waves]
        before = [literal(sentence.text) for sentence in view.as_things_stand(self.base)]
        texts, phrases = _phrased(self.texts.numbers)
        return {
            "words": {key: literal(text) for key, text in _words().items()},
            "before": " ".join(before),
            "asked": int(self.alternatives is not None),
            "waves": waves,
            "sites": sites,
            "versions": versions,
            "goals": list(self.goals),
            "texts": texts,
            "phrases": phrases,
        }

    # --- a site ------------------------------------------------------------------------------

    def _site(self, entry: TimelineEntry, stories: list[list[int]]) -> Json:
        snapshot, text = self.snapshot, self.texts
        trust = None if entry.trust is None else text(snapshot.name(entry.trust))
        regions = [text(snapshot.regions.get(each, each)) for each in entry.regions]
        site: Json = {
            "id": entry.site,
            "name": literal(entry.name),
            "wave": entry.wave,
            "status": text(status_word(entry.status) or _("no status")),
            "trust": trust,
            "regions": regions,
            "facts": [[text(of), text(said)] for of, said in self._facts(entry)],
            "story": stories,
        }
        if self.alternatives is None:
            return site
        found = self.alternatives.of.get(entry.site)
        if found is not None:
            site["choices"] = [
                self._choice(entry.site, choice)
                for choice in best_first(found, self.base)
                if not isinstance(choice.answer, Shut)
            ]
            if shut := [choice.wave for choice in found if _full(choice)]:
                site["shut"] = text(_("No more sites: {waves}.", waves=view.ranges(shut)))
        elif entry.site in self.alternatives.not_asked:
            site["shut"] = text(_undecided(entry.site))
        return site

    def _facts(self, entry: TimelineEntry) -> Iterator[tuple[str, str]]:
        if entry.wave is not None:
            when = _("no date") if entry.go_live is None else entry.go_live.words
            yield _("Goes live"), f"{entry.label or entry.wave}, {when}"
        if entry.reason:
            yield _("Why"), capital(entry.reason)
        if entry.decide_by is not None:
            yield _("Last day to decide"), day_in_words(entry.decide_by)
        if entry.until is not None and entry.status is Status.UNDECIDED:
            yield _("It said it would decide by"), entry.until.words
        if not entry.live:
            for stone in entry.milestones:
                state = "" if stone.state is None else f" ({gate_word(stone.state)})"
                yield stone.name, f"{_days(stone.on)}{state}"

    # --- what else there is ------------------------------------------------------------------

    def _choice(self, site: str, choice: WaveChoice) -> Json:
        text, found = self.texts, Json(wave=choice.wave.id)
        match choice.answer:
            case Here():
                return found | {"says": text(_("as in the best plan"))}
            case SolvedScenario(effect=effect) as answer:
                found |= {
                    "says": text(view.for_it(answer, site)),
                    "goals": [self._goal(goal) for goal in effect.goals],
                }
                if others := view.others(answer, site):
                    found["moves"] = [self._move(move) for move in others]
                if who := list(_deciding(effect, self.situation.programme)):
                    found["who"] = [text(said) for said in who]
                return found if effect.proved else found | {"unproved": 1}
            case Infeasible(conflicts=conflicts):
                why = [capital(conflict.headline) for conflict in conflicts]
                return found | {"says": text("; ".join(why) or _("no plan exists"))}
            case _:
                return found | {"says": text(_undecided(f"{site}={choice.wave.id}"))}

    def _goal(self, goal: GoalEffect) -> int:
        """The number of the statement about a goal: its sentence; before and after; whether that is
        worse, and how.
        """
        said = (
            self.texts(capital(goal.sentence)),
            self.texts(_amount(goal, goal.before)),
            self.texts(_amount(goal, goal.after)),
            (goal.worse_by > 0) - (goal.worse_by < 0),
            self.texts(view.change(goal) if goal.before != goal.after else ""),
        )
        return self.goals.setdefault(said, len(self.goals))

    def _move(self, move: Move) -> list[object]:
        cause = "" if move.cause is None else capital(move.cause.text)
        ends = [self.texts(_stands(each)) for each in (move.old, move.new)]
        return [literal(move.name), *ends, self.texts(str(move.shift or "")), self.texts(cause)]

    # --- how the plan came to be ---------------------------------------------------------------

    def _stories(self) -> dict[str, list[list[int]]]:
        """For each site when it got its wave, and from which source."""
        stories: dict[str, list[list[int]]] = {}
        for version in self.history.versions:
            for change in version.changes:
                if change.kind == SITE:
                    where = _slot(change.new), self._said_by(change)
                    row = [self.texts(_known(version.known)), *map(self.texts, where)]
                    stories.setdefault(change.id, []).append(row)
        return stories

    def _said_by(self, change: HistoryChange) -> str:
        match change.cited:
            case Cited(source=source, title=title) if source is not None:
                return title or source
            case Cited(note=note):
                return note or ""
            case None:
                return change.reason

    def _versions(self) -> Iterator[Json]:
        """Each version, with the labels of waves from then on."""
        called = dict[str, str]()
        for nth, version in enumerate(self.history.versions):
            names = {
                slot: name for slot, name in version.labels.items() if called.get(slot) != name
            }
            called |= names
            labels = [[slot, self.texts(name)] for slot, name in names.items()]
            yield self._version(nth, version) | {"labels": labels}

    def _version(self, nth: int, version: PlanVersion) -> Json:
        """The changes: waves with their dates, and sites with their waves; None where they are in
        none any more.
        """
        text = self.texts
        waves = [change for change in version.changes if change.kind == WAVE]
        sites = [change for change in version.changes if change.kind == SITE]
        return {
            "known": text(_known(version.known)),
            "says": text(_changed(nth, sites, waves)),
            "waves": [[c.id, None if c.new is None else text(_when(c.new))] for c in waves],
            "sites": [[c.id, text(c.name), None if c.new is None else c.new.wave] for c in sites],
        }


def _full(choice: WaveChoice) -> bool:
    return isinstance(choice.answer, Shut) and isinstance(choice.answer.fact.fact, WaveTakesNoMore)


def _dated(slot: WaveState) -> str:
    when = _("no date") if slot.go_live is None else slot.go_live.words
    return f"{slot.label}, {when}"


def _days(on: Days) -> str:
    first, last = day_in_words(on.first), day_in_words(on.last)
    return _("{first} to {last}", first=first, last=last) if on.approximate else first


def _amount(goal: GoalEffect, value: int | None) -> str:
    return "" if value is None else goal.unit.amount(value)


def _stands(stood: SitePlacement | None) -> str:
    if stood is None:
        return _("no wave")
    return stood.label if stood.go_live is None else f"{stood.label}, {stood.go_live.words}"


def _deciding(effect: Effect, programme: ProgrammeData) -> Iterator[str]:
    for said in mandates.sentences(effect.mandates, programme):
        yield capital(said)


def _undecided(question: str) -> str:
    return _(
        "Undecided: the work for a report did not suffice. hpplan whatif {question}",
        question=question,
    )


def _known(known: date | None) -> str:
    return _("from the beginning") if known is None else day_in_words(known)


def _when(slot: Slot | None) -> str:
    if slot is None:
        return ""
    return _("no date") if slot.go_live is None else slot.go_live.words


def _slot(slot: Slot | None) -> str:
    return _("in no wave") if slot is None else f"{slot.label}, {_when(slot)}"


def _changed(nth: int, sites: Sequence[HistoryChange], waves: Sequence[HistoryChange]) -> str:
    if nth == 0:
        dated = plural("{n} wave", "{n} waves", len(waves))
        if not sites:
            return _("the first version: {waves}", waves=dated)
        placed = plural("{n} site in a wave", "{n} sites in a wave", len(sites))
        return _("the first version: {waves}, {sites}", waves=dated, sites=placed)
    moved = [change for change in sites if change.moved]
    first = sum(change.old is None for change in moved)
    said = []
    if first:
        said.append(
            plural(
                "{n} site in a wave for the first time",
                "{n} sites in a wave for the first time",
                first,
            )
        )
    if others := len(moved) - first:
        said.append(plural("{n} site in another wave", "{n} sites in another wave", others))
    if waves:
        count = len(waves)
        said.append(
            plural("{n} wave with another go-live", "{n} waves with another go-live", count)
        )
    if not said:
        count = len(sites)
        said.append(
            plural("{n} site with another go-live", "{n} sites with another go-live", count)
        )
    return "; ".join(said)


def _words() -> dict[str, str]:
    """The script's own words. It fills in any `{…}`."""
    return {
        "site": _("Site"),
        "pick": _("Choose a site"),
        "none": _("none chosen"),
        "all": _("all"),
        "trust": _("Trust"),
        "region": _("Region"),
        "wave": _("Wave"),
        "status": _("Status"),
        "nowhere": _("no wave"),
        "filter": _("Show only"),
        "reset": _("Show all"),
        "shown": _("{n} of {of} sites shown"),
        "details": _("Chosen site"),
        "story": _("How it came to be there"),
        "known": _("Known since"),
        "where": _("Wave and go-live"),
        "source": _("Said by"),
        "choices": _("What if it went in another wave?"),
        "compared": _("Each wave beside the best plan as things stand; the best comes first."),
        "goal": _("Goal"),
        "before": _("Best plan"),
        "after": _("Then"),
        "difference": _("Difference"),
        "better": _("better"),
        "worse": _("worse"),
        "same": _("as good"),
        "moves": _("Who else moves"),
        "nobody": _("Nobody else moves."),
        "who": _("Who decides"),
        "unproved": _("Not proved: the work for a report did not suffice."),
        "firm": _("It is firm in its wave, so nothing else was asked about it."),
        "close": _("Close"),
        "history": _("Play the plan's history"),
        "play": _("Play"),
        "pause": _("Pause"),
        "version": _("Version {n} of {of}"),
        "changed": _("changed here"),
        "golive": _("Go-live"),
        "sites": _("Sites"),
    }
