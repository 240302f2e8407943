"""A difference for people: the changes of each wave, then of each site."""

from collections.abc import Iterator, Mapping
from typing import Final

from hpplan.analysis.cited import Cited
from hpplan.analysis.diff import Difference, Member, SiteChange, WaveChange, WaveSide, Whereabouts
from hpplan.analysis.shift import shifted_by
from hpplan.domain.sites import TRUST
from hpplan.domain.status import Status
from hpplan.language import _, marked, plural
from hpplan.periods import Period, day_in_words
from hpplan.text import enumerated
from hpplan.views import facts
from hpplan.views.document import Block, Document, Headline, Line, Listed

WAVES, MOVED, OTHERS = marked("Waves"), marked("In another wave"), marked("Other changes")
TITLES: Final = (WAVES, MOVED, OTHERS)
"""The parts in their order."""
NO_CAUSES: Final[Mapping[str, str]] = {}


def document(difference: Difference) -> Document:
    """Waves in order, then the sites, each with the claim that changed it."""
    return tuple(_blocks(difference))


def _blocks(difference: Difference) -> Iterator[Block]:
    old, new = _named(difference.old.name), _named(difference.new.name)
    title = _("From {old} to {new}", old=old, new=new)
    if not difference:
        yield Headline(_("{what}: nothing differs.", what=title))
        return
    parts = list(listed_changes(difference))
    yield Headline(f"{title}: {', '.join(count for count, _ in parts)}.")
    in_order = {part.title: part for _, part in parts}
    yield from (in_order[title] for title in map(_, TITLES) if title in in_order)


def listed_changes(
    difference: Difference, why: Mapping[str, str] = NO_CAUSES
) -> Iterator[tuple[str, Listed]]:
    """Sites in another wave, sites with other changes, waves: their numbers, and the changes. `why`
    gives the cause, by site, of a move that no claim makes.
    """
    moved = [change for change in difference.sites if change.moved]
    others = [change for change in difference.sites if not change.moved]
    if moved:
        lines = tuple(_sites(moved, why))
        count = plural("{n} site in another wave", "{n} sites in another wave", len(moved))
        yield count, Listed(_(MOVED), lines)
    if others:
        lines = tuple(_sites(others, why))
        count = plural("{n} site with other changes", "{n} sites with other changes", len(others))
        yield count, Listed(_(OTHERS), lines)
    if difference.waves:
        lines = tuple(line for change in difference.waves for line in _wave(change))
        count = plural("{n} wave changed", "{n} waves changed", len(difference.waves))
        yield count, Listed(_(WAVES), lines)


def _named(side: str) -> str:
    """The name that the user gave the side; a day in words."""
    try:
        return Period.parse(side).words
    except ValueError:
        return side


def _sites(changes: list[SiteChange], why: Mapping[str, str]) -> Iterator[Line]:
    """The changes of sites, with equal changes for the same reason together."""
    alike: dict[tuple[str, str], list[SiteChange]] = {}
    for change in changes:
        alike.setdefault((what_changed(change), _because(change, why)), []).append(change)
    for (what, because), together in alike.items():
        cited = together[0].cited
        place = _placed(cited) if len(together) == 1 and cited is not None else ""
        yield Line(f"{enumerated(change.name for change in together)}: {what}")
        if because:
            yield Line(because, place=place, goes_on=True)


def _wave(change: WaveChange) -> Iterator[Line]:
    parts = [what_changed_of_wave(change)]
    if change.joined:
        parts.append(_("joined by {sites}", sites=_members(change.joined)))
    if change.left:
        parts.append(_("left by {sites}", sites=_members(change.left)))
    yield Line(f"{change.wave}: {'; '.join(filter(None, parts))}")
    if change.cited is not None:
        yield Line(claimed(change.cited), place=_placed(change.cited), goes_on=True)


def what_changed_of_wave(change: WaveChange) -> str:
    """The wave now and before; empty where only its sites differ."""
    if change.old is None:
        return _("new, {what}", what=_state(change.new, change.wave))
    if change.new is None:
        return _("gone, was {what}", what=_state(change.old, change.wave))
    return "; ".join(_changed(change, change.old, change.new)) if change.old != change.new else ""


def _changed(change: WaveChange, old: WaveSide, new: WaveSide) -> Iterator[str]:
    if (old.label, old.go_live) != (new.label, new.go_live):
        called = change.wave if old.label == new.label else ""
        yield f"{_state(old, called)} -> {_state(new, called)}{shifted_by(change.shift)}"
    if old.open != new.open:
        yield _("open again") if new.open else _("closed, takes no more sites")


def _state(state: WaveSide | None, called: str) -> str:
    """Its name, unless that was given already, and its go-live."""
    if state is None:
        return _("nothing")
    when = state.go_live.words if state.go_live else _("no date")
    return when if state.label == called else f"{state.label} {when}"


def _members(members: tuple[Member, ...]) -> str:
    """Trusts first: a wave that changes its trust is another wave to all in it."""
    trusts = [_("the trust {name}", name=m.name) for m in members if m.kind == TRUST]
    return enumerated([*trusts, *(m.name for m in members if m.kind != TRUST)])


def what_changed(change: SiteChange) -> str:
    """Where the site was and is, and what it states itself."""
    into = _split_into(change)
    if change.old is None:
        where = _where(change.new)
        if change.split_from is None:
            return _("new, {what}", what=where)
        return _("split from {site}, {where}", site=change.split_from, where=where)
    if change.new is None:
        where = _where(change.old)
        if into:
            return _("{what}, was {where}", what=into, where=where)
        return _("gone, was {what}", what=where)
    moved = f"{_where(change.old)} -> {_where(change.new)}{shifted_by(change.shift)}"
    return f"{moved}; {into}" if into else moved


def _split_into(change: SiteChange) -> str:
    if not change.split_into:
        return ""
    return _("split into {sites}", sites=", ".join(change.split_into))


def _because(change: SiteChange, why: Mapping[str, str]) -> str:
    """The claim that made the change, else the reason of a move; empty for a site that no claim has
    changed and that is where it was: the reason for its wave does not explain another date.
    """
    if change.cited is not None:
        return claimed(change.cited)
    return why.get(change.site, change.reason) if change.moved else ""


def _where(stood: Whereabouts | None) -> str:
    if stood is None:
        return _("in no wave")
    when = f" {stood.go_live.words}" if stood.go_live else ""
    dropped = _("in no wave")
    if stood.dropped is not None:
        dropped = _("{wave}, which was dropped", wave=stood.dropped)
    status = "" if stood.status == Status.NONE else f" ({stood.status.word})"
    return f"{stood.label or stood.wave or dropped}{when}{status}"


def claimed(cited: Cited) -> str:
    """The content of the claim, its source, and since when it was known."""
    source = f" [{cited.source}]" if cited.source else ""
    said = f"{cited.says}{source}"
    if cited.known is None:
        return said
    return _("{said}, known since {day}", said=said, day=day_in_words(cited.known))


def _placed(cited: Cited) -> str:
    return facts.at(cited.place)
