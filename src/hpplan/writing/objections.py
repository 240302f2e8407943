"""Why a claim is not written although the data would have no error with it: its effect."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from hpplan.diagnostics.place import Place
from hpplan.domain.claims import OF_A_GATE, Claim, Dated
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.standing import Contradiction
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.text import conjoined
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim of a site, or of a wave, as it stands in the programme that was read with it."""

    of: str
    claim: Dated


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a claim is refused, and the place in the files of what it conflicts with."""

    message: str
    place: Place | None = None


def newest_stated(programme: ProgrammeData, section: str, of: str) -> StatedClaim:
    """The last claim of a wave (of section `waves`) or of a site."""
    if section == "waves":
        return StatedClaim(of, next(wave for wave in programme.waves if wave.id == of).claims[-1])
    return StatedClaim(of, programme.site[of].claims[-1])


def stated_already(programme: ProgrammeData, stated: StatedClaim) -> Dated | None:
    """An earlier claim of the same subject that says the same and was known as early."""
    return next(
        (
            claim
            for claim in _claims_beside(programme, stated.claim)
            if claim is not stated.claim and _alike(claim, stated.claim, programme)
        ),
        None,
    )


def _claims_beside(programme: ProgrammeData, claim: Dated) -> Sequence[Dated]:
    lists: Iterable[Sequence[Dated]] = (
        *(site.claims for site in programme.sites),
        *(wave.claims for wave in programme.waves),
    )
    return next(claims for claims in lists if any(each is claim for each in claims))


def _alike(one: Dated, other: Dated, programme: ProgrammeData) -> bool:
    said = [claim.model_dump(exclude={"known"}) for claim in (one, other)]
    known = [claim.known_in(programme.sources) for claim in (one, other)]
    return said[0] == said[1] and known[0] == known[1]


def objection(
    before: ProgrammeData, after: ProgrammeData, new: Sequence[StatedClaim], day: date | None
) -> Objection | None:
    """The first reason not to write these claims, which only `after` has."""
    return next((found for _, found in objections(before, after, new, day)), None)


def objections(
    before: ProgrammeData, after: ProgrammeData, new: Sequence[StatedClaim], day: date | None
) -> Iterator[tuple[StatedClaim | None, Objection]]:
    """Why each of these claims, which only `after` has, is not to be written: because of a
    contradiction, as of the day or of the day on which one becomes known; because it happened after
    it was known; because the site is live; or because it was known before its source.
    """
    yield from _contradictions(before, after, new, day)
    days = {each.claim.known_from(after.sources) or date.min for each in new}
    then = {known: before.on(known).snapshot for known in days}
    later = ((each, _happened_later(after, each)) for each in new)
    live = ((each, _of_a_live_site(before, after, each, then)) for each in new)
    early = ((each, _known_before_its_source(after, each)) for each in new)
    yield from ((each, why) for each, why in chain(later, live, early) if why is not None)


def _contradictions(
    before: ProgrammeData, after: ProgrammeData, new: Sequence[StatedClaim], day: date | None
) -> Iterator[tuple[StatedClaim | None, Objection]]:
    known = {each.claim.known_from(after.sources) for each in new}
    for when in sorted({each or date.min for each in {day, *known}} - {date.min}):
        were = {(c.subject, c.question) for c in _open(before.on(when))}
        for found in _open(after.on(when)):
            if (found.subject, found.question) in were:
                continue
            added = [each for each in new if any(c is each.claim for c in found.claims)]
            others = [c for c in found.claims if not any(c is each.claim for each in added)]
            said = [*dict.fromkeys(f"'{c.said}'" for c in found.claims)]
            hold = "both hold, and neither" if len(said) == 2 else "all hold, and none"
            why = Objection(
                f"{_called(after, found.subject)}: {conjoined(said)} cannot {hold} is newer; say "
                "with --settles why this one is to be believed",
                before.places.place(others[0].address) if others else None,
            )
            yield next(iter([*added, *new]), None), why


def _open(situation: SituationData) -> Iterator[Contradiction]:
    snapshot = situation.snapshot
    of_sites = (found for state in snapshot.sites.values() for found in state.contradictions)
    of_waves = (found for slot in snapshot.waves for found in slot.contradictions)
    yield from (found for found in (*of_sites, *of_waves) if found.believed is None)


def _called(programme: ProgrammeData, subject: str) -> str:
    return programme.called(subject) if subject in programme.site else subject


def _happened_later(after: ProgrammeData, stated: StatedClaim) -> Objection | None:
    known, on = stated.claim.known_in(after.sources), stated.claim.on
    if known is None or on is None or on.first <= known.last:
        return None
    how = "" if stated.claim.known is not None else f", when '{stated.claim.source}' was published"
    return Objection(
        f"{_called(after, stated.of)}: '{stated.claim.said}' would be known {known.when}{how}, "
        f"before it happened {on.when}; correct --on or --known"
    )


def _of_a_live_site(
    before: ProgrammeData,
    after: ProgrammeData,
    stated: StatedClaim,
    then: Mapping[date, Snapshot],
) -> Objection | None:
    claim = stated.claim
    if not isinstance(claim, Claim) or claim.says in OF_A_GATE or claim.settles is not None:
        return None
    known = claim.known_from(after.sources) or date.min
    state = then[known].sites.get(stated.of)
    if state is None or not state.live:
        return None
    went = "" if state.went_live is None else f" since {state.went_live.words}"
    return Objection(
        f"{state.name} is live in {state.wave}{went}: only a gate that it passed or failed can be "
        "recorded, or what --settles a contradiction",
        None if state.claim is None else before.places.place(state.claim.address),
    )


def _known_before_its_source(after: ProgrammeData, stated: StatedClaim) -> Objection | None:
    claim = stated.claim
    source = after.sources.get(claim.source or "")
    if source is None or source.published is None or claim.known is None:
        return None
    if claim.note is not None or claim.known.last >= source.published.first:
        return None
    return Objection(
        f"{_called(after, stated.of)}: '{claim.said}' would be known {claim.known.when}, before "
        f"'{source.id}' was published {source.published.when}; say with --note how"
    )
