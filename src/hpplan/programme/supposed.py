"""What a situation is made of, as something that can be edited: changes are applied to it in turn.

What an edit leaves alone keeps its address, so that findings about it still lead to its place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hpplan.domain.claims import Claim, WaveClaim, outdating
from hpplan.domain.entry import NOWHERE
from hpplan.domain.sites import Site
from hpplan.domain.standing import TAKES_NO_PART, TAKES_PART
from hpplan.domain.waves import Wave
from hpplan.programme.programme import Overrides, ProgrammeData, SituationData
from hpplan.rules import Rule
from hpplan.rules.traits import Summing
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Supposed:
    """A programme with overrides of the command line, edited."""

    programme: ProgrammeData
    overrides: Overrides
    of: SituationData
    """The situation before any edit."""

    @property
    def as_of(self) -> date:
        return self.of.as_of

    def wave(self, id_: str) -> Wave:
        """The wave as stated in the data."""
        return next(each for each in self.programme.waves if each.id == id_)

    @property
    def situation(self) -> SituationData:
        """What is known on the same date after the edits."""
        of = self.of
        if self.programme is of.programme and self.overrides is of.overrides:
            return of
        return self.programme.on(self.as_of, self.overrides)

    def with_rules(self, rules: Iterable[Rule]) -> "Supposed":
        """With these rules instead of those that files state."""
        return replace(self, programme=self.programme.with_rules(tuple(rules)))

    def with_site(self, site: str, stated: Mapping[str, object]) -> "Supposed":
        """With other values for some fields of the site."""
        sites = tuple(
            each.model_copy(update=dict(stated)) if each.id == site else each
            for each in self.programme.sites
        )
        return replace(self, programme=replace(self.programme, sites=sites))

    def with_claims(
        self, wave: str, claims: Iterable[WaveClaim], short: Iterable[str] = ()
    ) -> "Supposed":
        """With these claims of the wave, and without those that it states in these short forms."""
        update = {"claims": tuple(claims), **dict.fromkeys(short)}
        waves = tuple(
            each.model_copy(update=update) if each.id == wave else each
            for each in self.programme.waves
        )
        return replace(self, programme=replace(self.programme, waves=waves))

    def replacing(self, rule: Rule, by: tuple[Rule, ...]) -> "Supposed":
        """With other rules in the place of this one, which a file states as a rule or a blackout,
        or an option asks for. Raises LookupError where there is no such rule.
        """
        programme, overrides = self.programme, self.overrides
        numbers = numbers_of(rule, programme.rules)
        rules = [stated for number, stated in enumerate(programme.rules) if number not in numbers]
        if numbers:
            rules[numbers[0] : numbers[0]] = by
            return self.with_rules(rules)
        rules += by
        if gone := numbers_of(rule, programme.blackouts):
            agenda = programme.agenda
            left = tuple(b for number, b in enumerate(agenda.blackouts) if number not in gone)
            fewer = replace(programme, agenda=agenda.model_copy(update={"blackouts": left}))
            return replace(self, programme=fewer).with_rules(rules)
        pins = tuple(pin for pin in overrides.pins if Overrides(pins=(pin,)).rules() != [rule])
        bars = tuple(b for b in overrides.forbids if Overrides(forbids=(b,)).rules() != [rule])
        if (pins, bars) == (overrides.pins, overrides.forbids):
            raise LookupError(f"the programme has no rule {rule.name}")
        asked = replace(overrides, pins=pins, forbids=bars)
        return replace(self, overrides=asked).with_rules(rules)

    def replacing_in_wave(self, rule: Rule, by: Rule, wave: str) -> "Supposed":
        """With another rule in the place of this one in a single wave; in all others it stays."""
        return self.with_rules(_split(rule, by, wave, self.programme))

    def claims_beside(self, newest: Claim, site: Site) -> Sequence[Claim]:
        """The claims of the site that hold beside its newest one: none if it takes no part; if it
        takes part after all, those that its refusals did not make void.
        """
        if newest.says in TAKES_NO_PART:
            return ()
        if newest.says not in TAKES_PART:
            return site.claims
        sources = self.programme.sources
        known = [c for c in site.claims if (c.known_from(sources) or date.min) <= self.as_of]
        refused_since = outdating((c for c in known if c.says in TAKES_NO_PART), sources)
        return [c for c in known if c.says not in TAKES_NO_PART and not refused_since(c)]


def numbers_of(rule: Rule, rules: Sequence[Rule]) -> list[int]:
    """Where the rule stands among these: itself, else what other changes made of it."""
    if itself := [number for number, stated in enumerate(rules) if stated is rule]:
        return itself
    if rule.id is None and rule.address == NOWHERE:
        return []
    which = (rule.kind, rule.id, rule.address)
    return [
        n for n, stated in enumerate(rules) if (stated.kind, stated.id, stated.address) == which
    ]


def _split(rule: Rule, by: Rule, wave: str, programme: ProgrammeData) -> Iterator[Rule]:
    """The rules in which this one binds all waves but the one, where another binds."""
    numbers = numbers_of(rule, programme.rules)
    for number, stated in enumerate(programme.rules):
        if not (number in numbers and isinstance(stated, Summing) and wave in stated.waves):
            yield stated
            continue
        ids = stated.waves.ids or tuple(each.id for each in programme.waves)
        if elsewhere := tuple(other for other in ids if other != wave):
            waves = stated.waves.model_copy(update={"ids": elsewhere})
            yield stated.altered(waves=waves)
        yield by
