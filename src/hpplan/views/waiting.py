"""Which sites wait for which, for people: each pair with its rule, groups, and the
longest chain.
"""

from collections.abc import Iterator, Mapping

from hpplan.analysis.waiting import WaitingGraph
from hpplan.periods import day_in_words
from hpplan.text import conjoined, enumerated
from hpplan.views import facts
from hpplan.views.document import Block, Document, Headline, Line, Listed, Sentence, listed
from hpplan.views.formats.drawing import counted


def document(graph: WaitingGraph) -> Document:
    """The answer in a line, then the pairs, the groups and the chain."""
    return tuple(_blocks(graph))


def _blocks(graph: WaitingGraph) -> Iterator[Block]:
    waiting = len({pair.then for pair in graph.pairs})
    names = {found.site: found.name for found in graph.sites}
    verb = "waits" if waiting == 1 else "wait"
    said = f"{counted(waiting, 'site')} {verb} for others" if waiting else "nobody waits for others"
    yield Headline(f"{graph.title}: {said}", aside=f"on {day_in_words(graph.as_of)}")
    if graph.pairs:
        yield Listed("Who waits for whom", tuple(_pairs(graph, names)))
    if graph.groups:
        yield listed(
            "Together",
            (
                f"{conjoined(names[site] for site in group.sites)} ({enumerated(group.rules)})"
                for group in graph.groups
            ),
        )
    if graph.chain:
        chain = ", then ".join(names[site] for site in graph.chain)
        yield Sentence(f"The longest chain has {counted(len(graph.chain), 'site')}: {chain}.")


def _pairs(graph: WaitingGraph, names: Mapping[str, str]) -> Iterator[Line]:
    """Sites that wait for the same one in the same way stand together, with the rules
    responsible.
    """
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for pair in graph.pairs:
        rules, place = enumerated(pair.rules), facts.all_at(pair.places)
        key = pair.first, enumerated(pair.gaps), rules, place
        alike.setdefault(key, []).append(names[pair.then])
    for (first, gaps, rules, place), who in alike.items():
        when = f"{gaps} after" if gaps else "not before"
        yield Line(f"{enumerated(who)}: {when} {names[first]}")
        yield Line(rules, place=place, goes_on=True)
