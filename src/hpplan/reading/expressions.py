"""Changes of a scenario as expressions: `heim=KI3`, `KI2.go_live+2w`, `drop rule ID`.

SITE=WAVE          SITE!=WAVE          reopen SITE
SITE withdrawn     SITE joins          SITE.go_live+6m     SITE.go_live=PERIOD
SITE.size.MEASURE=7000                 SITE.size.MEASURE+500
WAVE+6m            WAVE..+6m           add wave WAVE PERIOD
WAVE.go_live=PERIOD                    WAVE.go_live-2w
WAVE open          WAVE closed         WAVE dropped
WAVE.capacity=12   WAVE.capacity.inhabitants+5000
RULE.KEY=VALUE     RULE.KEY+1          drop rule RULE      restore rule RULE
add rule {kind: …}

Quote a name that contains spaces or punctuation: `"nordre follo"="Bølge 2"`; in quotes, a
backslash escapes a quotation mark or a backslash.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NoReturn

from pydantic import ValidationError

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.suggestion import composed, did_you_mean
from hpplan.domain.claims import Says
from hpplan.domain.entry import COUNTING_SITES, LARGEST
from hpplan.domain.standing import SiteState
from hpplan.domain.wave_state import WaveState
from hpplan.domain.waves import Wave
from hpplan.language import Language, _, in_force, speaking
from hpplan.periods import Duration, Period
from hpplan.programme.changes import (
    Change,
    Reopened,
    RuleAdded,
    RuleReplaced,
    SiteResized,
    WaveAdded,
    WaveRestated,
    WaveSlip,
    applied,
    as_it_is,
    at_gate,
    barred,
    capacity_in,
    goes_live,
    holds_at_most,
    live_between,
    pinned,
    rule_dropped,
    rule_restored,
    says,
    takes,
    wave_dropped,
)
from hpplan.programme.programme import SituationData
from hpplan.reading.expression_text import (
    SEE_HELP,
    ExpressionText,
    Misread,
    MisreadError,
    written,
)
from hpplan.reading.validation import findings_of
from hpplan.reading.vocabulary import vocabulary
from hpplan.rules import Rule
from hpplan.rules.traits import Summing

GO_LIVE, CAPACITY, SIZE = "go_live", "capacity", "size"
CALENDAR: Final = f"days go from {date.min} to {date.max}"
NEW_RULE, NEW_WAVE = "add rule {kind: capacity, max: 8}", "add wave WAVE 2024-12"
_EARLIER: Final = re.compile(r"(.+)-[0-9]{1,5}[mwd]")
_KEY: Final = re.compile(r"\w+")


def read_changes(
    situation: SituationData, texts: str | Iterable[str]
) -> tuple[Change, ...] | Misread:
    """The changes that the expressions mean, each read on top of those before it. Their sentences
    are in the language in force; errors are in English.
    """
    language = in_force()
    with speaking(Language.EN):
        return _read(situation, [texts] if isinstance(texts, str) else list(texts), language)


def _read(
    situation: SituationData, expressions: Sequence[str], language: Language
) -> tuple[Change, ...] | Misread:
    read: list[Change] = []
    supposed = as_it_is(situation)
    for text in expressions:
        try:
            changes = _Expression(composed(text), supposed.situation, language).changes()
        except MisreadError as fault:
            return fault.misread
        read += changes
        supposed = applied(supposed, changes)
        if beyond := supposed.programme.too_large:
            hint = "write a smaller number, or one with fewer decimals"
            return Misread(text, 1, f"then {beyond[0].message}", hint)
    return tuple(read)


class _Expression(ExpressionText):
    """One expression, read from left to right."""

    def __init__(self, text: str, situation: SituationData, language: Language) -> None:
        super().__init__(text)
        self._situation = situation
        self._snapshot = situation.snapshot
        self._language = language

    def changes(self) -> Sequence[Change]:
        start = self._at
        name = self._without_amount(
            self._name("expected a site, a wave or a rule", SEE_HELP), start
        )
        if self._text[self._at :].lstrip().startswith(".."):
            self._blank()
            self._at += 2
            return [self._slip(name, start, onward=True)]
        if self._text[self._at : self._at + 1] == ".":
            return self._of_part(name, start)
        self._blank()
        for operator in ("!=", "="):
            if self._taken(operator):
                return self._placed(name, start, never=operator == "!=")
        slips = self._text[self._at : self._at + 1] in ("+", "-")
        if slips and self._what_is(name) in ("wave", None):
            return [self._slip(name, start, onward=False)]
        return self._in_words(name, start)

    # --- the parts of an expression ---------------------------------------------------------

    def _without_amount(self, name: str, start: int) -> str:
        """The name without the amount after it, where the minus between them could belong to a
        name.
        """
        found = _EARLIER.fullmatch(name)
        if found is None or self._what_is(name) or not self._what_is(found[1]):
            return name
        self._at = start + len(found[1])
        return found[1]

    def _slip(self, name: str, start: int, *, onward: bool) -> WaveSlip:
        wave = self._wave(name, start)
        self._blank()
        if self._text[self._at : self._at + 1] not in ("+", "-"):
            self._fail(self._at, "expected '+' or '-'", f"write {written(name)}..+6m; {SEE_HELP}")
        by = self._duration(self._operator(""))
        self._require_not_live(wave, start)
        slot, as_of = self._snapshot.wave[wave], self._situation.as_of
        if slot.go_live is None:
            hint = f"write {written(wave)}.go_live=PERIOD"
            self._fail(start, f"{slot} has no go-live date to move", hint)
        if slot.past:
            self._fail(start, f"the go-live of {slot} was {slot.when}, which is over as of {as_of}")
        slip = WaveSlip(wave, by, onward)
        try:
            dates = slip.dates(self._snapshot)
        except OverflowError as fault:
            self._fail(start, str(fault), CALENDAR)
        over = next((to for to in dates.values() if to.last < as_of), None)
        if over is not None:
            self._fail(start, f"{over} is over as of {as_of}")
        return slip

    def _placed(self, name: str, start: int, *, never: bool) -> list[Change]:
        site = self._may_move(self._site(name, start), start)
        at = self._at
        wave = self._wave(
            self._name("expected a wave", self._among("wave", "", self._snapshot.wave)), at
        )
        self._end()
        if never:
            leaves = site.firm is not None and site.wave == wave
            return [*self._reopened(site, leaves=leaves), barred(site.id, wave)]
        leaves = site.wave != wave
        return [*self._reopened(site, leaves=leaves), pinned(site.id, wave)]

    def _in_words(self, name: str, start: int) -> list[Change]:
        at = self._at
        if at == len(self._text):
            self._fail(at, self._incomplete(name), self._forms(name))
        expected = f"expected '=', '!=' or a verb after {written(name)}"
        if self._text[at] in "+-":
            self._fail(at, expected, f"write {written(name)}.{GO_LIVE}{self._text[at:].rstrip()}")
        word = self._name(expected, self._forms(name))
        match name, word:
            case (("drop" | "restore"), "rule"):
                return [self._whole_rule(name)]
            case "add", "rule":
                return [self._new_rule()]
            case "add", "wave":
                return [self._new_wave()]
            case "reopen", _:
                self._end()
                site = self._may_move(self._site(word, at), at)
                if site.firm is None:
                    self._fail(at, f"{site.name} has not decided, so it is already open")
                return [Reopened(site.id)]
            case _, "withdrawn":
                self._end()
                return [says(self._may_move(self._site(name, start), start).id, Says.WITHDRAWN)]
            case _, ("passed" | "failed"):
                return [self._at_gate(name, start, Says(word))]
            case _, "joins":
                self._end()
                found = self._site(name, start)
                if found.takes_part:
                    self._fail(start, f"{found.name} already takes part")
                return [says(found.id, Says.JOINED)]
            case _, ("open" | "closed"):
                self._end()
                return [self._opened(self._wave(name, start), start, takes_more=word == "open")]
            case _, "dropped":
                self._end()
                wave = self._wave(name, start)
                self._require_not_live(wave, start)
                return [wave_dropped(wave)]
            case _:
                words = ("withdrawn", "joins", "open", "closed", "dropped", "passed", "failed")
                hint = self._unquoted(name) or did_you_mean(word, words) or self._forms(name)
                self._fail(at, f"unknown verb '{word}' after '{name}'", hint)

    def _at_gate(self, name: str, start: int, said: Says) -> Change:
        """The change that the site, or the whole wave, passed or failed the gate."""
        of_wave = name not in self._snapshot.sites and name in self._snapshot.wave
        if of_wave:
            self._require_not_live(name, start)
        else:
            self._may_move(self._site(name, start), start)
        self._blank()
        at = self._at
        known = {gate.id: gate.name or gate.id for gate in self._situation.gates.standing}
        gate = self._name(
            f"incomplete change: expected a gate after '{said}'", self._among("gate", "", known)
        )
        self._end()
        if gate not in known:
            if any(gate == stated.id for stated in self._situation.programme.agenda.gates):
                self._fail(at, f"the gate '{gate}' is not in force as of {self._situation.as_of}")
            self._fail(at, f"there is no gate '{gate}'", self._among("gate", gate, known))
        if not of_wave and name not in self._situation.gates.chosen(gate):
            self._fail(at, f"{self._snapshot.name(name)} does not have to pass {gate}")
        return at_gate(name, said, gate, wave=of_wave)

    def _incomplete(self, name: str) -> str:
        if name == "reopen":
            return "incomplete change: expected a site after 'reopen'"
        if name == "add":
            return "incomplete change: expected 'wave' or 'rule' after 'add'"
        if name in ("drop", "restore"):
            return f"incomplete change: expected 'rule' and its name after '{name}'"
        return f"incomplete change: expected '=', '!=' or a verb after '{name}'"

    def _forms(self, name: str) -> str:
        """The forms of changes for what the name refers to, and where all of them are listed."""
        as_written = written(name)
        if name in self._snapshot.sites:
            forms = f"write {as_written}=WAVE, {as_written} withdrawn or {as_written}.go_live+6m"
        elif name in self._snapshot.wave:
            forms = (
                f"write {as_written} closed, {as_written}.go_live+2w or {as_written}.capacity=12"
            )
        elif name in self._rules():
            forms = f"write {as_written}.KEY=VALUE or drop rule {name}"
        else:
            return SEE_HELP
        return f"{forms}; {SEE_HELP}"

    def _whole_rule(self, verb: str) -> Change:
        self._blank()
        at, name = self._at, self._text[self._at :].rstrip()
        if name.startswith('"'):
            name = self._name("expected a rule", self._among("rule", "", self._rules()))
            self._end()
        if not name:
            self._fail(at, "expected a rule", self._among("rule", "", self._rules()))
        if verb == "drop":
            return rule_dropped(self._rule(name, at))
        stated = {rule.name: rule for rule in self._situation.programme.rules}
        if name not in stated:
            self._unknown(at, "rule", name, stated)
        if name in self._rules():
            self._fail(at, f"the rule '{name}' is already in force")
        return rule_restored(stated[name])

    def _new_rule(self) -> RuleAdded:
        self._blank()
        at = self._at
        if at == len(self._text):
            self._fail(at, "incomplete change: expected a rule", f"write {NEW_RULE}; {SEE_HELP}")
        from hpplan.reading.rule_text import read_rule

        found = read_rule(self._text[at:], vocabulary(self._situation.programme))
        if isinstance(found, Finding):
            self._misread_yaml(at, found)
        if found.id is not None and found.id in self._rules():
            self._fail(at, f"there is a rule '{found.id}' already", "give it another id")
        if found.in_force is not None and not found.in_force.holds(self._situation.as_of):
            self._fail(at, f"the rule is not in force as of {self._situation.as_of}")
        return RuleAdded(found)

    def _new_wave(self) -> WaveAdded:
        self._blank()
        at = self._at
        name = self._name("incomplete change: expected the id of a wave", f"write {NEW_WAVE}")
        if any(wave.id == name for wave in self._situation.programme.waves):
            self._fail(at, f"there is a wave '{name}' already", "give it another id")
        self._blank()
        at = self._at
        if at == len(self._text):
            return WaveAdded(Wave(id=name))
        to = self._period()
        if to.last < self._situation.as_of:
            self._fail(at, f"{to} is over as of {self._situation.as_of}")
        return WaveAdded(Wave(id=name, go_live=to))

    def _of_part(self, name: str, start: int) -> Sequence[Change]:
        self._at += 1
        at = self._at
        expected = f"incomplete change: expected a key after '{name}.'"
        key = self._token(_KEY, expected, self._forms(name))
        if key == GO_LIVE:
            return self._go_live(name, start)
        if key == CAPACITY and name not in self._rules():
            return self._capacity(name, start)
        if key == SIZE and name not in self._rules():
            return [self._resized(name, start)]
        if name not in self._rules() and self._what_is(name):
            self._fail(
                at, f"the {self._what_is(name)} '{name}' has no key '{key}'", self._forms(name)
            )
        return [self._key_of_rule(name, start, key, at)]

    def _go_live(self, name: str, start: int) -> Sequence[Change]:
        self._blank()
        operator = self._operator(f"{written(name)}.{GO_LIVE}+6m")
        if operator == "=":
            to, by = self._period(), None
        else:
            to, by = None, self._duration(operator)
        if name in self._snapshot.wave or name not in self._snapshot.sites:
            return [self._wave_moved(self._wave(name, start), start, to, by)]
        return self._site_moved(self._site(name, start), start, to, by)

    def _wave_moved(
        self, wave: str, start: int, to: Period | None, by: Duration | None
    ) -> WaveRestated:
        self._require_not_live(wave, start)
        slot = self._snapshot.wave[wave]
        if by is not None:
            if slot.go_live is None:
                self._fail(
                    start,
                    f"{slot} has no go-live date to move",
                    f"write {written(wave)}.go_live=PERIOD",
                )
            to = slot.go_live.moved(by)
            if to is None:
                self._fail(start, f"{slot} ({slot.go_live}) would leave the calendar", CALENDAR)
        assert to is not None
        if to.last < self._situation.as_of:
            self._fail(start, f"{to} is over as of {self._situation.as_of}")
        return goes_live(wave, to)

    def _site_moved(
        self, found: SiteState, start: int, to: Period | None, by: Duration | None
    ) -> list[Change]:
        """A site has no date of its own: the change asks for a wave at that time."""
        site = self._may_move(found, start)
        if to is not None:
            with speaking(self._language):
                because = _("asked for as {period}", period=to.words)
            days = live_between(site.id, to.first, to.last, because)
        else:
            assert by is not None
            slot = self._snapshot.wave.get(site.wave or "")
            if slot is None or slot.go_live is None:
                why = "is in no wave" if slot is None else f"is in {slot}, which has no date"
                self._fail(start, f"{site.name} {why}", f"write {written(site.id)}.go_live=PERIOD")
            earlier = by.months < 0 or by.days < 0
            limit = by.ordinal(slot.go_live.last if earlier else slot.go_live.first)
            if not date.min.toordinal() <= limit <= date.max.toordinal():
                far = _from(slot, slot.go_live, by)
                self._fail(start, f"{far} is a day outside the calendar", CALENDAR)
            with speaking(self._language):
                because = _from(slot, slot.go_live, by)
            days = (
                live_between(site.id, None, by.after(slot.go_live.last), because)
                if earlier
                else live_between(site.id, by.after(slot.go_live.first), None, because)
            )
        return [*self._reopened(site, leaves=True), days]

    def _capacity(self, name: str, start: int) -> Sequence[Change]:
        wave, measure = self._wave(name, start), COUNTING_SITES
        if self._taken("."):
            measure = self._measure()
        self._blank()
        at, operator = self._at, self._operator(f"{written(name)}.{CAPACITY}=12")
        amount = self._amount()
        binding = [
            rule
            for rule in self._situation.rules
            if isinstance(rule, Summing)
            and rule.max is not None
            and rule.measure == measure
            and wave in rule.waves
        ]
        if len(binding) > 1:
            names = ", ".join(rule.name for rule in binding)
            message = f"more than one capacity of {measure} binds {wave}: {names}"
            self._fail(start, message, f"write {written(binding[0].name)}.max=…")
        if not binding:
            if operator != "=":
                message = f"no capacity of {measure} binds {wave}"
                self._fail(at, message, f"write {written(wave)}.{CAPACITY}.{measure}=…")
            return [holds_at_most(wave, measure, amount)]
        (rule,) = binding
        assert rule.max is not None
        return [capacity_in(wave, rule, self._sum(rule.max, operator, amount, at))]

    def _resized(self, name: str, start: int) -> SiteResized:
        site = self._site(name, start)
        form = f"{written(name)}.{SIZE}.MEASURE=7000"
        if not self._taken("."):
            self._fail(self._at, "incomplete change: expected a measure", f"write {form}")
        measure = self._measure()
        self._blank()
        at, operator = self._at, self._operator(form)
        amount, now = self._amount(), site.fields.size.get(measure)
        if operator == "=":
            return SiteResized(site.id, measure, amount)
        if now is None:
            self._fail(at, f"{site.name} states no {measure}", f"write {form}")
        return SiteResized(site.id, measure, self._sum(now, operator, amount, at))

    def _measure(self) -> str:
        at = self._at
        expected = "expected a measure"
        quoted = self._text.startswith('"', at)
        measure = self._name(expected) if quoted else self._token(_KEY, expected)
        known = vocabulary(self._situation.programme).names["measure"]
        if measure not in known:
            self._unknown(at, "measure", measure, dict.fromkeys(sorted(known)))
        return measure

    def _sum(self, now: int, operator: str, amount: int, at: int) -> int:
        """The resulting amount: not below 0, and not more than can be counted."""
        if operator == "+" and now + amount > LARGEST:
            self._fail(at, f"{now} + {amount} is more than {LARGEST}")
        if operator == "-" and amount > now:
            self._fail(at, f"{now} - {amount} would be negative")
        return {"=": amount, "+": now + amount, "-": now - amount}[operator]

    def _key_of_rule(self, name: str, start: int, key: str, at: int) -> RuleReplaced:
        rule = self._rule(name, start)
        fields = {field.alias or n: n for n, field in type(rule).model_fields.items()}
        known = [k for k in fields if k not in ("@", "kind", "id")]
        if key not in known:
            hint = self._among("key", key, dict.fromkeys(known))
            self._fail(at, f"the rule '{rule.name}' has no key '{key}'", hint)
        self._blank()
        operator = self._operator(f"{written(name)}.{key}=VALUE")
        now = getattr(rule, fields[key])
        value: object
        if operator == "=":
            start = self._at
            value = self._value()
        elif isinstance(now, int) and not isinstance(now, bool):
            start = self._at
            value = now + self._amount() * (1 if operator == "+" else -1)
        else:
            self._fail(
                at,
                f"'{key}' is not a number, so nothing can be added to it",
                f"write {written(name)}.{key}=…",
            )
        return RuleReplaced(rule, self._altered(rule, key, value, start))

    def _value(self) -> object:
        """A value of a rule: a word, a number, several with commas between, or YAML in brackets."""
        text = self._text[self._at :].strip()
        if not text.startswith(("{", "[")):
            return _value(text)
        from hpplan.reading.rule_text import read_value

        found = read_value(text)
        if isinstance(found, Finding):
            self._misread_yaml(self._at, found)
        return found

    def _misread_yaml(self, at: int, found: Finding) -> NoReturn:
        column = found.place.column - 1 if found.place and found.place.line == 1 else 0
        self._fail(at + column, found.message, found.hint)

    def _altered(self, rule: Rule, key: str, value: object, at: int) -> Rule:
        known = vocabulary(self._situation.programme)
        stated = {
            field.alias or name: getattr(rule, name)
            for name, field in type(rule).model_fields.items()
            if name in rule.model_fields_set
        }
        stated |= {"@": rule.address, key: value}
        if value is None:
            del stated[key]
        try:
            return type(rule).model_validate(stated, context=known)
        except ValidationError as fault:
            places = self._situation.programme.places
            found = next(findings_of(fault, type(rule), rule.address, (), places, known))
            self._fail(at, found.message, found.hint)

    def _period(self) -> Period:
        seasons = {
            str(name): months for name, months in self._situation.programme.agenda.seasons.items()
        }
        at, text = self._at, self._text[self._at :].strip()
        try:
            return Period.parse(text, seasons)
        except ValueError as fault:
            self._fail(at, str(fault))

    # --- what names mean --------------------------------------------------------------------

    def _site(self, name: str, at: int) -> SiteState:
        known = self._snapshot.sites
        if name not in known:
            stated = self._situation.programme.site.get(name)
            if stated is not None:
                called = self._situation.programme.called(name)
                self._fail(at, f"{called} does not exist as of {self._situation.as_of}")
            self._unknown(at, "site", name, {s.id: s.plain_name for s in known.values()})
        return known[name]

    def _may_move(self, site: SiteState, at: int) -> SiteState:
        if site.live:
            self._fail(at, f"{site.name} is live in {site.wave}, which cannot be undone")
        if not site.takes_part:
            message = f"{site.name} takes no part as of {self._situation.as_of}"
            self._fail(at, message, f"write '{written(site.id)} joins' first")
        return site

    def _reopened(self, site: SiteState, *, leaves: bool) -> list[Change]:
        """The change that reopens a site that decided, before it is placed elsewhere."""
        return [Reopened(site.id)] if site.firm is not None and leaves else []

    def _wave(self, name: str, at: int) -> str:
        known = self._snapshot.wave
        if name not in known:
            if any(wave.id == name for wave in self._situation.programme.waves):
                message = f"the wave {name} does not exist as of {self._situation.as_of}"
                self._fail(at, message, f"existing waves: {', '.join(known)}")
            self._unknown(at, "wave", name, {slot.id: slot.label for slot in known.values()})
        return name

    def _opened(self, wave: str, at: int, *, takes_more: bool) -> WaveRestated:
        slot = self._snapshot.wave[wave]
        if slot.past:
            self._fail(at, f"the go-live of {slot} was {slot.when}; no other site can join it")
        if slot.open == takes_more:
            self._fail(at, f"{slot} already takes {'more' if takes_more else 'no more'} sites")
        return takes(wave, more=takes_more)

    def _require_not_live(self, wave: str, at: int) -> None:
        live = [s.name for s in self._snapshot.sites.values() if s.live and s.wave == wave]
        if live:
            some = ", ".join(live[:3]) + (" …" if len(live) > 3 else "")
            self._fail(at, f"{self._snapshot.wave[wave]} is live ({some}), which cannot be undone")

    def _names(self) -> Iterable[str]:
        return (*self._snapshot.sites, *self._snapshot.wave, *self._rules())

    def _rules(self) -> Mapping[str, Rule]:
        return {rule.name: rule for rule in self._situation.rules if not rule.of_claims}

    def _rule(self, name: str, at: int) -> Rule:
        alike = [rule for rule in self._situation.rules if rule.name == name]
        if len(alike) == 1:
            return alike[0]
        if alike:
            places = (self._situation.programme.places.place(rule.address) for rule in alike)
            where = ", ".join(f"{place.file}:{place.line}" for place in places if place)
            message = f"{len(alike)} rules are named '{name}'"
            self._fail(at, message, f"give them ids: {where}" if where else None)
        if any(rule.name == name for rule in self._situation.programme.rules):
            message = f"the rule '{name}' is not in force as of {self._situation.as_of}"
            self._fail(at, message, f"write 'restore rule {name}' first")
        self._unknown(at, "rule", name, dict.fromkeys(self._rules()))

    def _what_is(self, name: str) -> str | None:
        """What the name refers to, if anything."""
        kinds = {"site": self._snapshot.sites, "wave": self._snapshot.wave, "rule": self._rules()}
        return next((kind for kind, names in kinds.items() if name in names), None)

    def _unknown(self, at: int, noun: str, name: str, known: Mapping[str, object]) -> NoReturn:
        if (kind := self._what_is(name)) is not None:
            first = not self._text[:at].strip()
            hint = self._forms(name) if first else self._among(noun, "", known)
            self._fail(at, f"'{name}' is a {kind}, not a {noun}", hint)
        self._fail(at, f"there is no {noun} '{name}'", self._among(noun, name, known))

    def _among(self, noun: str, name: str, known: Mapping[str, object]) -> str:
        if name and (hint := self._unquoted(name)) is not None:
            return hint
        called = {str(title).casefold(): key for key, title in known.items()}
        if (meant := called.get(name.casefold())) is not None:
            return f"did you mean '{meant}'?"
        few = ", ".join(list(known)[:12]) + (" …" if len(known) > 12 else "")
        return did_you_mean(name, known) or (f"known: {few}" if known else f"there is no {noun}")


def _from(wave: WaveState, go_live: Period, by: Duration) -> str:
    """A time before or after the go-live of the wave."""
    values = {"wave": wave, "period": go_live.words}
    time = Duration(abs(by.months), abs(by.days)).words
    if by.months < 0 or by.days < 0:
        return _("{time} before {wave}, {period}", time=time, **values)
    return _("{time} after {wave}, {period}", time=time, **values)


def _value(text: str) -> object:
    """The value of a text on the command line: a number, true, false, none, a list, or a text."""
    words: Mapping[str, object] = {"true": True, "false": False, "none": None}
    if text in words:
        return words[text]
    if re.fullmatch(r"-?[0-9]{1,19}", text):
        return int(text)
    if re.fullmatch(r"-?[0-9]{1,12}\.[0-9]{1,12}", text):
        return float(text)
    if "," in text:
        return [part.strip() for part in text.split(",")]
    return text
