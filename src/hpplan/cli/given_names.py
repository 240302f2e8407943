"""Names that the user gave on the command line: sites, waves, regions and trusts that exist."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NoReturn

import typer

from hpplan.literal import literal
from hpplan.near_miss import composed

if TYPE_CHECKING:
    from hpplan.domain.standing import Standing
    from hpplan.programme import Overrides, Situation
    from hpplan.rules import Rule

PIN, FORBID, REOPEN = "--pin", "--forbid", "--reopen"
SITE, WAVE, REGION, TRUST = "--site", "--wave", "--region", "--trust"


def overrides(
    situation: "Situation", pins: Sequence[str], forbids: Sequence[str], reopened: Sequence[str]
) -> "Overrides":
    """What the options of `assign` ask beyond the data; wrong usage ends the command."""
    from hpplan.programme import Overrides

    return Overrides(
        pins=tuple(_pair(PIN, text, situation) for text in dict.fromkeys(pins)),
        forbids=tuple(_pair(FORBID, text, situation) for text in dict.fromkeys(forbids)),
        reopened=tuple(_reopened(site, situation) for site in dict.fromkeys(reopened)),
    )


def _pair(option: str, text: str, situation: "Situation") -> tuple[str, str]:
    site, equals, wave = (part.strip() for part in text.partition("="))
    if not (site and equals and wave):
        _wrong(option, f"'{text}' is no pair of a site and a wave", "write SITE=WAVE")
    return _taking_part(option, site, situation).id, known_wave(option, wave, situation)


def _reopened(text: str, situation: "Situation") -> str:
    site = _taking_part(REOPEN, text, situation)
    if site.live:
        _wrong(REOPEN, f"{site.name} is live in {site.wave}, which cannot be undone")
    return site.id


def _taking_part(option: str, text: str, situation: "Situation") -> "Standing":
    site = situation.snapshot.sites[known_site(option, text, situation)]
    if site.refusal is not None:
        says = f"it {site.refusal.says} {site.refusal.on or ''}".rstrip()
        _wrong(option, f"{site.name} takes no part as of {situation.as_of}: {says}")
    return site


def known_site(option: str, name: str, situation: "Situation") -> str:
    """The site of this id, if it exists as of the day."""
    name = composed(name)
    known = situation.snapshot.sites
    if name in known:
        return name
    if (site := situation.programme.site.get(name)) is not None:
        since = f" since {site.since}" if site.since is not None else ""
        until = f" until {site.until}" if site.until is not None else ""
        _wrong(
            option,
            f"{situation.programme.called(name)} does not exist as of {situation.as_of}, "
            f"only{since}{until}",
        )
    named = {site.plain_name.casefold(): site.id for site in known.values()}
    _unknown(option, "site", name, named.get(name.casefold()), known)


def known_wave(option: str, name: str, situation: "Situation") -> str:
    """The wave of this id, if it exists as of the day."""
    name = composed(name)
    known = situation.snapshot.wave
    if name in known:
        return name
    if any(wave.id == name for wave in situation.programme.waves):
        _wrong(
            option,
            f"the wave {name} does not exist as of {situation.as_of}",
            f"those that do are {', '.join(known)}",
        )
    called = {slot.label.casefold(): slot.id for slot in known.values()}
    _unknown(option, "wave", name, called.get(name.casefold()), known)


def known_region(option: str, name: str, situation: "Situation") -> str:
    """The region of this id."""
    name = composed(name)
    known = situation.programme.regions
    if name in known:
        return name
    named = {region.name.casefold(): region.id for region in known.values()}
    _unknown(option, "region", name, named.get(name.casefold()), known)


def known_trust(option: str, name: str, situation: "Situation") -> str:
    """The trust of this id, if it exists as of the day."""
    from hpplan.domain.sites import TRUST as A_TRUST

    name = composed(name)
    known = {s.id: s.name for s in situation.snapshot.sites.values() if s.site.kind == A_TRUST}
    if name in known:
        return name
    named = {called.casefold(): trust for trust, called in known.items()}
    _unknown(option, "trust", name, named.get(name.casefold()), known)


def known_rule(option: str, name: str, situation: "Situation") -> "Rule":
    """The rule of this id, or of this kind if it is the only one; in force or not."""
    name = composed(name)
    stated = {id(rule): rule for rule in (*situation.rules, *situation.programme.rules)}.values()
    alike = [rule for rule in stated if rule.name == name]
    if len(alike) > 1:
        places = (situation.programme.places.place(rule.address) for rule in alike)
        where = ", ".join(f"{place.file}:{place.line}" for place in places if place)
        _wrong(option, f"{len(alike)} rules go by the name '{name}'", f"give them ids: {where}")
    if alike:
        return alike[0]
    _unknown(option, "rule", name, None, [rule.name for rule in stated])


def _unknown(
    option: str, noun: str, name: str, meant: str | None, known: Iterable[str]
) -> NoReturn:
    from hpplan.near_miss import did_you_mean

    among = list(known)
    few = ", ".join(among[:12]) + (" …" if len(among) > 12 else "")
    hint = f"did you mean '{meant}'?" if meant is not None else did_you_mean(name, among)
    _wrong(option, f"there is no {noun} '{name}'", hint or f"known: {few}")


def _wrong(option: str, message: str, hint: str | None = None) -> NoReturn:
    text = message if hint is None else f"{message}; {hint}"
    raise typer.BadParameter(literal(text), param_hint=option)
