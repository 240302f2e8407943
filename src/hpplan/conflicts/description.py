"""A conflict in one sentence with names and figures, and the places of the dates that it
rests on.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from hpplan.conflicts.barred import no_wave_left
from hpplan.conflicts.minimal_subsets import UnsatisfiableSubset
from hpplan.conflicts.no_days import no_days_left
from hpplan.conflicts.oracle import ConflictOracle
from hpplan.diagnostics.finding import Note
from hpplan.domain.snapshot import Placements
from hpplan.domain.wave_state import WaveState
from hpplan.language import _
from hpplan.programme.plan import standing_reason
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule, Subject, Verdict, Violation
from hpplan.solving.encoding import Encoded
from hpplan.solving.facts import DayFact, Fact, RuleStands, SiteIsFirm
from hpplan.text import conjoined
from hpplan.values import dataclass

FEW: Final = 6
"""How many notes one fact has at most."""


@dataclass(frozen=True, slots=True)
class ConflictSummary:
    """A conflict in one sentence; what else bears on each of its facts, by the fact's number; and
    the rule that it is reported by, how that is broken, and in which plan.
    """

    headline: str
    notes: Mapping[int, tuple[Note, ...]]
    missed: tuple[Rule, Violation, Placements] | None = None


def summarise_conflict(
    subset: UnsatisfiableSubset,
    every: Sequence[UnsatisfiableSubset],
    situation: SituationData,
    encoded: Encoded,
    facts: Sequence[Fact],
    oracle: ConflictOracle,
) -> ConflictSummary:
    """The summary of the conflict, one of `every`, by the rule of it that explains most: how far a
    plan that keeps all the rest is from keeping that rule.
    """
    rules = {n: fact.rule for n in subset.facts if isinstance(fact := facts[n], RuleStands)}
    if any(isinstance(facts[n], DayFact) for n in subset.facts):
        stated = [facts[number] for number in subset.facts]
        return ConflictSummary(no_days_left(stated, situation), {})
    if not rules:
        return ConflictSummary(_no_wave_takes_more(subset, situation, encoded), {})
    subjects: dict[int, list[Subject]] = {}
    for part in subset.parts:
        number, subject = encoded.parts[part]
        subjects.setdefault(number, []).append(subject)
    head = min(rules, key=lambda n: (rules[n].headline, n))
    aside = {part for other in every if other is not subset for part in other.own}
    placements = _nearest(head, subset, aside, encoded, facts, oracle)
    notes = {
        number: tuple(_notes(rule, subjects[number], placements, situation))
        for number, rule in rules.items()
    }
    firm = {fact.site.id for n in subset.facts if isinstance(fact := facts[n], SiteIsFirm)}
    waits = [subject for n, rule in rules.items() if rule.waiting for subject in subjects[n]]
    if not firm and (cycle := _cycle(waits)):
        return ConflictSummary(_cycle_in_words(cycle, situation), notes)
    about = {site for part in subset.parts for site in encoded.parts[part][1]}
    for number, rule in rules.items():
        if () in subjects[number]:  # it concerns all of its sites at once
            about.update(rule.scope(situation.snapshot) or placements)
    shown = _of_these(about, rules[head], placements, situation)
    explained, broken = _explained(rules[head], subjects[head], shown, situation)
    if not firm and (reason := _counted_or_barred(rules, head, subjects, situation)) is not None:
        explained = reason
    elif context := [rule for n, rule in rules.items() if n != head and rule.context]:
        explained = f"{context[0].sentence(situation.snapshot)}; {explained}"
    if broken is None:
        return ConflictSummary(explained, notes)
    notes[head] = (*notes[head], *_also_firm(broken, firm, placements, situation))
    return ConflictSummary(explained, notes, (rules[head], broken, placements))


def _nearest(
    head: int,
    subset: UnsatisfiableSubset,
    aside: Collection[int],
    encoded: Encoded,
    facts: Sequence[Fact],
    oracle: ConflictOracle,
) -> Placements:
    """A plan that keeps everything else but what is put aside, if possible; else only the
    conflict's other facts, with everything that is firm or over, or alone.
    """
    fact_of = [fact for fact, _ in encoded.parts]
    every = [
        part for part in range(len(fact_of)) if part not in aside and fact_of[part] < len(facts)
    ]
    relaxed = [part for part in every if fact_of[part] == head]
    rest = [part for part in every if fact_of[part] != head]
    others = [part for part in subset.parts if fact_of[part] != head]
    firm = [part for part in rest if not isinstance(facts[fact_of[part]], RuleStands)]
    for held in (rest, [*dict.fromkeys([*others, *firm])], others):
        if (found := oracle.nearest(held, relaxed)) is not None:
            return encoded.placements(*found)
    return {}


def _of_these(
    sites: Collection[str], rule: Rule, placements: Placements, situation: SituationData
) -> Placements:
    """The plan without sites that the rule would name although they are there by chance."""
    if rule.names_company:
        fewer = {site: wave for site, wave in placements.items() if site in sites}
        if any(
            each.verdict is Verdict.BROKEN for each in rule.violations(situation.snapshot, fewer)
        ):
            return fewer
    return placements


def _counted_or_barred(
    rules: Mapping[int, Rule],
    head: int,
    subjects: Mapping[int, Sequence[Subject]],
    situation: SituationData,
) -> str | None:
    """The reason that counting gives for one rule alone, or that rules about one site leave it no
    wave.
    """
    if all(rule.unary for rule in rules.values()):
        sites = {site for some in subjects.values() for subject in some for site in subject}
        if len(sites) == 1:
            return no_wave_left(sites.pop(), list(rules.values()), situation)
    return rules[head].shortage(situation.snapshot) if len(rules) == 1 else None


def _explained(
    rule: Rule, subjects: Collection[Subject], placements: Placements, situation: SituationData
) -> tuple[str, Violation | None]:
    """How far the plan is from keeping the rule, and where it breaks it."""
    breaks = [
        broken
        for broken in rule.violations(situation.snapshot, placements)
        if broken.verdict is Verdict.BROKEN
    ]
    breaks.sort(key=lambda broken: broken.subject not in subjects)
    if not breaks:
        says = rule.sentence(situation.snapshot)
        return _("{rule} cannot be kept: {sentence}", rule=rule.name, sentence=says), None
    explained = rule.explain(situation.snapshot, placements, breaks[0])
    return explained or breaks[0].message, breaks[0]


def _also_firm(
    broken: Violation, cited: Collection[str], placements: Placements, situation: SituationData
) -> Iterator[Note]:
    """Other sites that are firm where the plan nearest to the rule has them, whether the conflict
    needs them or not.
    """
    snapshot = situation.snapshot
    others = [
        snapshot.sites[name]
        for name in dict.fromkeys((*broken.subject, *broken.sites))
        if name in snapshot.sites and name not in cited
    ]
    firm = [s for s in others if s.firm is not None and placements.get(s.id) == s.wave]
    for found in firm[:FEW]:
        place = None
        if found.claim is not None:
            place = situation.programme.places.place(found.claim.address)
        yield Note(f"{found.name} {standing_reason(situation, found.id)}", place)
    if len(firm) > FEW:
        yield Note(_("and {n} more", n=len(firm) - FEW))


def _no_wave_takes_more(
    subset: UnsatisfiableSubset, situation: SituationData, encoded: Encoded
) -> str:
    snapshot = situation.snapshot
    sites = dict.fromkeys(site for part in subset.parts for site in encoded.parts[part][1])
    if not sites:
        return _("somebody must be placed, and no wave takes more sites")
    names = conjoined(map(snapshot.name, sites))
    return _("{sites} must be placed, and no wave takes more sites", sites=names)


def _cycle(pairs: Sequence[Subject]) -> list[str]:
    """Sites each of which waits for the next, and the last for the first; none if there is no
    cycle.
    """
    after: dict[str, list[str]] = {}
    for first, then in pairs:
        after.setdefault(then, []).append(first)
    for start in after:
        path, seen = [start], {start}
        while path:
            ahead = after.get(path[-1], [])
            if start in ahead:
                return path
            new = next((site for site in ahead if site not in seen), None)
            if new is None:
                path.pop()
            else:
                seen.add(new)
                path.append(new)
    return []


def _cycle_in_words(cycle: Sequence[str], situation: SituationData) -> str:
    names = [situation.snapshot.name(site) for site in cycle]
    waits = [_("{then} waits for {first}", then=one, first=other) for one, other in pairwise(names)]
    return _(
        "{waits} and {then} for {first}", waits=", ".join(waits), then=names[-1], first=names[0]
    )


def _notes(
    rule: Rule, subjects: Collection[Subject], placements: Placements, situation: SituationData
) -> Iterator[Note]:
    """The dates of the waves in which the rule is broken, and the sites that are live there
    already.
    """
    snapshot, places = situation.snapshot, situation.programme.places
    named = dict.fromkeys(name for subject in subjects for name in subject)
    waves: dict[str, WaveState] = {}
    for name in named:
        wave = name if name in snapshot.wave else placements.get(name)
        if wave is not None:
            waves[wave] = snapshot.wave[wave]
    counted = rule.counts(snapshot)
    notes: list[Note] = []
    for slot in waves.values():
        if (rule.by_date or rule.waiting) and slot.go_live is not None:
            claim = slot.go_live_claim
            place = None if claim is None else places.inside(claim.address, "go_live")
            dated = _("{wave} goes live {when}", wave=slot, when=slot.go_live.when)
            notes.append(Note(dated, place))
        if slot.id in named:
            for site in counted:
                found = snapshot.sites[site]
                if found.live and found.wave == slot.id:
                    place = None if found.claim is None else places.place(found.claim.address)
                    live = _("{site} is live in {wave} already", site=found.name, wave=slot)
                    notes.append(Note(live, place))
    yield from notes[:FEW]
    if len(notes) > FEW:
        yield Note(_("and {n} more", n=len(notes) - FEW))
