"""Why there is no plan, for people: conflict after conflict, and the repairs of each."""

from collections.abc import Iterator, Sequence
from typing import Final

from hpplan.conflicts.authority import Authority
from hpplan.conflicts.conflict import Repair
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible
from hpplan.programme.programme import SituationData
from hpplan.text import conjoined
from hpplan.views import repair as repair_view
from hpplan.views.document import Block, Document, Headline, Line, Listed, Sentence
from hpplan.views.edits import Applied, edit_of
from hpplan.views.facts import at, conflicting

ASSIGN: Final = "hpplan assign"


def document(
    situation: SituationData,
    outcome: Infeasible,
    *,
    full: bool,
    repairs: bool,
    command: str = ASSIGN,
) -> Document:
    """Each conflict with its facts and repairs; long ones are folded, unless in `full`. `repairs`
    says whether any were looked for, `command` is the question.
    """
    return tuple(_blocks(situation, outcome, command, full=full, repairs=repairs))


def applied(repairs: Sequence[Applied]) -> Document:
    """The repairs that the plan was made with, and the changes of the files that they require."""
    return tuple(
        Listed(
            _("With {id}, {repair}", id=one.repair.id, repair=one.repair.text), tuple(_edits(one))
        )
        for one in repairs
    )


def _edits(one: Applied) -> Iterator[Line]:
    for change in one.changes:
        edit = edit_of(change, one.situation)
        yield Line(edit.text, place=at(edit.place))
    if not one.changes:
        yield Line(_("nothing more: the edits above change it"))


def _blocks(
    situation: SituationData, outcome: Infeasible, command: str, *, full: bool, repairs: bool
) -> Iterator[Block]:
    programme, day = situation.programme.agenda.name, day_in_words(situation.as_of)
    aside = _("{programme} on {day}", programme=programme, day=day)
    yield Headline(_("No plan exists (proved)."), aside=aside)
    several = len(outcome.conflicts) > 1
    if several:
        yield Sentence(
            plural(
                "{n} conflict, which rules out every plan:",
                "{n} conflicts, each of which rules out every plan:",
                len(outcome.conflicts),
            )
        )
    every = {repair.id: repair for conflict in outcome.conflicts for repair in conflict.repairs}
    for number, conflict in enumerate(outcome.conflicts, start=1):
        yield Sentence(f"{f'{number}. ' if several else ''}{conflict.sentence}")
        yield from conflicting(conflict, full=full)
        if conflict.repairs:
            yield repair_view.options(conflict.repairs, every, situation, full=full)
    if situation.overrides.dates:
        yield Sentence(
            _(
                "A wave whose period is not among the facts was thought to go live at most a year "
                "before or after it."
            )
        )
    if not outcome.all_found:
        yield Sentence(
            _(
                "{ended} before all conflicts were found: there may be more, and no repair was "
                "looked for; give more with --time-limit.",
                ended=_ended(outcome),
            )
        )
    elif repairs:
        yield from repair_view.unproved(every.values())
        yield from _how_to_go_on(outcome, every, command)


def _how_to_go_on(
    outcome: Infeasible, every: dict[str, Repair], command: str
) -> Iterator[Sentence]:
    """Whether the repairs lead to a plan, and the command that shows one."""
    if len(outcome.together) > 1:
        names = conjoined(outcome.together)
        yield Sentence(
            _(
                "{repairs} together give a plan; each repair was tried with the first of the "
                "others.",
                repairs=names,
            )
        )
        yield _shown_by(command, outcome.together)
    elif outcome.together:
        tried = [repair for repair in every.values() if repair.cost is not None]
        real = [repair for repair in tried if repair.whose is not Authority.WISH]
        yield _shown_by(command, [(real or tried)[0].id])
    elif all(conflict.repairs for conflict in outcome.conflicts):
        ended = _ended(outcome)
        yield Sentence(_("{ended} before the repairs were tried together.", ended=ended))
    else:
        yield Sentence(_no_repair(outcome))


def _no_repair(outcome: Infeasible) -> str:
    """The sentence that none was found, and whether the time limit was the reason."""
    if outcome.out_of_time:
        return _(
            "{ended} before a repair was found that leaves history as it is; give more with "
            "--time-limit.",
            ended=_ended(outcome),
        )
    return _("No repair was found that leaves history as it is; more time would not find one.")


def _ended(outcome: Infeasible) -> str:
    return _("You ended the search") if outcome.interrupted else _("The time ended")


def _shown_by(command: str, repairs: Sequence[str]) -> Sentence:
    options = " ".join(f"--apply-repair {name}" for name in repairs)
    return Sentence(_("{command} shows that plan.", command=f"{command} {options}"))
