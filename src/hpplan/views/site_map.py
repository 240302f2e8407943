"""A map as text: the ids of waves at the locations of their sites, then the sites of each."""

from collections.abc import Iterator, Sequence
from typing import Final

from hpplan.analysis.site_map import Located, SiteMap
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.text import enumerated, literal
from hpplan.views.document import Block, Document, Example, Headline, Sentence, Terms
from hpplan.views.pictures.projection import Projection
from hpplan.views.pictures.tiles import tile_grid

WIDEST: Final = 8
"""How many letters of a wave's id a tile shows."""
_TALL: Final = 2.0
"""The ratio of a terminal letter's height to its width."""
_NOBODY: Final = "–"


def document(found: SiteMap, *, tiles: bool = True) -> Document:
    """The tiles, unless only words are wanted, then each wave with its sites."""
    return tuple(_blocks(found, tiles=tiles))


def _blocks(found: SiteMap, *, tiles: bool) -> Iterator[Block]:
    timeline = found.timeline
    waves = {entry.wave for entry in timeline.entries if entry.wave is not None}
    sites = plural("{n} site", "{n} sites", len(timeline.entries))
    many = plural("{sites} in {n} wave", "{sites} in {n} waves", len(waves), sites=sites)
    day = _("on {day}", day=day_in_words(timeline.as_of))
    yield Headline(f"{timeline.programme}: {many}", aside=day)
    there = [site for site in found.sites if site.location is not None]
    if there and tiles:
        yield Example(_("Each site by its wave, near to where it lies"), _tiles(there))
    elif not there:
        yield Sentence(_("No site has a location."))
    pairs = []
    for wave in dict.fromkeys(entry.wave for entry in timeline.entries):
        entries = [entry for entry in timeline.entries if entry.wave == wave]
        names = enumerated(entry.name for entry in entries)
        if wave is None:
            pairs.append((_NOBODY, _("in no wave: {sites}", sites=names)))
        else:
            go_live = entries[0].go_live
            when = _("no date") if go_live is None else go_live.short
            pairs.append((wave, f"{when}: {names}"))
    if pairs:
        yield Terms(tuple(pairs))
    nowhere = [site.entry.name for site in found.sites if site.location is None]
    if there and nowhere:
        yield Sentence(_("Not on the map: {sites}", sites=enumerated(nowhere)))


def _tiles(sites: Sequence[Located]) -> str:
    """The ids of the waves in columns, north at the top."""
    names = [literal(site.entry.wave or _NOBODY)[:WIDEST] for site in sites]
    wide = max(map(len, names)) + 1
    places = [site.location for site in sites if site.location is not None]
    projection = Projection.around(places)
    grid = tile_grid([projection.at(*place) for place in places], wide / _TALL)
    rows = [[" " * wide] * grid.columns for _row in range(grid.rows)]
    for name, (column, row) in zip(names, grid.cells, strict=True):
        rows[row][column] = f"{name:{wide}}"
    return "\n".join("".join(row).rstrip() for row in rows)
