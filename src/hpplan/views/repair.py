"""The meaning of a repair, for people: who has to decide it, and its effect."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from hpplan.analysis.shift import shift_between
from hpplan.conflicts.authority import Authority
from hpplan.conflicts.conflict import Cost, Repair
from hpplan.domain.claims import Says
from hpplan.domain.mandates import Mandate
from hpplan.domain.measures import measure_unit
from hpplan.language import _, marked, plural
from hpplan.planning import repaired
from hpplan.programme.change_matters import mandates_of
from hpplan.programme.changes import ClaimAdded
from hpplan.programme.matters import mandate, of_move
from hpplan.programme.programme import SituationData
from hpplan.text import conjoined, whole
from hpplan.views import mandates as view
from hpplan.views.document import Grid, Sentence
from hpplan.views.formats.drawing import Column, percent

NAMES: Final = 6
"""How many moving sites are named."""
WIDE: Final = 28
"""The width of the column of repairs, if its words allow it."""

YOURS: Final = marked("yours to decide")
OUTCOME: Final = marked("a result to reach, not a decision")
STATED: Final = marked("against a decision that the data state")


def options(
    repairs: Sequence[Repair], every: Mapping[str, Repair], situation: SituationData, *, full: bool
) -> Grid:
    """The repairs of a conflict, among `every` one by id: what to do, and the effect."""
    rows = tuple(
        (repair.id, repair.text, "; ".join(_meaning(repair, every, situation, full=full)))
        for repair in repairs
    )
    return Grid(
        (Column(""), Column("", most=WIDE), Column("", wraps=True)), rows, _("To resolve it")
    )


def unproved(repairs: Iterable[Repair]) -> Iterator[Sentence]:
    """The note that the plans by which some of the repairs were priced were not proved
    best, if so.
    """
    tried = [repair for repair in repairs if repair.cost is not None]
    if names := [repair.id for repair in tried if repair.cost and not repair.cost.proved]:
        yield Sentence(
            _(
                "Each repair is described by one plan with it, which is not proved best: there may "
                "be a better one."
            )
            if len(names) == len(tried)
            else _(
                "{repairs}: described by a plan that is not proved best; there may be a better "
                "one.",
                repairs=conjoined(names),
            )
        )


def _meaning(
    repair: Repair, every: Mapping[str, Repair], situation: SituationData, *, full: bool
) -> Iterator[str]:
    yield from _whose(repair, situation)
    if repair.cost is None:
        yield _("not tried: the time ended")
        return
    shifts = list(_shifts(repair, every, situation))
    yield from shifts
    yield _moves(repair, repair.cost, situation, quiet=not shifts, full=full)
    if repair.cost.unplaced:
        covered = percent(repair.cost.covered)
        unplaced = plural("{n} site in no wave", "{n} sites in no wave", repair.cost.unplaced)
        yield (
            _("{unplaced}, {share} covered in the end", unplaced=unplaced, share=covered)
            if covered
            else unplaced
        )


def _freed(repair: Repair) -> list[str]:
    return [
        change.site
        for change in repair.changes
        if isinstance(change, ClaimAdded) and change.claim.gate is None
    ]


def mandates(repair: Repair, situation: SituationData) -> Iterator[Mandate]:
    """Who decides its changes, and the moves that follow from them, as far as the data name
    anybody.
    """
    for change in repair.changes:
        yield from mandates_of(change, situation)
    moved = () if repair.cost is None else repair.cost.moved
    placements, freed = repair.placements or {}, _freed(repair)
    for site in moved:
        matter = of_move(site, placements.get(site), situation.snapshot)
        if site not in freed and (found := mandate(matter, situation)) is not None:
            yield found


def _whose(repair: Repair, situation: SituationData) -> Iterator[str]:
    """Who decides it, as far as the data say; else that it goes against a decision."""
    if repair.whose is Authority.WISH:
        yield _(YOURS)
    if repair.whose is Authority.NOBODY:
        yield _(OUTCOME)
    said = list(view.sentences(mandates(repair, situation), situation.programme))
    yield from said
    if not said and repair.whose in (Authority.COUNCIL, Authority.BOARD):
        decided = [
            site
            for site in _freed(repair)
            if (claim := situation.snapshot.sites[site].claim) and claim.says is Says.DECIDED
        ]
        yield (
            plural("against its own decision", "against their own decisions", len(decided))
            if decided
            else _(STATED)
        )


def _moves(repair: Repair, cost: Cost, situation: SituationData, *, quiet: bool, full: bool) -> str:
    """The sites that leave their wave, except those that the repair is about."""
    freed = _freed(repair)
    moved = [situation.snapshot.name(site) for site in cost.moved if site not in freed]
    if not moved:
        nothing = quiet and not cost.moved and not cost.unplaced
        if nothing:
            return _("nothing else changes")
        return _("nobody else moves") if freed else _("nobody moves")
    shown = moved if full or len(moved) <= NAMES else moved[: NAMES - 1]
    more = len(moved) - len(shown)
    names = conjoined([*shown, plural("{n} more", "{n} more", more)] if more else shown)
    count, number = whole(len(moved)), len(moved)
    if freed:
        return plural(
            "{n} more site moves: {names}",
            "{n} more sites move: {names}",
            number,
            n=count,
            names=names,
        )
    return plural(
        "{n} site moves: {names}", "{n} sites move: {names}", number, n=count, names=names
    )


def _shifts(repair: Repair, every: Mapping[str, Repair], situation: SituationData) -> Iterator[str]:
    """By how much sites go live later, or earlier, whose go-live changes, and how many people that
    concerns.
    """
    if repair.placements is None:
        return
    others = [every[name] for name in repair.tried_with if name in every]
    after = repaired(situation, [repair, *others]).snapshot
    before = situation.snapshot
    alike: dict[str, list[str]] = {}
    for site, wave in (before.current() if repair.kept is None else repair.kept).items():
        old = before.go_live(site, wave)
        placed = repair.placements.get(site)
        new = None if placed is None else after.go_live(site, placed)
        if old is not None and new is not None and (shift := str(shift_between(old, new))):
            alike.setdefault(shift, []).append(site)
    if len(alike) > 1:
        of: dict[str, list[str]] = {}
        for shift, sites in alike.items():
            of.setdefault(shift.rpartition(" ")[2], []).extend(sites)
        alike = of
    for shift, sites in alike.items():
        yield _("{shift} for {who}", shift=shift, who=_people(sites, situation))


def _people(sites: Sequence[str], situation: SituationData) -> str:
    """How much of what the programme counts these sites have; their number, if nothing."""
    of = situation.counted
    part = of.part(sites)
    return (
        measure_unit(of.measure).amount(part)
        if part
        else plural("{n} site", "{n} sites", len(sites))
    )
