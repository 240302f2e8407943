"""Who waits for whom, for people and for programs that draw graphs."""

import json
import re
from pathlib import Path

import networkx as nx
import pytest

from hpplan.analysis.waiting import WaitingGraph, waiting_graph
from hpplan.views import waiting as view
from hpplan.views import waiting_json
from hpplan.views.formats import graphs
from hpplan.views.formats import text as document_text
from tests.builders import known

GIVEN = """
programme: {id: p, name: The coast}
trusts: [{id: north, name: North Trust, wave: W1}]
municipalities:
  - {id: ask, name: Ask, trust: north}
  - {id: bo, name: Bø}
  - {id: dal, name: Dal}
  - {id: eid-er, name: Eid}
  - {id: fet, name: Fet}
waves: [{id: W1, claims: [{called: First}]}, {id: W2}, {id: W3}]
rules:
  - {id: trusts-first, kind: follows, gap: {waves: 0}}
  - {kind: before, first: ask, then: bo}
  - {id: one-day, kind: together, sites: [bo, dal]}
  - {id: later, kind: before, first: dal, then: eid-er, gap: {months: 6}}
"""


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WaitingGraph:
    monkeypatch.chdir(tmp_path)
    return waiting_graph(known(Path(), GIVEN))


def test_the_answer_for_people(graph: WaitingGraph) -> None:
    assert (
        document_text.render(view.document(graph), colour=False, width=80)
        == """\
The coast: 3 sites wait for others                             on 1 January 2024

Who waits for whom:
  Ask: not before North Trust
    trusts-first                                               programme.yaml:12
  Bø: at least 1 wave after Ask
    before                                                     programme.yaml:13
  Eid: at least 6 months after Dal
    later                                                      programme.yaml:15

Together:
  Bø and Dal (one-day)

The longest chain has 5 sites: North Trust, then Ask, then Bø, then Dal, then
  Eid.
"""
    )


def test_nobody_waits(tmp_path: Path) -> None:
    found = waiting_graph(known(tmp_path, "waves: [{id: W1}]\nsites: [{id: a, kind: s}]\n"))
    assert (found.sites, found.pairs, found.chain, found.others) == ((), (), (), 1)
    assert graphs.mermaid(found).splitlines()[0] == "flowchart LR"


def test_mermaid(graph: WaitingGraph) -> None:
    assert (
        graphs.mermaid(graph)
        == """\
flowchart LR
  %% The coast on 1 January 2024#58; an arrow leads to who waits
  subgraph g1["together#58; one-day"]
    site_bo["Bø"]
    site_dal["Dal"]
  end
  site_north["North Trust (First)"]
  site_ask["Ask"]
  site_eid_2d_er["Eid"]
  site_north ==>|"trusts-first"| site_ask
  site_ask ==>|"before#58; at least 1 wave"| site_bo
  site_dal ==>|"later#58; at least 6 months"| site_eid_2d_er
  classDef chain stroke-width:3px
  class site_north,site_ask,site_bo,site_dal,site_eid_2d_er chain
"""
    )


def test_dot(graph: WaitingGraph) -> None:
    assert (
        graphs.dot(graph)
        == """\
digraph "p" {
  label="The coast on 1 January 2024: an arrow leads to who waits";
  rankdir=LR;
  node [shape=box];
  subgraph cluster_1 {
    label="together: one-day";
    "bo" [label="Bø", penwidth=3];
    "dal" [label="Dal", penwidth=3];
  }
  "north" [label="North Trust (First)", penwidth=3];
  "ask" [label="Ask", penwidth=3];
  "eid-er" [label="Eid", penwidth=3];
  "north" -> "ask" [label="trusts-first", penwidth=3];
  "ask" -> "bo" [label="before: at least 1 wave", penwidth=3];
  "dal" -> "eid-er" [label="later: at least 6 months", penwidth=3];
}
"""
    )


def test_graphml_is_read_by_another_program(graph: WaitingGraph) -> None:
    read = nx.parse_graphml(graphs.graphml(graph))
    assert dict(read.nodes(data=True)) == {
        "north": {"name": "North Trust", "wave": "W1", "chain": True},
        "ask": {"name": "Ask", "chain": True},
        "bo": {"name": "Bø", "group": 1, "chain": True},
        "dal": {"name": "Dal", "group": 1, "chain": True},
        "eid-er": {"name": "Eid", "chain": True},
    }
    assert list(read.edges(data=True)) == [
        ("north", "ask", {"rule": "trusts-first", "gap": "", "chain": True}),
        ("ask", "bo", {"rule": "before", "gap": "at least 1 wave", "chain": True}),
        ("dal", "eid-er", {"rule": "later", "gap": "at least 6 months", "chain": True}),
    ]


def test_json(graph: WaitingGraph) -> None:
    answer = json.loads(waiting_json.render(graph))
    assert answer["waits"][0] == {
        "first": "north",
        "then": "ask",
        "rules": ["trusts-first"],
        "gaps": [],
        "in_chain": True,
    }
    assert answer["sites"][0] == {
        "site": "north",
        "name": "North Trust",
        "wave": "W1",
        "label": "First",
        "group": None,
        "in_chain": True,
    }
    assert answer["groups"] == [{"sites": ["bo", "dal"], "rules": ["one-day"]}]
    assert (answer["chain"], answer["others"]) == (["north", "ask", "bo", "dal", "eid-er"], 1)


def test_sites_that_wait_for_each_other_are_one_step_of_a_chain(tmp_path: Path) -> None:
    text = """
waves: [{id: W1}, {id: W2}]
sites: [{id: a, kind: s}, {id: b, kind: s}, {id: c, kind: s}, {id: d, kind: s}]
rules:
  - {kind: before, first: a, then: b}
  - {kind: before, first: b, then: a}
  - {kind: before, first: b, then: c}
  - {kind: before, first: c, then: d}
"""
    assert waiting_graph(known(tmp_path, text)).chain == ("b", "c", "d")


HOSTILE = (
    *("end", 'a"]; click b', "a|b", "`*b*`", "#quot;", "<b>&amp;", "a\\", "%%{init: {}}%%"),
    *("x --> y", "\x1b[31m", "\u202e", "]]>", "label\nnew", "-->", "ø", "{a}", "site:"),
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text_in_every_format(tmp_path: Path, name: str) -> None:
    quoted = json.dumps(name)
    found = waiting_graph(
        known(
            tmp_path,
            f"waves: [{{id: {quoted}}}]\n"
            f"programme: {{id: {quoted}, name: {quoted}}}\n"
            f"sites: [{{id: {quoted}, kind: s, wave: {quoted}}}, {{id: other, kind: s}}]\n"
            f"rules: [{{id: {quoted}, kind: before, first: {quoted}, then: other}}]\n",
        )
    )
    drawn = graphs.mermaid(found).splitlines()
    label = re.compile(r'"(?:[\w ,.()/+\'-]|#\d+;)*"')
    assert [label.sub("L", line) for line in drawn[2:5]] == [
        f"  {drawn[2].split('[')[0].strip()}[L]",
        "  site_other[L]",
        f"  {drawn[2].split('[')[0].strip()} ==>|L| site_other",
    ]
    assert re.fullmatch(r"site_\w+", drawn[2].split("[")[0].strip(), re.ASCII)
    text = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\])*"')
    rest = [text.sub("L", line) for line in graphs.dot(found).splitlines()]
    assert rest[0] == "digraph L {"
    assert rest[4:] == [
        "  L [label=L, penwidth=3];",
        "  L [label=L, penwidth=3];",
        "  L -> L [label=L, penwidth=3];",
        "}",
    ]
    read = nx.parse_graphml(graphs.graphml(found))
    assert len(read.nodes) == 2
    shown = "".join(map(str, (graphs.mermaid(found), graphs.dot(found), graphs.graphml(found))))
    assert not {"\x1b", "\u202e"} & set(shown)
