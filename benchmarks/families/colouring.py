"""Graph colouring: neighbours get different colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from families.index import rows_of
from families.problem import Case, Goal, Judged, Placed, Problem, tightened


@dataclass(frozen=True, slots=True)
class Graph:
    """Vertices by name, and edges, each once."""

    vertices: tuple[str, ...]
    edges: frozenset[tuple[str, str]]


def cases(folder: Path) -> Iterator[Case]:
    """The least number of colours, with one more to choose from."""
    for row in rows_of(folder, "gcp"):
        case = coloured(row.instance, read(folder / row.file), int(row.optimum))
        yield case
        yield tightened(case)


def coloured(name: str, graph: Graph, optimum: int) -> Case:
    problem = Problem(
        sites={vertex: {} for vertex in graph.vertices},
        waves=optimum + 1,
        goals=(Goal("fewest-waves"),),
        apart=tuple(sorted(graph.edges)),
    )
    return Case("gcp", name, problem, (optimum,), lambda placed: judge(graph, placed))


def judge(graph: Graph, placed: Placed) -> Judged:
    faults = [f"{vertex} has no colour" for vertex in graph.vertices if vertex not in placed]
    faults += [f"{a} and {b} are alike" for a, b in graph.edges if placed[a] == placed[b]]
    return Judged(tuple(faults), (len(set(placed.values())),))


def read(file: Path) -> Graph:
    """`p edge` with the number of vertices, and a line `e i j` for an edge, perhaps twice."""
    words = [line.split() for line in file.read_text(encoding="latin-1").split("\n")]
    count = next(int(line[2]) for line in words if line[:1] == ["p"])
    pairs = (sorted((int(line[1]), int(line[2]))) for line in words if line[:1] == ["e"])
    edges = frozenset((f"v{a}", f"v{b}") for a, b in pairs if a != b)
    return Graph(tuple(f"v{n}" for n in range(1, count + 1)), edges)
