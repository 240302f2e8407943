"""The changes that claims and rules have made, each judged by the rights in force on the day on
which it became known.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Final

from hpplan.domain.as_of import snapshot, wave_on
from hpplan.domain.claims import NAMES_A_WAVE, Claim, Says, WaveClaim
from hpplan.domain.governance import ChangeOf, Decision
from hpplan.domain.mandates import Mandate, Matter, mandate_of
from hpplan.domain.sites import Site
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.standing import TAKES_NO_PART, TAKES_PART, SiteState
from hpplan.programme import matters
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.rules import Rule
from hpplan.values import dataclass

A_DAY: Final = timedelta(days=1)
GO_LIVE: Final = ChangeOf.GO_LIVE


@dataclass(frozen=True, slots=True)
class ChangeMade:
    """A change that became known on the day: its subject in words, and the key where it stands in
    the data; the decision that it rests on, and who had to make it.
    """

    matter: Matter
    day: date
    said: str
    address: int
    key: str
    decision: Decision | None
    mandate: Mandate


def changes_made(situation: SituationData) -> tuple[ChangeMade, ...]:
    """Changes that a right covers and that rest on a decision, or that lack one although a right
    requires it, known by the as-of date. A site's first wave and a wave's first date are not
    changes, nor is a date that becomes more exact.
    """
    programme = situation.programme
    if not programme.rights:
        return ()
    return tuple(_Judgement(programme, situation.as_of).found())


class _Judgement:
    def __init__(self, programme: ProgrammeData, as_of: date) -> None:
        self.programme = programme
        self.as_of = as_of
        self.sources = programme.sources
        self.first: dict[ChangeOf, date] = {}
        """The first day on which a right covers such a change."""
        for right in programme.rights:
            begins = max(right.begins(self.sources) or date.min, date.min + A_DAY)
            for of in right.change:
                self.first[of] = min(begins, self.first.get(of, date.max))
        self.every = any(right.within is not None for right in programme.rights)
        """Whether a change without a decision is judged."""
        self.whole = cache(lambda day: programme.on(day).snapshot)
        """Everything known on a day; only a change of a wave or a rule needs as much."""

    def found(self) -> Iterator[ChangeMade]:
        if self.first.keys() & {ChangeOf.WAVE, ChangeOf.PARTICIPATION}:
            yield from self._of_sites()
        if ChangeOf.GO_LIVE in self.first:
            yield from self._of_waves()
        if ChangeOf.RULE in self.first:
            yield from self._of_rules()

    def _judged(
        self, day: date, before: Snapshot
    ) -> Callable[[Matter | None], tuple[Matter, Mandate] | None]:
        """Who had to decide a matter on that day, by what was known the day before."""
        governance = self.programme.governance(day)

        def judge(matter: Matter | None) -> tuple[Matter, Mandate] | None:
            if matter is None or governance is None:
                return None
            mandate = mandate_of(matter, governance, before, day)
            return None if mandate is None else (matter, mandate)

        return judge

    def _in_time(self, day: date | None, of: ChangeOf) -> bool:
        return day is not None and self.first.get(of, date.max) <= day <= self.as_of

    def _judges(self, claims: Iterable[Claim | WaveClaim]) -> bool:
        return self.every or any(claim.decision is not None for claim in claims)

    def _decision(self, claims: Iterable[Claim | WaveClaim]) -> Decision | None:
        """The decision that the first of these claims to name one names."""
        named = (claim.decision for claim in claims if claim.decision is not None)
        name = next(named, None)
        return None if name is None else self.programme.decisions[name]

    # --- sites --------------------------------------------------------------------------------

    def _of_sites(self) -> Iterator[ChangeMade]:
        days: dict[date, list[Site]] = {}
        for site in self.programme.sites:
            for day in self._days(site):
                days.setdefault(day, []).append(site)
        for day, sites in sorted(days.items()):
            before, after = self._some(sites, day - A_DAY), self._some(sites, day)
            for site in sites:
                if site.id in before.sites and site.id in after.sites:
                    yield from self._of_site(before, after.sites[site.id], day)

    def _days(self, site: Site) -> Iterator[date]:
        """The days on which its wave or its participation may have changed."""
        if len(site.claims) < 2:  # a change needs a state before it
            return
        known = [(claim.known_from(self.sources), claim) for claim in site.claims]
        for day in {day for day, _ in known if day is not None}:
            new = [claim for of, claim in known if of == day]
            if not self._judges(new):
                continue
            old = [claim for of, claim in known if of is None or of < day]
            if (self._in_time(day, ChangeOf.WAVE) and _may_move(old, new)) or (
                self._in_time(day, ChangeOf.PARTICIPATION) and _may_turn(old, new)
            ):
                yield day

    def _some(self, sites: Iterable[Site], day: date) -> Snapshot:
        """What was known of these sites on the day, including those that they depend on: what they
        were split from, and the live sites of a dropped wave.
        """
        wanted = {site.id: site for site in (*sites, *self._live_in_dropped)}
        waiting = list(wanted.values())
        while waiting:
            parent = self.programme.site.get(waiting.pop().split_from or "")
            if parent is not None and parent.id not in wanted:
                wanted[parent.id] = parent
                waiting.append(parent)
        return snapshot(wanted.values(), self.programme.waves, self.sources, day)

    @cached_property
    def _live_in_dropped(self) -> tuple[Site, ...]:
        dropped = {w.id for w in self.programme.waves if any(claim.dropped for claim in w.claims)}
        return tuple(
            site
            for site in (self.programme.sites if dropped else ())
            if any(claim.says is Says.LIVE and claim.wave in dropped for claim in site.claims)
        )

    def _of_site(self, before: Snapshot, after: SiteState, day: date) -> Iterator[ChangeMade]:
        old, judged = before.sites[after.id], self._judged(day, before)
        new = [claim for claim in after.site.claims if claim.known_from(self.sources) == day]
        moved = [c for c in new if c.wave is not None and c.wave == after.wave]
        if moved and old.comes_from is not None and after.claim in moved:
            found = judged(matters.of_move(after.id, after.wave, before))
            if found is not None and after.claim is not None:
                said = f"{old.name} goes from {old.comes_from} to {after.wave}"
                decision, at = self._decision([after.claim, *moved]), after.claim.address
                yield ChangeMade(found[0], day, said, at, "wave", decision, found[1])
        if (turned := self._turned(old, after, new)) is not None:
            to = turned.wave if after.takes_part else None
            found = judged(matters.of_participation(after.id, before, to))
            if found is not None:
                said = f"{old.name} takes part {'after all' if after.takes_part else 'no longer'}"
                decision, at = self._decision([turned]), turned.address
                yield ChangeMade(found[0], day, said, at, "says", decision, found[1])

    def _turned(self, old: SiteState, new: SiteState, known: list[Claim]) -> Claim | None:
        """The claim by which it takes part after it refused, or refuses after it took part."""
        if old.refusal is not None and new.refusal is None:
            return next((claim for claim in known if claim.says in TAKES_PART), None)
        if old.refusal is None and new.refusal is not None:
            days = (
                claim.known_from(self.sources)
                for claim in new.site.claims
                if claim.says in TAKES_PART
            )
            day = new.refusal.known_from(self.sources)
            took_part = any(other is None or (day is not None and other < day) for other in days)
            return new.refusal if took_part and new.refusal in known else None
        return None

    # --- waves and rules ----------------------------------------------------------------------

    def _of_waves(self) -> Iterator[ChangeMade]:
        for wave in self.programme.waves:
            dated = [claim for claim in wave.all_claims() if claim.go_live is not None]
            if len(dated) < 2:  # a change needs a state before it
                continue
            days = {claim.known_from(self.sources) for claim in dated}
            for day in sorted(d for d in days if d is not None and self._in_time(d, GO_LIVE)):
                if not self._judges(c for c in dated if c.known_from(self.sources) == day):
                    continue
                old, new = (wave_on(wave, on, self.sources) for on in (day - A_DAY, day))
                if old is None or new is None or not matters.another(old.go_live, new.go_live):
                    continue
                claim, before = new.go_live_claim, self._of_everybody(day - A_DAY)
                found = self._judged(day, before)(matters.of_date(wave.id, new.go_live, before))
                if found is None or claim is None or claim.known_from(self.sources) != day:
                    continue
                alike = [
                    c
                    for c in dated
                    if c.known_from(self.sources) == day
                    and (c.go_live == claim.go_live or not matters.another(c.period, new.go_live))
                ]
                when = "without a date" if new.go_live is None else new.go_live.when
                was = "" if old.go_live is None else f" instead of {old.go_live.when}"
                said = f"{wave.id} goes live {when}{was}"
                decision = self._decision([claim, *alike])
                yield ChangeMade(found[0], day, said, claim.address, "go_live", decision, found[1])

    def _of_everybody(self, day: date) -> Snapshot:
        """Everything known on the day; without the sites, where no right to a date selects any."""
        bodies, rights = self.programme.bodies, self.programme.rights
        asking = any(
            not right.sites.everyone
            or any(bodies[name].of is not None for name in (right.decides, *right.consult))
            for right in rights
            if GO_LIVE in right.change
        )
        return self.whole(day) if asking else self._some((), day)

    def _of_rules(self) -> Iterator[ChangeMade]:
        for rule in self.programme.rules:
            for key, day, begins in _turns(rule):
                if not self._in_time(day, ChangeOf.RULE) or rule.in_force is None:
                    continue
                if (decision := self._about(rule, begins, day)) is None:
                    continue
                before = self.whole(day - A_DAY)
                found = self._judged(day, before)(matters.of_rule(rule, before))
                if found is not None:
                    said = f"rule {rule.name} {'begins' if key == 'from' else 'ends'}"
                    at = rule.in_force.address
                    yield ChangeMade(found[0], day, said, at, key, decision, found[1])

    def _about(self, rule: Rule, begins: date | None, day: date) -> Decision | None:
        """The newest decision that adopts a rule's beginning or end: made by that day, and for the
        end, after it began.
        """
        made = [
            decision
            for decision in self.programme.decisions.values()
            if decision.adopted
            and rule.id in decision.about
            and decision.on.first <= day
            and (begins is None or begins < decision.on.last)
        ]
        return max(made, key=lambda decision: decision.on.last, default=None)


def _may_move(old: Iterable[Claim], new: Iterable[Claim]) -> bool:
    """Whether newer claims name a different wave than older ones."""
    waves = {claim.wave for claim in old if claim.says in NAMES_A_WAVE}
    others = ({claim.wave} for claim in new if claim.says in NAMES_A_WAVE)
    return bool(waves) and any(other != waves for other in others)


def _may_turn(old: Iterable[Claim], new: Iterable[Claim]) -> bool:
    """Whether newer claims contradict older ones on taking part."""
    before, after = {claim.says for claim in old}, {claim.says for claim in new}
    return (not before.isdisjoint(TAKES_NO_PART) and not after.isdisjoint(TAKES_PART)) or (
        not before.isdisjoint(TAKES_PART) and not after.isdisjoint(TAKES_NO_PART)
    )


def _turns(rule: Rule) -> Iterator[tuple[str, date, date | None]]:
    """The days on which the rule begins and ends, each with its key; with the end, also its
    beginning.
    """
    if rule.in_force is None:
        return
    since, until = rule.in_force.since, rule.in_force.until
    begins = None if since is None else since.first
    if begins is not None:
        yield "from", begins, None
    if until is not None and until.last < date.max:
        yield "until", until.last + A_DAY, begins
