"""The waits between sites as a picture: arrows from left to right, to the sites that wait.

Sites of one group are in a frame; others that wait for the same sites, and for which the same sites
wait, share a fainter one, so that an arrow is drawn once for all of them.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from hpplan.analysis.waiting import WaitingGraph, WaitingPair, WaitingSite
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.text import enumerated
from hpplan.values import dataclass
from hpplan.views.pictures.measuring import fitted
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.placing import Labels
from hpplan.views.pictures.svg import (
    LETTERINGS,
    Element,
    Svg,
    element,
    group,
    number,
    path,
    rect,
    words,
)

NAME: Final = "graph"
WIDEST: Final = 230
NARROWEST: Final = 120
ACROSS: Final = 130
"""The distance between columns of boxes."""
APART: Final = 14
ROW: Final = 18
PAD: Final = 7
SWEEPS: Final = 4
"""How often the boxes of each column are reordered by the positions of connected ones."""
WIDTH: Final = 600
"""The least width of a picture."""

_Box = tuple[str, ...]
"""The ids of the sites in a box."""


def graph_picture(graph: WaitingGraph, slots: tuple[str, ...]) -> Svg:
    """The picture; `slots` are the ids of all waves, in their order."""
    return _Graph(graph, slots).picture()


@dataclass(frozen=True, slots=True)
class _BoxPlace:
    """The position of a box."""

    left: float
    top: float
    wide: float
    tall: float

    @property
    def middle(self) -> float:
        return self.top + self.tall / 2


@dataclass(frozen=True)
class _Graph:
    graph: WaitingGraph
    slots: tuple[str, ...]

    def picture(self) -> Svg:
        placed = self.placed.values()
        width = max([WIDTH, *(box.left + box.wide + 2 for box in placed)])
        bottom = max([0.0, *(box.top + box.tall for box in placed)])
        shapes = [*self._arrows(), *self._boxes(), *self._labels(width, bottom)]
        note = self._note()
        shapes.append(words(0, bottom + 26, fitted(note, width, 11), "note", paint="muted"))
        return Svg(
            NAME,
            _("{programme}: who waits for whom", programme=self.graph.title),
            self._described(),
            width,
            bottom + 34,
            tuple(shapes),
            self.waves,
            lead=_(
                "On {day}, by the hard rules in force; an arrow leads to who waits",
                day=day_in_words(self.graph.as_of),
            ),
        )

    def _note(self) -> str:
        others = plural(
            "{n} other site waits for nobody, and nobody for it",
            "{n} other sites wait for nobody, and nobody for them",
            self.graph.others,
        )
        if not self.graph.chain:
            return others
        chain = " → ".join(self.names[site] for site in self.graph.chain)
        return _("Drawn thick, the longest chain: {chain}. {others}", chain=chain, others=others)

    def _described(self) -> str:
        pairs = [self._said(pair) for pair in self.graph.pairs]
        groups = [
            _("together: {sites}", sites=enumerated(self.names[site] for site in tied.sites))
            for tied in self.graph.groups
        ]
        return "; ".join([*pairs, *groups, self._note()])

    @cached_property
    def waves(self) -> WavePalette:
        here = (found.wave for found in self.graph.sites if found.wave is not None)
        return WavePalette(tuple(dict.fromkeys([*self.slots, *here])))

    @cached_property
    def sites(self) -> Mapping[str, WaitingSite]:
        return {found.site: found for found in self.graph.sites}

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {found.site: found.name for found in self.graph.sites}

    # --- boxes, columns and rows ------------------------------------------------------------

    @cached_property
    def boxes(self) -> list[_Box]:
        """Each group, each site of the chain, and the others with the same waits."""
        alike: dict[object, list[str]] = {}
        for found in self.graph.sites:
            if found.group is not None:
                key: object = found.group
            elif found.in_chain:
                key = found.site
            else:
                key = self._neighbours[found.site]
            alike.setdefault(key, []).append(found.site)
        return [tuple(sites) for sites in alike.values()]

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        before: dict[str, set[str]] = {found.site: set() for found in self.graph.sites}
        after: dict[str, set[str]] = {found.site: set() for found in self.graph.sites}
        for pair in self.graph.pairs:
            before[pair.then].add(pair.first)
            after[pair.first].add(pair.then)
        return {site: (frozenset(before[site]), frozenset(after[site])) for site in before}

    @cached_property
    def arrows(self) -> dict[tuple[_Box, _Box], list[WaitingPair]]:
        """The pairs between each box and another one."""
        box = {site: sites for sites in self.boxes for site in sites}
        found: dict[tuple[_Box, _Box], list[WaitingPair]] = {}
        for pair in self.graph.pairs:
            if box[pair.first] != box[pair.then]:
                found.setdefault((box[pair.first], box[pair.then]), []).append(pair)
        return found

    @cached_property
    def columns(self) -> list[list[_Box]]:
        """The boxes, each to the right of all that it waits for; in a cycle, the first
        comes first.
        """
        left, column = list(self.boxes), dict[_Box, int]()
        while left:
            free = [box for box in left if not self._waits(box, left)] or left[:1]
            for box in free:
                before = [column[a] for a, b in self.arrows if b == box and a in column]
                column[box] = max(before, default=-1) + 1
            left = [box for box in left if box not in column]
        found: list[list[_Box]] = [[] for _each in range(max(column.values(), default=-1) + 1)]
        for box in self.boxes:
            found[column[box]].append(box)
        for _sweep in range(SWEEPS):
            found = self._ordered(found)
        return found

    def _waits(self, box: _Box, others: list[_Box]) -> bool:
        return any(b == box and a in others for a, b in self.arrows)

    def _ordered(self, columns: list[list[_Box]]) -> list[list[_Box]]:
        """The columns with each box near the middle of those connected with it."""
        height = {box: at / len(boxes) for boxes in columns for at, box in enumerate(boxes)}

        def middle(box: _Box) -> float:
            tied = [height[a] for a, b in self.arrows if b == box]
            tied += [height[b] for a, b in self.arrows if a == box]
            return sum(tied) / len(tied) if tied else height[box]

        return [sorted(boxes, key=middle) for boxes in columns]

    @cached_property
    def placed(self) -> dict[_Box, _BoxPlace]:
        sizes = {box: self._size(box) for box in self.boxes}
        talls = [
            sum(sizes[box][1] for box in boxes) + APART * (len(boxes) - 1) for boxes in self.columns
        ]
        found, left = dict[_Box, _BoxPlace](), 2.0
        for boxes, tall in zip(self.columns, talls, strict=True):
            top = 4 + (max(talls) - tall) / 2
            wide = max(sizes[box][0] for box in boxes)
            for box in boxes:
                found[box] = _BoxPlace(left, top, wide, sizes[box][1])
                top += sizes[box][1] + APART
            left += wide + ACROSS
        return found

    def _size(self, box: _Box) -> tuple[float, float]:
        wide = [
            LETTERINGS[self._lettering(site)].wide(self.names[site]) + self._label(site)
            for site in box
        ]
        return min(max(max(wide) + 21, NARROWEST), WIDEST), len(box) * ROW + 2 * PAD

    def _lettering(self, site: str) -> str:
        return "strong" if self.sites[site].in_chain else "body"

    def _label(self, site: str) -> float:
        """The width of the label of the site's wave."""
        label = self.sites[site].label
        return 0 if label is None else LETTERINGS["note"].wide(fitted(label, 80, 11)) + 10

    # --- shapes -----------------------------------------------------------------------------

    def _boxes(self) -> Iterator[Element]:
        for box, at in self.placed.items():
            chain = all(self.sites[site].in_chain for site in box)
            tied = self.sites[box[0]].group is not None
            look = "thick s-ink" if chain else f"{'fine' if tied else 'thin dotted'} s-muted"
            frame = rect(at.left, at.top, at.wide, at.tall, f"{look} f-page", rx=4)
            rules = [g.rules for g in self.graph.groups if box[0] in g.sites]
            title = _("together: {rules}", rules=enumerated(rules[0])) if rules else None
            yield group([frame], title=title)
            for row, site in enumerate(box):
                yield self._site(at, at.top + PAD + row * ROW, self.sites[site])

    def _site(self, at: _BoxPlace, y: float, found: WaitingSite) -> Element:
        room = at.wide - 20 - self._label(found.site)
        lettering = self._lettering(found.site)
        name = LETTERINGS[lettering].wrapped(found.name, room, 1)[0]
        shapes = [words(at.left + 13, y + 13, name, lettering)]
        title = found.name
        if found.wave is not None and found.label is not None:
            paint, label = self.waves.paint(found.wave), fitted(found.label, 80, 11)
            shapes.append(rect(at.left + 5, y + 2, 4, ROW - 4, f"f-{paint}"))
            right = at.left + at.wide - 7
            shapes.append(words(right, y + 13, label, "note", paint="muted", anchor="end"))
            title = f"{found.name}: {found.label}"
        return group(shapes, title=title, site=found.site, wave=found.wave)

    def _arrows(self) -> Iterator[Element]:
        ordered = sorted(self.arrows.items(), key=lambda found: _chained(found[1]))
        for (first, then), pairs in ordered:
            start, end = self.placed[first], self.placed[then]
            x, y, to, at = start.left + start.wide, start.middle, end.left - 8, end.middle
            bend = max((to - x) / 2, ACROSS / 2)
            curve = (
                f"M{number(x)} {number(y)}C{number(x + bend)} {number(y)} "
                f"{number(to - bend)} {number(at)} {number(to)} {number(at)}"
            )
            paint, look = ("ink", "thick") if _chained(pairs) else ("muted", "thin")
            shapes = [
                element("path", cls=f"{look} s-{paint}", d=curve),
                path([(to, at - 4), (end.left, at), (to, at + 4)], f"f-{paint}", closed=True),
            ]
            yield group(shapes, title="; ".join(map(self._said, pairs)))

    def _labels(self, width: float, bottom: float) -> Iterator[Element]:
        """The times that the rules ask for, where they fit on the arrow."""
        labels = Labels(width, bottom + 4)
        labels.taken += [
            (box.left, box.top, box.left + box.wide, box.top + box.tall)
            for box in self.placed.values()
        ]
        for (first, then), pairs in self.arrows.items():
            gaps = enumerated(dict.fromkeys(gap for pair in pairs for gap in pair.gaps))
            start, end = self.placed[first], self.placed[then]
            x = (start.left + start.wide + end.left) / 2
            y = (start.middle + end.middle) / 2 - 5
            text = fitted(gaps, ACROSS - 12, 11)
            if gaps and text == gaps:
                for label in labels.put(x, y, text, "note", paint="muted", anchor="middle"):
                    wide, at = LETTERINGS["note"].wide(text), float(label.attributes["y"])
                    yield rect(x - wide / 2 - 2, at - 10, wide + 4, 14, "f-page")
                    yield label

    def _said(self, pair: WaitingPair) -> str:
        gaps = enumerated(pair.gaps)
        when = _("{gaps} after", gaps=gaps) if gaps else _("not before")
        return _(
            "{then}: {when} {first} ({rules})",
            then=self.names[pair.then],
            when=when,
            first=self.names[pair.first],
            rules=enumerated(pair.rules),
        )


def _chained(pairs: list[WaitingPair]) -> bool:
    return any(pair.in_chain for pair in pairs)
