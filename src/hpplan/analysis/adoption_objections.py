"""Why a plan is not adopted: the data do not allow it, or it was made from other data."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.domain.claims import Dated
from hpplan.periods import day_in_words
from hpplan.programme.digest import digest, places, sets
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.reading.stated_plan import PlanFile
from hpplan.verification import other_data, verify, verify_names
from hpplan.verification.codes import FIRM_SITE_MOVED, OTHER_DATA, OTHER_PROGRAMME

FEW: Final = 5
"""How many claims are listed that became known after a plan was made."""
_RECORD_FIRST: Final = (
    "a plan does not undo a decision: record that the site is undecided, then adopt"
)
_FORCE: Final = "make the plan again with hpplan assign --output, or adopt it as it is with --force"


def against_the_rules(situation: SituationData, plan: PlanFile) -> list[Finding]:
    """The findings for which the data do not allow the plan."""
    found = [
        *verify(situation, plan.waves, plan.at, plan.days),
        *verify_names(situation, plan.unplaced_at, plan.dated_at),
    ]
    return [
        replace(finding, hint=_RECORD_FIRST) if finding.code == FIRM_SITE_MOVED.id else finding
        for finding in found
        if finding.severity is Severity.ERROR
    ]


def of_other_data(situation: SituationData, plan: PlanFile) -> Iterator[Finding]:
    """What is known on the day that the plan did not know."""
    programme, day = situation.programme, situation.as_of
    if plan.programme not in (None, programme.agenda.id):
        message = f"the plan is for programme '{plan.programme}', not '{programme.agenda.id}'"
        yield OTHER_PROGRAMME.finding(message, None, severity=Severity.ERROR)
        return
    since = [] if plan.as_of is None else [*_known_since(programme, plan, plan.as_of, day)]
    if plan.digest is not None:
        if plan.digest == digest(programme, day, plan.waves, plan.days):
            return
    elif not since:
        yield from (
            replace(found, severity=Severity.ERROR, hint=_FORCE)
            for found in other_data(programme, plan.made_from or programme.files)
        )
        yield from _stated_otherwise(situation, plan)
        return
    yield _changed_since(situation, plan, since)


def _changed_since(
    situation: SituationData, plan: PlanFile, since: Sequence[tuple[str, Dated]]
) -> Finding:
    made = "" if plan.as_of is None else f" on {day_in_words(plan.as_of)}"
    message = f"the plan was made from other data: what was known{made} has changed"
    notes: list[Note] = []
    if since:
        count = f"{len(since)} claim{'s' * (len(since) > 1)} became known"
        message = (
            f"the plan was made from other data: {count} after {day_in_words(plan.as_of)}"
            if plan.as_of is not None
            else message
        )
        shown = since[:FEW]
        place = situation.programme.places.place
        notes = [Note(f"{name}: {claim.said}", place(claim.address)) for name, claim in shown]
        if len(since) > FEW:
            notes.append(Note(f"and {len(since) - FEW} more"))
    return OTHER_DATA.finding(message, None, severity=Severity.ERROR, hint=_FORCE, notes=notes)


def _known_since(
    programme: ProgrammeData, plan: PlanFile, made: date, day: date
) -> Iterator[tuple[str, Dated]]:
    """The claims that became known after the plan was made, and do not repeat its contents."""
    sources = programme.sources

    def since(claim: Dated) -> bool:
        known = claim.known_from(sources)
        return known is not None and made < known <= day

    days = plan.days
    for site in programme.sites:
        for claim in site.claims:
            if since(claim) and not places(claim, plan.waves.get(site.id)):
                yield programme.called(site.id), claim
    for wave in programme.waves:
        for said in wave.claims:
            if since(said) and not sets(said, days.get(wave.id)):
                yield wave.id, said


def _stated_otherwise(situation: SituationData, plan: PlanFile) -> Iterator[Finding]:
    """Where a plan without a digest of its data has another date for a wave."""
    snapshot, seen = situation.snapshot, set[str]()
    for site, (_, period) in plan.dates.items():
        wave = plan.waves[site]
        slot = snapshot.wave.get(wave)
        if slot is None or wave in seen or wave in plan.days or site not in snapshot.sites:
            continue
        if snapshot.live(site) or slot.go_live is None:
            continue
        if (period.first, period.last) != (slot.go_live.first, slot.go_live.last):
            seen.add(wave)
            message = f"the plan has {slot} go live {period.when}, the data {slot.when}"
            place = _place_of(situation, slot.go_live_claim)
            yield OTHER_DATA.finding(message, place, severity=Severity.ERROR, hint=_FORCE)


def _place_of(situation: SituationData, claim: Dated | None) -> Place | None:
    return None if claim is None else situation.programme.places.place(claim.address)
