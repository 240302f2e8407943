"""The changes that claims and rules have made, each judged by the rights of the day on which it
became known.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Final

from hpplan.domain.claims import NAMES_A_WAVE, Claim, Says, WaveClaim
from hpplan.domain.governance import ChangeOf, Decision, Mandate, Matter
from hpplan.domain.sites import Site
from hpplan.domain.snapshot import Snapshot, snapshot
from hpplan.domain.standing import TAKES_NO_PART, TAKES_PART, SiteState
from hpplan.programme import matters
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.rules import Rule

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChangeMade:
    """A change that became known on the day: what it is about, in words, and the key at which it
    stands in the data; the decision that it rests on, and whose it was.
    """

    matter: Matter
    day: date
    said: str
    address: int
    key: str
    decision: Decision | None
    mandate: Mandate


def changes_made(situation: SituationData) -> tuple[ChangeMade, ...]:
    """Those that a right speaks of, known by the as-of date: of sites, of waves, and of rules where
    somebody decided that. A site's first wave and a wave's first date are none, and no more is a
    date that becomes more exact.
    """
    programme = situation.programme
    if not programme.rights:
        return ()
    return tuple(_Judge(programme, situation.as_of).found())


class _Judge:
    def __init__(self, programme: ProgrammeData, as_of: date) -> None:
        self.programme = programme
        self.as_of = as_of
        self.sources = programme.sources
        begins = (right.begins(self.sources) for right in programme.rights)
        self.first = min(day or date.min for day in begins)
        self.whole = cache(lambda day: programme.on(day).snapshot)
        """All that was known on a day; only a change of a wave or a rule needs as much."""

    def found(self) -> Iterator[ChangeMade]:
        spoken_of = {of for right in self.programme.rights for of in right.change}
        if spoken_of & {ChangeOf.WAVE, ChangeOf.PARTICIPATION}:
            yield from self._of_sites()
        if ChangeOf.GO_LIVE in spoken_of:
            yield from self._of_waves()
        if ChangeOf.RULE in spoken_of:
            yield from self._of_rules()

    def _judged(
        self, day: date, before: Snapshot
    ) -> Callable[[Matter | None], tuple[Matter, Mandate] | None]:
        """Whose decision a matter was on that day, by what was known the day before."""
        governance = self.programme.governance(day)

        def judge(matter: Matter | None) -> tuple[Matter, Mandate] | None:
            if matter is None or governance is None:
                return None
            mandate = governance.mandate(matter, before, day)
            return None if mandate is None else (matter, mandate)

        return judge

    def _in_time(self, day: date | None) -> bool:
        return day is not None and max(self.first, date.min + A_DAY) <= day <= self.as_of

    def _decision(self, claims: Iterable[Claim | WaveClaim]) -> Decision | None:
        """That which the first of these claims names that names any."""
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
        """The days on which it may have got another wave, or another word on taking part."""
        if len(site.claims) < 2:  # a change is from something
            return
        known = [(claim.known_from(self.sources), claim) for claim in site.claims]
        for day in {day for day, _ in known if day is not None and self._in_time(day)}:
            new = [claim for of, claim in known if of == day]
            old = [claim for of, claim in known if of is None or of < day]
            waves = {claim.wave for claim in old if claim.says in NAMES_A_WAVE}
            other = waves and any(c.says in NAMES_A_WAVE and {c.wave} != waves for c in new)
            part, no_part = (
                any(claim.says in words for claim in old) for words in (TAKES_PART, TAKES_NO_PART)
            )
            if (
                other
                or (no_part and any(claim.says in TAKES_PART for claim in new))
                or (part and any(claim.says in TAKES_NO_PART for claim in new))
            ):
                yield day

    def _some(self, sites: Iterable[Site], day: date) -> Snapshot:
        """What was known of these sites on the day, those included that they rest on: what they
        were split from, and who is live in a wave that was dropped.
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
            if len(dated) < 2:  # a change is from something
                continue
            days = {claim.known_from(self.sources) for claim in dated}
            for day in sorted(day for day in days if day is not None and self._in_time(day)):
                before, after = self._some((), day - A_DAY), self._some((), day)
                old, new = before.wave.get(wave.id), after.wave.get(wave.id)
                if old is None or new is None or not matters.another(old.go_live, new.go_live):
                    continue
                claim, whole = new.go_live_claim, self.whole(day - A_DAY)
                found = self._judged(day, whole)(matters.of_date(wave.id, new.go_live, whole))
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

    def _of_rules(self) -> Iterator[ChangeMade]:
        for rule in self.programme.rules:
            for key, day, begins in _turns(rule):
                if not self._in_time(day) or rule.in_force is None:
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
        """The newest decision that adopts a rule's beginning or end: made by that day, and of the
        end after it began.
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


def _turns(rule: Rule) -> Iterator[tuple[str, date, date | None]]:
    """The days on which the rule begins and ends, each with its key; with the end its beginning."""
    if rule.in_force is None:
        return
    since, until = rule.in_force.since, rule.in_force.until
    begins = None if since is None else since.first
    if begins is not None:
        yield "from", begins, None
    if until is not None and until.last < date.max:
        yield "until", until.last + A_DAY, begins
