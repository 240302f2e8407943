"""Any plan against the data, by the rules' own verifiers; the solver is never asked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Final, get_args

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity, in_order
from hpplan.diagnostics.place import Place
from hpplan.diagnostics.suggestion import did_you_mean
from hpplan.domain.agenda import Weekday
from hpplan.domain.public_holidays import public_holidays
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.standing import Firm, SiteState
from hpplan.domain.wave_state import WaveState
from hpplan.goals.base import Goal, Sense
from hpplan.goals.reference import AgainstCurrent
from hpplan.language import Language, speaking
from hpplan.periods import day_in_words
from hpplan.programme.plan import GoalValue, PlanData, standing_reason
from hpplan.programme.programme import DataFile, ProgrammeData, SituationData
from hpplan.rules import Rule
from hpplan.rules.base import Verdict, Violation
from hpplan.values import dataclass
from hpplan.verification.codes import (
    DAY_NOT_POSSIBLE,
    FAILED_GATE,
    FIRM_SITE_MOVED,
    GOAL_VALUE,
    OTHER_DATA,
    OTHER_DAY,
    OTHER_GOALS,
    OTHER_PROGRAMME,
    REQUIRED_NOT_PLACED,
    RULE_BROKEN,
    RULE_NOT_SETTLED,
    SOFT_RULE_BROKEN,
    TAKES_NO_PART,
    UNKNOWN_SITE,
    UNKNOWN_WAVE,
    WAVE_TAKES_NO_MORE,
)

WEEKDAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)
"""Monday first, as `date.weekday` numbers them."""
FEW: Final = 3
"""How many places of one rule are listed where they are not the plan's fault."""


@dataclass(frozen=True)
class _Judge:
    """The plan `waves` in a situation; `at` is where the plan file places each site, `days` are
    those that it has chosen for waves, `dated_at` is where it states the day of a wave separately.
    """

    situation: SituationData
    waves: Mapping[str, str]
    at: Mapping[str, Place]
    days: Mapping[str, date]
    dated_at: Mapping[str, Place]

    def unknown(self) -> Iterator[Finding]:
        snapshot, programme = self.situation.snapshot, self.situation.programme
        sites = {site.id for site in programme.sites}
        waves = {wave.id for wave in programme.waves}
        for site, wave in self.waves.items():
            if site not in snapshot.sites:
                yield self._error(
                    UNKNOWN_SITE,
                    f"{programme.called(site)} does not exist on {day_in_words(snapshot.as_of)}"
                    if site in sites
                    else f"the plan places '{site}', which is not in the data",
                    site,
                    hint=did_you_mean(site, snapshot.sites) or "remove it from the plan",
                )
            if wave not in snapshot.wave:
                yield self._error(
                    UNKNOWN_WAVE,
                    f"{snapshot.name(site)} is placed in {wave}, which "
                    + (
                        f"does not exist on {day_in_words(snapshot.as_of)}"
                        if wave in waves
                        else "is not in the data"
                    ),
                    site,
                    hint=f"place it in one of: {', '.join(snapshot.wave_ids)}",
                )

    def placings(self) -> Iterator[Finding]:
        for site, standing in self.situation.snapshot.sites.items():
            wave = self.waves.get(site)
            if not standing.takes_part:
                if wave is not None:
                    yield self._takes_no_part(standing)
            elif standing.firm is not None:
                if wave != standing.wave:
                    yield self._moved(standing, standing.firm)
            elif wave is None:
                if standing.required:
                    yield self._left_out(standing)
            elif wave in self.situation.snapshot.wave:
                yield from self._entrance(standing, wave)

    def _takes_no_part(self, standing: SiteState) -> Finding:
        return self._error(
            TAKES_NO_PART,
            f"{standing.name} is placed in {self._where(standing.id)}, but takes no part",
            standing.id,
            hint="remove it from the plan, or add the claim by which it takes part again",
            notes=self._claimed(standing),
        )

    def _moved(self, standing: SiteState, firm: Firm) -> Finding:
        hint = (
            "a live site cannot be moved"
            if firm is Firm.LIVE
            else f"put it in {standing.wave}, or make the plan with --reopen {standing.id}"
        )
        return self._error(
            FIRM_SITE_MOVED,
            f"{standing.name} is {self._placed(standing.id)}, but is firm in {standing.wave}",
            standing.id,
            hint=hint,
            notes=self._claimed(standing),
        )

    def _left_out(self, standing: SiteState) -> Finding:
        return self._error(
            REQUIRED_NOT_PLACED,
            f"{standing.name} must be placed, but is not",
            standing.id,
            hint=(
                "place it, or set 'required: false' if it may be left out and has signed no "
                "agreement"
            ),
        )

    def _entrance(self, standing: SiteState, wave: str) -> Iterator[Finding]:
        slot = self.situation.snapshot.wave[wave]
        places = self.situation.programme.places
        if slot.past:
            when = "" if slot.go_live is None else f" ({slot.go_live.words})"
            shut, claim = f"is past{when}", slot.go_live_claim
        elif not slot.open and wave != standing.wave:
            shut, claim = "takes no more sites", slot.open_claim
        else:
            return
        place = None if claim is None else places.place(claim.address)
        yield self._error(
            WAVE_TAKES_NO_MORE,
            f"{standing.name} is placed in {slot}, which {shut}",
            standing.id,
            hint="place it in a wave that takes more sites",
            notes=() if place is None else (Note(f"{slot} by this", place),),
        )

    def chosen_days(self) -> Iterator[Finding]:
        """Findings about chosen days that the waves cannot have, or not in this order."""
        held = {wave: site for site, wave in reversed([*self.waves.items()])}
        before: WaveState | None = None
        for slot in self.situation.snapshot.waves:
            day = self.days.get(slot.id)
            if slot.id not in held or slot.past or (slot.go_live is None and day is None):
                continue
            if day is not None and (why := self._impossible_day(slot, day)) is not None:
                yield self._wrong_day(slot, day, why, held[slot.id])
            if slot.go_live is None or (day is None and not slot.go_live.is_day):
                continue
            if before is not None and not {before.id, slot.id}.isdisjoint(self.days):
                earlier, later = self._day(before), self._day(slot)
                if later <= earlier:
                    why = f"not after {before}, which goes live on {day_in_words(earlier)}"
                    yield self._wrong_day(slot, later, why, held[slot.id])
            before = slot

    def _day(self, slot: WaveState) -> date:
        return self.days.get(slot.id) or (slot.go_live.first if slot.go_live else date.max)

    def _impossible_day(self, slot: WaveState, day: date) -> str | None:
        """Why a wave cannot go live on the day, by its own date and the calendar."""
        period, calendar = slot.go_live, self.situation.programme.agenda.calendar
        if period is None or not period.first <= day <= period.last:
            return "but it has no date" if period is None else f"but it goes live {period.when}"
        if period.is_day:
            return None
        if day < self.situation.as_of:
            return f"before the as-of date, {day_in_words(self.situation.as_of)}"
        weekday = WEEKDAYS[day.weekday()]
        if calendar.go_live_days and weekday not in calendar.go_live_days:
            return f"a {weekday.capitalize()}, which the calendar does not allow"
        if calendar.holidays is not None:
            names = public_holidays(calendar.holidays, day.year) or {}
            if day in names:
                return f"a public holiday, {names[day]}"
        return None

    def _wrong_day(self, slot: WaveState, day: date, why: str, site: str) -> Finding:
        hint = "choose another day, or make a new plan with hpplan assign --dates"
        message = f"the plan has {slot} go live on {day_in_words(day)}, {why}"
        if slot.id in self.dated_at:
            return DAY_NOT_POSSIBLE.finding(message, self.dated_at[slot.id], hint=hint)
        return self._error(DAY_NOT_POSSIBLE, message, site, hint=hint)

    def rules(self) -> Iterator[Finding]:
        """The rules' findings about the placements that can be judged."""
        snapshot = self.situation.on_days(self.days).snapshot
        part = {
            site: wave
            for site, wave in self.waves.items()
            if site in snapshot.sites and snapshot.sites[site].takes_part and wave in snapshot.wave
        }
        for rule in self.situation.rules:
            breaks: defaultdict[Verdict, list[Violation]] = defaultdict(list)
            for found in rule.violations(snapshot, part):
                breaks[found.verdict].append(found)
            for found in breaks[Verdict.BROKEN]:
                yield self._broken(rule, found)
            yield from self._not_settled(rule, breaks[Verdict.HISTORY], "is broken by live sites")
            yield from self._not_settled(
                rule, breaks[Verdict.UNSURE], "depends on days that are not known yet"
            )

    def _broken(self, rule: Rule, found: Violation) -> Finding:
        snapshot = self.situation.snapshot
        notes = [Note(f"the rule: {rule.sentence(snapshot)}")]
        notes += [
            Note(f"the plan: {snapshot.name(site)} {self._placed(site)}", self.at[site])
            for site in found.sites
            if site in self.at
        ]
        code = RULE_BROKEN if rule.hard else SOFT_RULE_BROKEN
        message = f"the plan breaks {'' if rule.hard else 'soft '}rule '{rule.name}'"
        if rule.of_claims:
            code, message = FAILED_GATE, f"{rule.name}, and the plan does not wait for it"
        return code.finding(
            f"{message}: {found.message}",
            self.situation.programme.places.place(rule.address),
            hint="hpplan assign makes a plan that keeps every hard rule" if rule.hard else None,
            notes=notes,
        )

    def _not_settled(self, rule: Rule, breaks: Sequence[Violation], how: str) -> Iterator[Finding]:
        if not breaks:
            return
        notes = [Note(found.message) for found in breaks[:FEW]]
        if (left := len(breaks) - FEW) > 0:
            notes.append(Note(f"and {left} more"))
        place = self.situation.programme.places.place(rule.address)
        times = "in one case" if len(breaks) == 1 else f"in {len(breaks)} cases"
        message = f"rule '{rule.name}' {how}, {times}"
        yield RULE_NOT_SETTLED.finding(message, place, notes=notes)

    def _placed(self, site: str) -> str:
        return f"in {self._where(site)}" if site in self.waves else "not placed"

    def _where(self, site: str) -> str:
        wave = self.waves[site]
        slot = self.situation.snapshot.wave.get(wave)
        return wave if slot is None else str(slot)

    def _claimed(self, standing: SiteState) -> Iterable[Note]:
        claim = standing.refusal or standing.claim
        if claim is None:
            return ()
        place = self.situation.programme.places.place(claim.address)
        return (Note(standing_reason(self.situation, standing.id), place),)

    def _error(
        self, code: Code, message: str, site: str, *, hint: str, notes: Iterable[Note] = ()
    ) -> Finding:
        place = self.at.get(site)
        if place is None and (known := self.situation.programme.site.get(site)) is not None:
            place = self.situation.programme.places.inside(known.address, "id")
        return code.finding(message, place, hint=hint, notes=notes)


@speaking(Language.EN)  # messages of findings stay English
def verify(
    situation: SituationData,
    waves: Mapping[str, str],
    at: Mapping[str, Place] | None = None,
    days: Mapping[str, date] | None = None,
    dated_at: Mapping[str, Place] | None = None,
) -> list[Finding]:
    """The findings about the plan that puts sites into these waves, by place.

    `at` says where a plan file places each site; without it, a finding about a site points at the
    data. `days` are chosen for some of the waves: rules are then checked on these days. `dated_at`
    says where a lock states them.
    """
    judge = _Judge(situation, waves, at or {}, days or {}, dated_at or {})
    found = [*judge.unknown(), *judge.placings(), *judge.chosen_days(), *judge.rules()]
    return in_order(found)


@speaking(Language.EN)
def verify_names(
    situation: SituationData, sites: Mapping[str, Place], waves: Mapping[str, Place]
) -> list[Finding]:
    """Findings, each at its place, about names without a site or a wave on the day: of sites in no
    wave, and of waves with a chosen day.
    """
    return [*_unknown_names(situation, sites, waves)]


def _unknown_names(
    situation: SituationData, sites: Mapping[str, Place], waves: Mapping[str, Place]
) -> Iterator[Finding]:
    snapshot, programme = situation.snapshot, situation.programme
    day = day_in_words(snapshot.as_of)
    for site, place in sites.items():
        if site not in snapshot.sites:
            message = (
                f"{programme.called(site)} does not exist on {day}"
                if site in programme.site
                else f"the plan names '{site}', which is not in the data"
            )
            hint = did_you_mean(site, snapshot.sites) or "remove it from the plan"
            yield UNKNOWN_SITE.finding(message, place, hint=hint)
    known = {wave.id for wave in programme.waves}
    for wave, place in waves.items():
        if wave not in snapshot.wave:
            why = f"does not exist on {day}" if wave in known else "is not in the data"
            message = f"the plan gives a day to {wave}, which {why}"
            few = ", ".join(snapshot.wave_ids)
            hint = did_you_mean(wave, snapshot.wave) or f"remove it; the waves: {few}"
            yield UNKNOWN_WAVE.finding(message, place, hint=hint)


def errors_of(
    situation: SituationData,
    waves: Mapping[str, str],
    at: Mapping[str, Place] | None = None,
    days: Mapping[str, date] | None = None,
) -> list[Finding]:
    """Why the placements, and the days of waves where some were chosen, do not pass verification;
    empty if they keep every hard rule that still binds.
    """
    found = verify(situation, waves, at, days)
    return [finding for finding in found if finding.severity is Severity.ERROR]


def keeps_hard_rules(situation: SituationData, waves: Mapping[str, str]) -> bool:
    """Whether the placements pass verification, whether they were made for this situation
    or not.
    """
    return not errors_of(situation, waves)


@speaking(Language.EN)
def verify_plan(
    situation: SituationData,
    plan: PlanData,
    at: Mapping[str, Place] | None = None,
    dated_at: Mapping[str, Place] | None = None,
    made_from: str | None = None,
) -> list[Finding]:
    """The findings about a plan, and about whether it describes itself and its origin correctly.

    `made_from` is the digest of what it was made from: where that matches the data, it does not
    matter that files have changed. The plan may have been adopted since.
    """
    origin = [*_other_programme(situation, plan), *_other_day(situation, plan)]
    changed = [*other_data(situation.programme, plan.made_from)]
    if changed and not _is_of(situation.programme, plan, made_from):
        origin += changed
    verified = [
        *verify(situation, plan.waves, at, plan.days, dated_at),
        *_two_days(situation, plan, at or {}),
    ]
    illegible = {code.id for code in (UNKNOWN_SITE, UNKNOWN_WAVE, TAKES_NO_PART)}
    legible = not any(f.code in illegible for f in verified)
    made = _SameAs(same=not origin, files=not changed)
    goals = _goals(situation, plan, made) if legible else ()
    return in_order([*origin, *verified, *goals])


def _is_of(programme: ProgrammeData, plan: PlanData, made_from: str | None) -> bool:
    """Whether the plan has the digest of the data as of its day."""
    if made_from is None:
        return False
    from hpplan.programme.digest import digest

    return made_from == digest(programme, plan.as_of, plan.waves, plan.days)


def _two_days(
    situation: SituationData, plan: PlanData, at: Mapping[str, Place]
) -> Iterator[Finding]:
    """Findings about sites that go live on another day than was chosen for their wave."""
    snapshot = situation.snapshot
    for placed in plan.placements:
        day, period = plan.days.get(placed.wave), placed.go_live
        if day is None or period is None or placed.site not in snapshot.sites:
            continue
        if not snapshot.live(placed.site) and period.first != day:
            name = snapshot.name(placed.site)
            others = f"others in {placed.wave} on {day_in_words(day)}"
            message = f"{name} goes live {period.when}, but {others}"
            hint = "a wave goes live on one day: state the same for all in it"
            yield DAY_NOT_POSSIBLE.finding(message, at.get(placed.site), hint=hint)


def _other_programme(situation: SituationData, plan: PlanData) -> Iterator[Finding]:
    ours = situation.programme.agenda.id
    if plan.programme != ours:
        message = f"the plan is for programme '{plan.programme}', the data is '{ours}'"
        hint = "use --data with the data it was made from"
        yield OTHER_PROGRAMME.finding(message, None, hint=hint)


def _other_day(situation: SituationData, plan: PlanData) -> Iterator[Finding]:
    if plan.as_of != situation.as_of:
        message = (
            f"the plan is of {day_in_words(plan.as_of)}, but is checked as of "
            f"{day_in_words(situation.as_of)}"
        )
        yield OTHER_DAY.finding(message, None, hint=f"use --as-of {plan.as_of}")


def other_data(programme: ProgrammeData, made_from: Iterable[DataFile]) -> Iterator[Finding]:
    """The finding that a plan was made from other files. Files are the same by name and content,
    wherever they are.
    """
    then = {PurePath(file.path).name: file.sha256 for file in made_from}
    now = {PurePath(file.path).name: file.sha256 for file in programme.files}
    kinds: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("changed", lambda name: name in then and name in now and then[name] != now[name]),
        ("new", lambda name: name not in then),
        ("gone", lambda name: name not in now),
    )
    differences = [
        f"{', '.join(names)} {kind}"
        for kind, is_so in kinds
        if (names := [name for name in sorted(then | now) if is_so(name)])
    ]
    if differences:
        message = f"the plan was made from other data: {'; '.join(differences)}"
        hint = "make a new plan, or read it with the data of its time"
        yield OTHER_DATA.finding(message, None, hint=hint)


@dataclass(frozen=True)
class _SameAs:
    """Whether a plan was made from the same data, and whether from exactly the same files."""

    same: bool
    files: bool


def _goals(situation: SituationData, plan: PlanData, made: _SameAs) -> Iterator[Finding]:
    """Findings from measuring the goals again. Other data may well give other values."""
    yield from _measured(situation, situation.snapshot, situation.goals, plan, plan.goals, made)
    if plan.dates is not None:
        dated = situation.on_days(plan.days).snapshot
        goals = situation.day_goals
        yield from _measured(situation, dated, goals, plan, plan.dates.goals, made)


def _measured(
    situation: SituationData,
    snapshot: Snapshot,
    goals: Sequence[Goal],
    plan: PlanData,
    values: Sequence[GoalValue],
    made: _SameAs,
) -> Iterator[Finding]:
    severity = Severity.ERROR if made.same else Severity.WARNING
    ours, theirs = [g.kind for g in goals], [g.kind for g in values]
    if ours != theirs:
        message = f"the plan states the goals {_listed(theirs)}, the data {_listed(ours)}"
        yield OTHER_GOALS.finding(message, None, severity=severity, hint="make a new plan")
        return
    for rank, (goal, stated) in enumerate(zip(goals, values, strict=True), start=1):
        value = goal.measure(snapshot, plan.waves)
        place = situation.programme.places.place(goal.address)
        which = f"goal {rank}{'' if goals is situation.goals else ' of the days'}"
        which += f", '{goal.sentence()}'"
        unit = goal.unit(snapshot)
        states = f"the plan states {unit.amount(stated.value)}"
        if value != stated.value and not (made.same and _may_differ(goal, made)):
            gives = "its placements" if goals is situation.goals else "its days"
            message = f"{which}: {states}, {gives} give {unit.amount(value)}"
            hint = "the plan was altered: make a new one" if made.same else "make a new plan"
            yield GOAL_VALUE.finding(message, place, severity=severity, hint=hint)
        elif (why := _impossible(stated)) is not None:
            message = f"{which}: {states}, but {why}"
            hint = "the plan was altered: make a new one"
            yield GOAL_VALUE.finding(message, place, hint=hint)


def _may_differ(goal: Goal, made: _SameAs) -> bool:
    """Whether the goal has another value once the plan is adopted: its waves are the current ones
    then.
    """
    return not made.files and isinstance(goal, AgainstCurrent) and goal.plan_file is None


def _impossible(stated: GoalValue) -> str | None:
    """Why the plan's own bound does not allow the value or the proof that it states."""
    if stated.bound is None:
        return "calls it proved without a bound" if stated.proved else None
    better = (
        stated.value < stated.bound
        if stated.sense is Sense.MINIMISE
        else stated.value > stated.bound
    )
    if better:
        return f"also that no plan is better than {stated.unit.amount(stated.bound)}"
    if stated.proved and stated.value != stated.bound:
        return f"calls it proved with the bound {stated.unit.amount(stated.bound)}"
    return None


def _listed(kinds: Sequence[str]) -> str:
    return ", ".join(kinds) or "none"
