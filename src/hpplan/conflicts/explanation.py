"""Why a situation has no plan: its conflicts in words and places, and repairs of each."""

import re
from collections.abc import Mapping, Sequence

from hpplan.conflicts.candidates import Key, RepairCandidate, none_for
from hpplan.conflicts.conflict import Conflict, Repair, StatedFact
from hpplan.conflicts.description import summarise_conflict
from hpplan.conflicts.fact_parts import FactParts
from hpplan.conflicts.history import without_needless_history
from hpplan.conflicts.minimal_subsets import find_conflicts
from hpplan.conflicts.oracle import ConflictOracle
from hpplan.conflicts.pricing import Pricing
from hpplan.conflicts.repairs import repair_options
from hpplan.conflicts.wave_moves import moves_of
from hpplan.diagnostics.finding import Note
from hpplan.domain.claims import Claim, Says
from hpplan.language import _, plural
from hpplan.programme.changes import Change, ClaimAdded, RuleReplaced
from hpplan.programme.kept import NOTHING_KEPT, Kept
from hpplan.programme.programme import SituationData
from hpplan.solving.dates.assumptions import encode_days_with_assumptions
from hpplan.solving.deadline import Deadline, TimeIsOver
from hpplan.solving.encoding import Encoded, encode_with_assumptions
from hpplan.solving.facts import Fact, place_of, text_of
from hpplan.solving.result import Limits
from hpplan.solving.strategies import CONFLICTS_SHARE, CORE_TURNS, DAY_CONFLICT_PARAMETERS, GRACE
from hpplan.text import conjoined
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class ConflictsExplained:
    """The conflicts of a situation. If `all_found`, there is a plan once each of them is resolved;
    the repairs `together` make one possible. `out_of_time`, if more time might have found more.
    """

    conflicts: tuple[Conflict, ...]
    all_found: bool
    together: tuple[str, ...]
    interrupted: bool
    out_of_time: bool = False


def explained(
    situation: SituationData,
    limits: Limits,
    kept: Kept = NOTHING_KEPT,
    *,
    by_days: bool = False,
) -> ConflictsExplained:
    """Every independent conflict of a situation that is known to have no plan; repairs leave what
    is `kept` unchanged. Conflicts are looked for `by_days` where there are plans, but no days for
    any.
    """
    encoded: Encoded
    seconds = limits.seconds * CONFLICTS_SHARE
    until = Deadline.after(limits.seconds, limits.clock).later(GRACE)
    try:
        if by_days:
            encoded, facts = encode_days_with_assumptions(situation, until)
            near = encoded.near(situation)
            oracle = ConflictOracle(
                encoded.model, seconds, near, CORE_TURNS, limits.effort, DAY_CONFLICT_PARAMETERS
            )
        else:
            encoded, facts = encode_with_assumptions(situation, until)
            oracle = ConflictOracle(encoded.model, seconds, effort=limits.effort)
    except TimeIsOver:
        return ConflictsExplained((), False, (), interrupted=False, out_of_time=True)
    found = find_conflicts(encoded, facts, oracle)
    if not by_days:
        found = without_needless_history(found, situation, encoded, facts, oracle)
    summaries = [
        summarise_conflict(subset, found.found, situation, encoded, facts, oracle)
        for subset in found.found
    ]
    oracle.more_time(limits.seconds * (1 - CONFLICTS_SHARE))
    options = none_for(len(found.found))
    if limits.repairs and found.all_found:
        moves = [
            ()
            if summary.missed is None
            else tuple(
                move for move in moves_of(*summary.missed, situation) if move.wave not in kept.waves
            )
            for summary in summaries
        ]
        parts = FactParts(situation, encoded, facts, oracle, kept)
        pricing = Pricing(parts, limits.workers)
        options = repair_options(parts, pricing, found.found, moves, limits.repairs)
    ids = {
        repair.key: f"{number}{_letters(place)}"
        for number, some in enumerate(options.of, start=1)
        for place, repair in enumerate(some)
    }
    conflicts = []
    for subset, summary, some in zip(found.found, summaries, options.of, strict=True):
        stated = tuple(
            stated_fact(facts[number], situation, summary.notes.get(number, ()))
            for number in subset.facts
        )
        repairs = tuple(_repair(repair, ids, situation, facts) for repair in some)
        named = _begins_with_a_name(summary.headline, situation)
        conflicts.append(Conflict(summary.headline, stated, repairs, subset.minimal, named))
    together = tuple(ids[some[0].key] for some in options.of) if options.together else ()
    return ConflictsExplained(
        tuple(conflicts), found.all_found, together, oracle.interrupted, oracle.over()
    )


def _begins_with_a_name(sentence: str, situation: SituationData) -> bool:
    snapshot = situation.snapshot
    names = {site.name for site in snapshot.sites.values()}
    names |= {name for slot in snapshot.waves for name in (slot.id, slot.label)}
    names |= {rule.name for rule in situation.hard_rules}
    return any(
        sentence.startswith(name) and not re.match(r"\w", sentence[len(name) :]) for name in names
    )


def stated_fact(fact: Fact, situation: SituationData, notes: tuple[Note, ...] = ()) -> StatedFact:
    """The fact in words, with its place."""
    return StatedFact(fact, text_of(fact, situation), place_of(fact, situation), notes)


def _repair(
    repair: RepairCandidate,
    ids: Mapping[Key, str],
    situation: SituationData,
    facts: Sequence[Fact],
) -> Repair:
    return Repair(
        ids[repair.key],
        repair.conflict + 1,
        _in_words(repair.changes, situation),
        tuple(stated_fact(facts[number], situation) for number in repair.dropped),
        repair.changes,
        repair.authority,
        repair.cost,
        tuple(ids[other.key] for other in repair.others),
        repair.placements,
        repair.days,
    )


def _in_words(changes: Sequence[Change], situation: SituationData) -> str:
    """The repair in words, sites that leave the same wave together."""
    snapshot = situation.snapshot
    leaving: dict[str | None, list[str]] = {}
    for change in changes:
        match change:
            case ClaimAdded(site, Claim(says=Says.UNDECIDED)):
                found = snapshot.sites[site]
                leaving.setdefault(found.wave, []).append(found.name)
            case _:
                pass
    sentences = [
        plural(
            "{sites} leaves {wave}",
            "{sites} leave {wave}",
            len(names),
            sites=conjoined(names),
            wave=snapshot.wave.get(wave or "", wave),
        )
        for wave, names in leaving.items()
    ]
    for change in changes:
        match change:
            case ClaimAdded(claim=Claim(says=Says.UNDECIDED)):
                pass
            case RuleReplaced(rule, by=None) if rule.id is not None:
                sentences.append(_("drop {rule}", rule=rule.name))
            case RuleReplaced(rule, by=None):
                says = rule.sentence(snapshot)
                sentences.append(_("drop {rule}: {sentence}", rule=rule.name, sentence=says))
            case _:
                sentences.append(change.sentence(situation))
    return "; ".join(sentences)


def _letters(number: int) -> str:
    """A for the first, B for the second; AA comes after Z."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
