"""The effect of changed data, for people: in a few lines."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Final

from hpplan.analysis.data_effect import DataEffect
from hpplan.analysis.diff import SiteChange
from hpplan.analysis.effect import Move
from hpplan.analysis.scenario import SolvedScenario
from hpplan.diagnostics.finding import Finding
from hpplan.domain.entry import COUNTING_SITES
from hpplan.domain.status import Status
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.programme.coverage import Coverage
from hpplan.solving.result import Undecided
from hpplan.text import enumerated, few_names, shown
from hpplan.values import dataclass
from hpplan.views import diff_json, effect_json, findings_json
from hpplan.views.diff import what_changed, what_changed_of_wave
from hpplan.views.document import HANG, Listed, listed
from hpplan.views.effect import leaves, price
from hpplan.views.effect import status as word
from hpplan.views.effect_json import of_answer
from hpplan.views.formats.json import Shapes

MOST_LINES: Final = 9
"""The most lines beneath the title."""
TERMINAL: Final = 80
"""The width of a line in letters."""
FEW_CHANGES: Final = 3
FEW_MOVES: Final = 2


@dataclass(frozen=True, slots=True)
class FindingsEffect:
    """New findings, and findings that no longer occur."""

    new: Sequence[Finding]
    gone: Sequence[Finding]


def what_it_changes(effect: DataEffect, findings: FindingsEffect, *more: str) -> Listed:
    """The status of sites and waves, the best plan and the findings, and further remarks in a line:
    with its title at most ten lines of a terminal.
    """
    texts = [*_claims(effect), *_coverage(effect), *_plan(effect), *_findings(findings), *more]
    title = f"What it changes, on {day_in_words(effect.after.as_of)}"
    return listed(title, fitted(texts, MOST_LINES))


def _claims(effect: DataEffect) -> Iterator[str]:
    """At most three lines: waves, then sites, equal changes together."""
    waves = effect.claims.waves
    said = [f"{change.wave}: {what}" for change in waves if (what := what_changed_of_wave(change))]
    alike: dict[str, list[str]] = {}
    for change in effect.claims.sites:
        if not _by_its_wave_alone(change):
            alike.setdefault(_what(change), []).append(change.name)
    said += [f"{few_names(names)}: {what}" for what, names in alike.items()]
    yield from _few(said, FEW_CHANGES, "hpplan timeline shows all")
    if not said:
        yield "the current plan stays as it is"


def _by_its_wave_alone(change: SiteChange) -> bool:
    """Whether only the go-live of its wave differs."""
    old, new = change.old, change.new
    return old is not None and new is not None and (old.wave, old.status) == (new.wave, new.status)


def _what(change: SiteChange) -> str:
    old, new = change.old, change.new
    if old is None or new is None or old.wave != new.wave:
        return what_changed(change)
    return f"{_status(old.status)} -> {_status(new.status)}"


def _status(status: Status) -> str:
    return "nothing said" if status is Status.NONE else status.value


def _coverage(effect: DataEffect) -> Iterator[str]:
    was, now = effect.was_covered, effect.is_covered
    share, everyone = now.live_or_decided, now.everyone.sites
    if (was.live_or_decided.sites, was.live_or_decided.amount) == (share.sites, share.amount):
        return
    yield f"{share.sites} of {everyone} {now.noun} live or decided{_of_the_measure(now)}"


def _of_the_measure(now: Coverage) -> str:
    percent = now.live_or_decided.percent
    if percent is None or now.measure == COUNTING_SITES:
        return ""
    return f", {shown(percent, 1)} of the {now.measure}"


def _plan(effect: DataEffect) -> Iterator[str]:
    """One line or two."""
    match effect.base, effect.answer:
        case (None, _) | (_, None):
            pass
        case Solved(), SolvedScenario(effect=found):
            doubt = "" if found.proved else " (not proved)"
            if found.moves:
                yield f"the best plan changes: {_moving(found.moves)}; {price(found)}"
            elif found:
                yield f"in the best plan nobody moves; {price(found)}"
            else:
                yield f"the best plan stays{doubt}"
        case Infeasible(), SolvedScenario():
            yield "there is a plan now, and was none before: hpplan assign"
        case _, SolvedScenario():
            yield "there is a plan: hpplan assign; whether there was one before was not decided"
        case Infeasible(), Infeasible():
            yield "there is no plan, as before (proved): hpplan assign says why"
        case _, Infeasible(conflicts=conflicts):
            why = f": {conflicts[0].headline}" if conflicts else ""
            yield f"no plan exists any more (proved){why}"
        case _, Undecided(interrupted=interrupted):
            ended = "you ended the search" if interrupted else "the time ended"
            yield f"whether the best plan changes was not decided: {ended}"


def _moving(moved: Sequence[Move]) -> str:
    if len(moved) > FEW_MOVES:
        return f"{few_names(move.name for move in moved)} move"
    return enumerated(f"{move.name} {leaves(move)}" for move in moved)


def _findings(found: FindingsEffect) -> Iterator[str]:
    was, now = (
        {(each.code, each.cause) for each in these if each.cause is not None}
        for these in (found.gone, found.new)
    )
    other = was & now  # still found, but with another message
    for label, these in (
        ("new finding", [each for each in found.new if (each.code, each.cause) not in other]),
        ("finding changed", [each for each in found.new if (each.code, each.cause) in other]),
        ("finding gone", [each for each in found.gone if (each.code, each.cause) not in other]),
    ):
        if these:
            first = f"{these[0].severity} {these[0].code}, {these[0].message}"
            many = (
                label
                if len(these) == 1
                else f"{len(these)} {label.replace('ing', 'ings', 1)}, first"
            )
            yield f"{many}: {first}"


def _few(texts: Sequence[str], most: int, more: str) -> Iterable[str]:
    if len(texts) <= most:
        return texts
    left = len(texts) - most + 1
    return (*texts[: most - 1], f"… and {left} more: {more}")


def fitted(texts: Sequence[str], most: int) -> Iterator[str]:
    """The texts, cut to `most` lines of a terminal in total. The last ones get their lines first,
    since the first ones are also shown elsewhere; text without room is cut at a blank.
    """
    wanted = [len(_lines(text)) for text in texts]
    given = [1] * len(texts)
    for _ in range(most - len(texts)):
        longer = [n for n, lines in enumerate(given) if lines < wanted[n]]
        if longer:
            given[min(longer, key=lambda n: (given[n], -n))] += 1
    for n, text in enumerate(texts):
        whole = given[n] == wanted[n]
        yield text if whole else " ".join(line.strip() for line in _lines(text, given[n]))


def _lines(text: str, most: int | None = None) -> list[str]:
    """The text as a list in a terminal shows it."""
    return wrap(
        text,
        TERMINAL,
        initial_indent="  ",
        subsequent_indent=" " * HANG,
        break_on_hyphens=False,
        max_lines=most,
        placeholder=" …",
    )


def as_json(effect: DataEffect, findings: FindingsEffect) -> dict[str, object]:
    """The effect as JSON."""
    plan = None
    if effect.base is not None and effect.answer is not None:
        plan = {"before": word(effect.base), **of_answer(effect.answer)}
    return {
        "as_of": effect.after.as_of,
        "sites": effect.claims.sites,
        "waves": effect.claims.waves,
        "findings": {"new": findings.new, "gone": findings.gone},
        "plan": plan,
    }


KEYS: Final[Shapes] = {**effect_json.KEYS, **diff_json.KEYS, **findings_json.KEYS}
"""The keys of everything in `as_json`."""
