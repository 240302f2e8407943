"""An adopted plan, for people and as JSON."""

from collections.abc import Iterator, Mapping, Sequence

from hpplan.analysis.adoption import Adoption
from hpplan.domain.mandates import Mandate, Matter
from hpplan.domain.standing import Firm
from hpplan.periods import day_in_words
from hpplan.programme.matters import mandate, of_date, of_move
from hpplan.programme.statements import SiteSays, WaveSays
from hpplan.text import conjoined, enumerated, few_names
from hpplan.views import data_effect as view
from hpplan.views import mandates
from hpplan.views.data_written import DataWritten
from hpplan.views.document import Block, Document, Headline, Line, Listed, few
from hpplan.views.formats.drawing import counted
from hpplan.views.formats.json import render

FIRM = {Firm.LIVE: "live", Firm.DECIDED: "decided", Firm.OVERDUE: "not reported live"}


def document(adoption: Adoption, written: DataWritten) -> Document:
    """The plan that is adopted, and the resulting changes of the files and the plan."""
    return tuple(_blocks(adoption, written))


def as_json(
    adoption: Adoption, claims: Sequence[Mapping[str, object]], written: DataWritten
) -> str:
    """One object, ending in a line break."""
    return render(
        {
            "claims": claims,
            "left": adoption.left,
            "unplaced": [{"site": out.site, "reason": out.why} for out in adoption.unplaced],
            **mandates.keys(_mandates(adoption)),
            **written.as_json(),
        },
        view.KEYS,
    )


def _blocks(adoption: Adoption, written: DataWritten) -> Iterator[Block]:
    if not written.files:
        yield Headline("Adopted already: the data says what the plan says. Nothing is written.")
    else:
        known = "" if written.known is None else f"known from {day_in_words(written.known)}"
        done = "To be adopted" if written.dry_run else "Adopted"
        yield Headline(f"{done}: {_how_much(adoption)}", aside=known)
    yield from written.lines
    if lines := (*_adopted(adoption), *_left(adoption)):
        yield Listed("", lines)
    yield from _unplaced(adoption)
    yield from mandates.blocks(_mandates(adoption), adoption.situation.programme)
    yield from written.changes()


def _how_much(adoption: Adoption) -> str:
    sites = sum(isinstance(each, SiteSays) for each in adoption.statements)
    days = len(adoption.statements) - sites
    parts = [counted(sites, "site")] if sites else []
    parts += [f"the day of {counted(days, 'wave')}"] if days else []
    return conjoined(parts) if parts else "the date of the programme alone is missing"


def _adopted(adoption: Adoption) -> Iterator[Line]:
    """The waves that get their day, and the sites by the claim made of them."""
    snapshot = adoption.situation.snapshot
    said: dict[str, list[str]] = {}
    for each in adoption.statements:
        match each:
            case WaveSays(wave, claim):
                yield Line(f"{wave}: {claim.said}")
            case SiteSays(site, claim):
                said.setdefault(claim.said, []).append(snapshot.name(site))
            case _:
                pass
    for what, names in said.items():
        yield Line(f"{what}: {enumerated(names)}")


def _left(adoption: Adoption) -> Iterator[Line]:
    sites = adoption.situation.snapshot.sites
    for why, word in FIRM.items():
        names = [sites[site].name for site in adoption.left if sites[site].firm is why]
        if names:
            yield Line(f"left as they are, {word}: {few_names(names)}")


def _unplaced(adoption: Adoption) -> Iterator[Listed]:
    name = adoption.situation.snapshot.name
    lines = [Line(f"{name(out.site)}: {out.why}") for out in adoption.unplaced]
    if lines:
        yield Listed("In no wave, so nothing is written", few(lines))


def _mandates(adoption: Adoption) -> list[Mandate | None]:
    """Who decides that sites leave their waves, and waves their dates."""
    situation = adoption.situation
    found: list[Matter | None] = []
    for each in adoption.statements:
        match each:
            case SiteSays(site, claim):
                found.append(of_move(site, claim.wave, situation.snapshot))
            case WaveSays(wave, claim):
                found.append(of_date(wave, claim.period, situation.snapshot))
            case _:
                pass
    return [mandate(matter, situation) for matter in found]
