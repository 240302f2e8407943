"""The waits between sites as a graph for other programs: an arrow to each site that waits.

Nodes have the ids of sites and are labelled with their names; groups stand together, and the
longest chain is drawn thicker.
"""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from hpplan.analysis.waiting import WaitingGraph, WaitingPair, WaitingSite
from hpplan.periods import day_in_words
from hpplan.text import enumerated, literal, literal_mermaid

_THICK: Final = 3
_XMLNS: Final = "http://graphml.graphdrawing.org/xmlns"


def mermaid(graph: WaitingGraph) -> str:
    """A flowchart of Mermaid, as GitHub draws it in a fence of that name."""
    return "\n".join(_mermaid(graph)) + "\n"


def _mermaid(graph: WaitingGraph) -> Iterator[str]:
    yield "flowchart LR"
    yield f"  %% {literal_mermaid(_title(graph))}"
    for sites, rules in _parts(graph):
        indent = "  "
        if rules:
            label = literal_mermaid(f"together: {rules}")
            yield f'  subgraph g{sites[0].group}["{label}"]'
            indent = "    "
        for found in sites:
            yield f'{indent}{_mermaid_id(found.site)}["{literal_mermaid(_named(found))}"]'
        if rules:
            yield "  end"
    for pair in graph.pairs:
        arrow = "==>" if pair.in_chain else "-->"
        label = f'|"{literal_mermaid(_why(pair))}"|'
        yield f"  {_mermaid_id(pair.first)} {arrow}{label} {_mermaid_id(pair.then)}"
    if graph.chain:
        yield f"  classDef chain stroke-width:{_THICK}px"
        yield f"  class {','.join(map(_mermaid_id, graph.chain))} chain"


def _mermaid_id(site: str) -> str:
    """The id of a site as an id of Mermaid, where words such as `end` are reserved."""
    plain = (c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in site)
    return f"site_{''.join(plain)}"


def dot(graph: WaitingGraph) -> str:
    """A digraph in the language of Graphviz."""
    return "\n".join(_dot(graph)) + "\n"


def _dot(graph: WaitingGraph) -> Iterator[str]:
    yield f"digraph {_dot_text(graph.programme)} {{"
    yield f"  label={_dot_text(_title(graph))};"
    yield "  rankdir=LR;"
    yield "  node [shape=box];"
    for sites, rules in _parts(graph):
        indent = "  "
        if rules:
            yield f"  subgraph cluster_{sites[0].group} {{"
            yield f"    label={_dot_text(f'together: {rules}')};"
            indent = "    "
        for found in sites:
            thick = f", penwidth={_THICK}" if found.in_chain else ""
            yield f"{indent}{_dot_text(found.site)} [label={_dot_text(_named(found))}{thick}];"
        if rules:
            yield "  }"
    for pair in graph.pairs:
        thick = f", penwidth={_THICK}" if pair.in_chain else ""
        ends = f"{_dot_text(pair.first)} -> {_dot_text(pair.then)}"
        yield f"  {ends} [label={_dot_text(_why(pair))}{thick}];"
    yield "}"


def _dot_text(text: str) -> str:
    """The text in quotes, in which nothing is markup, an escape or the end."""
    quoted = literal(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def graphml(graph: WaitingGraph) -> str:
    """A document of GraphML."""
    return "\n".join(_graphml(graph)) + "\n"


_KEYS: Final = (
    ("name", "node", "string"),
    ("wave", "node", "string"),
    ("group", "node", "int"),
    ("chain", "all", "boolean"),
    ("rule", "edge", "string"),
    ("gap", "edge", "string"),
)


def _graphml(graph: WaitingGraph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<graphml xmlns="{_XMLNS}">'
    for name, of, kind in _KEYS:
        yield f'  <key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>'
    yield f'  <graph id={_attribute(graph.programme)} edgedefault="directed">'
    yield f"    <desc>{escape(literal(_title(graph)))}</desc>"
    for found in graph.sites:
        yield f"    <node id={_attribute(found.site)}>"
        yield _data("name", found.name)
        if found.wave is not None:
            yield _data("wave", found.wave)
        if found.group is not None:
            yield _data("group", str(found.group))
        yield _data("chain", _flag(found.in_chain))
        yield "    </node>"
    for pair in graph.pairs:
        yield f"    <edge source={_attribute(pair.first)} target={_attribute(pair.then)}>"
        yield _data("rule", enumerated(pair.rules))
        yield _data("gap", enumerated(pair.gaps))
        yield _data("chain", _flag(pair.in_chain))
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _attribute(text: str) -> str:
    return quoteattr(literal(text))


def _data(key: str, text: str) -> str:
    return f'      <data key="{key}">{escape(literal(text))}</data>'


def _flag(state: bool) -> str:
    return "true" if state else "false"


# --- what they have in common ----------------------------------------------------------------


def _parts(graph: WaitingGraph) -> Iterator[tuple[list[WaitingSite], str]]:
    """The sites of each group with the rules that tie it, then the single ones without any."""
    for number, group in enumerate(graph.groups, 1):
        yield [s for s in graph.sites if s.group == number], enumerated(group.rules)
    if single := [found for found in graph.sites if found.group is None]:
        yield single, ""


def _title(graph: WaitingGraph) -> str:
    return f"{graph.title} on {day_in_words(graph.as_of)}: an arrow leads to who waits"


def _named(found: WaitingSite) -> str:
    return found.name if found.label is None else f"{found.name} ({found.label})"


def _why(pair: WaitingPair) -> str:
    """The rules, and the times that they ask for."""
    gaps = enumerated(pair.gaps)
    return f"{enumerated(pair.rules)}: {gaps}" if gaps else enumerated(pair.rules)
