"""A wave in the plan, for people: who is in it, how full it is, who else could go with it."""

from collections.abc import Iterator, Sequence

from hpplan.analysis.next_events import Event
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.wave import Load, Newcomer, WaveExplained
from hpplan.domain.gates import GateState
from hpplan.domain.measures import measure_unit
from hpplan.text import few_names, whole
from hpplan.views import effect as view
from hpplan.views import facts
from hpplan.views.document import HANG, Block, Document, Grid, Line, Listed, Sentence, listed
from hpplan.views.formats.drawing import Column, counted
from hpplan.views.site import NAME, handful
from hpplan.views.timeline import days_of

FITS = "fits"
NEWCOMERS = (
    Column("Site", most=NAME),
    Column("From", most=NAME),
    Column("By itself", wraps=True),
    Column("Best plan with it", wraps=True),
)


def explained(shown: WaveExplained, *, full: bool = False) -> Document:
    """How full the wave is, and what would fit best; what would fit less well in `full` only."""
    return tuple(_explained(shown, full=full))


def _explained(shown: WaveExplained, *, full: bool) -> Iterator[Block]:
    slot, snapshot = shown.wave, shown.situation.snapshot
    date = slot.go_live.words if slot.go_live else "without a date"
    holds = f"{slot.introduced}, {date}, holds {counted(len(shown.sites), 'site')}"
    yield view.headline(shown.situation, holds)
    yield from view.as_things_stand(shown.base)
    by_word: dict[str, list[str]] = {}
    for site in shown.sites:
        firm = snapshot.sites[site].firm
        by_word.setdefault("placed" if firm is None else firm.value, []).append(snapshot.name(site))
    if by_word:
        yield listed("Holds", (f"{word}: {', '.join(names)}" for word, names in by_word.items()))
    if shown.loads:
        yield listed("Load", map(_load, shown.loads))
    if shown.gates:
        yield Listed("What must be ready", tuple(_gates(shown.gates)))
    if shown.shut is not None:
        why = Line(shown.shut.text, place=facts.at(shown.shut.place))
        yield Listed("Nobody else enters", (why,))
    elif not shown.newcomers:
        yield Sentence("Nobody is left who could enter it.")
    elif shown.full:
        yield Sentence("It is full: whoever enters, somebody else has to leave, or a rule breaks.")
    if shown.newcomers:
        few = shown.newcomers if full else handful(shown.newcomers)
        rows = tuple(_row(shown, newcomer) for newcomer in few)
        yield _grid(rows, "Who could still enter, best for the plan first")
        if more := len(shown.newcomers) - len(few):
            yield Sentence(f"{counted(more, 'more site')}; --full lists them.")
        if shown.left_out:
            yield Sentence(
                f"{counted(shown.left_out, 'more site')} from waves further off may too."
            )


def _grid(rows: tuple[tuple[str, ...], ...], title: str) -> Grid:
    """The newcomers; what happens by itself is left out where each just fits."""
    if any(alone != FITS for _, _, alone, _ in rows):
        return Grid(NEWCOMERS, rows, title)
    site, old, _, best = NEWCOMERS
    return Grid((site, old, best), tuple((one, two, four) for one, two, _, four in rows), title)


def _gates(gates: Sequence[Event]) -> Iterator[Line]:
    """The gates, each on its day, and for whom, and in which state, where that is more than
    ahead.
    """
    wide = max(len(days_of(gate.on)) for gate in gates)
    for gate in gates:
        state = "" if gate.state in (None, GateState.AHEAD) else f" ({gate.state})"
        who = few_names(gate.names)
        yield Line(f"{days_of(gate.on):{wide}}  {gate.name}{state}: {who}", hang=wide + HANG)


def _load(load: Load) -> str:
    room = load.most - load.held
    left = f"room for {whole(room)}" if room > 0 else f"{whole(-room)} too many"
    most = measure_unit(load.rule.measure).amount(load.most)
    return f"{load.rule.name}: {whole(load.held)} of at most {most}, {left if room else 'full'}"


def _row(shown: WaveExplained, newcomer: Newcomer) -> tuple[str, ...]:
    slot = shown.situation.snapshot.wave.get(newcomer.comes_from or "")
    old = "no wave" if slot is None else slot.label
    broken = newcomer.breaks
    alone = FITS if broken is None else f"breaks {broken.rule.name}: {broken.message}"
    return newcomer.name, old, alone, _best(newcomer)


def _best(newcomer: Newcomer) -> str:
    if newcomer.answer is None:
        return "not asked"
    if not isinstance(newcomer.answer, SolvedScenario):
        return view.in_words(newcomer.answer)
    return view.consequence(newcomer.answer, newcomer.site)
