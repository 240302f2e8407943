"""A wave in the plan, for people: its sites, how full it is, and which others could join it."""

from collections.abc import Iterator, Sequence

from hpplan.analysis.next_events import Event
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.wave import Load, Newcomer, WaveExplained
from hpplan.domain.gates import GateState
from hpplan.domain.measures import measure_unit
from hpplan.language import _, pgettext, plural
from hpplan.text import few_names, whole
from hpplan.views import effect as view
from hpplan.views import facts
from hpplan.views.choices import NAME, handful
from hpplan.views.document import HANG, Block, Document, Grid, Line, Listed, Sentence, listed
from hpplan.views.formats.drawing import Column
from hpplan.views.timeline import days_of, gate_word


def explained(shown: WaveExplained, *, full: bool = False) -> Document:
    """How full the wave is, and which sites would fit best; worse ones in `full` only."""
    return tuple(_explained(shown, full=full))


def _explained(shown: WaveExplained, *, full: bool) -> Iterator[Block]:
    slot, snapshot = shown.wave, shown.situation.snapshot
    holds = plural(
        "{wave}, {date}, holds {n} site",
        "{wave}, {date}, holds {n} sites",
        len(shown.sites),
        wave=slot.introduced,
        date=slot.go_live.words if slot.go_live else _("without a date"),
    )
    yield view.headline(shown.situation, holds)
    yield from view.as_things_stand(shown.base)
    by_word: dict[str, list[str]] = {}
    for site in shown.sites:
        firm = snapshot.sites[site].firm
        word = _("placed") if firm is None else firm.word
        by_word.setdefault(word, []).append(snapshot.name(site))
    if by_word:
        yield listed(_("Holds"), (f"{word}: {', '.join(names)}" for word, names in by_word.items()))
    if shown.loads:
        yield listed(_("Load"), map(_load, shown.loads))
    if shown.gates:
        yield Listed(_("What must be ready"), tuple(_gates(shown.gates)))
    if shown.shut is not None:
        why = Line(shown.shut.text, place=facts.at(shown.shut.place))
        yield Listed(_("Nobody else enters"), (why,))
    elif not shown.newcomers:
        yield Sentence(_("Nobody is left who could enter it."))
    elif shown.full:
        yield Sentence(
            _("It is full: whoever enters, somebody else has to leave, or a rule breaks.")
        )
    if shown.newcomers:
        few = shown.newcomers if full else handful(shown.newcomers)
        rows = tuple(_row(shown, newcomer) for newcomer in few)
        yield _grid(rows)
        if more := len(shown.newcomers) - len(few):
            yield Sentence(
                plural(
                    "{n} more site; --full lists it.", "{n} more sites; --full lists them.", more
                )
            )
        if shown.left_out:
            yield Sentence(
                plural(
                    "{n} more site from waves further off may too.",
                    "{n} more sites from waves further off may too.",
                    shown.left_out,
                )
            )


def _grid(rows: tuple[tuple[str, ...], ...]) -> Grid:
    """The newcomers; the column of breaks is left out where each just fits."""
    title = _("Who could still enter, best for the plan first")
    site, old = Column(_("Site"), most=NAME), Column(pgettext("where from", "From"), most=NAME)
    alone, best = Column(_("By itself"), wraps=True), Column(_("Best plan with it"), wraps=True)
    if any(row[2] != _("fits") for row in rows):
        return Grid((site, old, alone, best), rows, title)
    return Grid((site, old, best), tuple((*row[:2], row[3]) for row in rows), title)


def _gates(gates: Sequence[Event]) -> Iterator[Line]:
    """The gates, each with its day, its sites, and its state, unless that is just ahead."""
    wide = max(len(days_of(gate.on)) for gate in gates)
    for gate in gates:
        ahead = gate.state is None or gate.state is GateState.AHEAD
        state = "" if ahead else f" ({gate_word(gate.state)})"
        who = few_names(gate.names)
        yield Line(f"{days_of(gate.on):{wide}}  {gate.name}{state}: {who}", hang=wide + HANG)


def _load(load: Load) -> str:
    room = load.most - load.held
    left = _("full")
    if room:
        left = _("room for {n}", n=whole(room)) if room > 0 else _("{n} too many", n=whole(-room))
    return _(
        "{rule}: {held} of at most {most}, {left}",
        rule=load.rule.name,
        held=whole(load.held),
        most=measure_unit(load.rule.measure).amount(load.most),
        left=left,
    )


def _row(shown: WaveExplained, newcomer: Newcomer) -> tuple[str, ...]:
    slot = shown.situation.snapshot.wave.get(newcomer.comes_from or "")
    old = _("no wave") if slot is None else slot.label
    alone = _("fits")
    if (broken := newcomer.breaks) is not None:
        alone = _("breaks {rule}: {how}", rule=broken.rule.name, how=broken.message)
    return newcomer.name, old, alone, _best(newcomer)


def _best(newcomer: Newcomer) -> str:
    if newcomer.answer is None:
        return _("not asked")
    if not isinstance(newcomer.answer, SolvedScenario):
        return view.in_words(newcomer.answer)
    return view.consequence(newcomer.answer, newcomer.site)
