"""The waves of one site, for people: the parts that several answers share."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from hpplan.analysis.choices import Here, Shut, WaveChoice
from hpplan.analysis.scenario import SolvedScenario
from hpplan.language import _, plural
from hpplan.reading.expression_text import written
from hpplan.solving.result import Undecided
from hpplan.views import effect as view
from hpplan.views.document import Block, Sentence

NAME: Final = 24
"""The width of a column of names, if its words allow it."""
HANDFUL: Final = 6
"""How many waves, or sites, are listed; the others only in full."""

Item = TypeVar("Item")


def handful(shown: Sequence[Item]) -> Sequence[Item]:
    """The first few, where there are many."""
    return shown if len(shown) <= HANDFUL + 1 else shown[:HANDFUL]


def rest_of_waves(choices: Sequence[WaveChoice], more: int) -> Iterator[Block]:
    """The waves that are not in the table."""
    if more:
        yield Sentence(
            plural("{n} more wave; --full lists them.", "{n} more waves; --full lists them.", more)
        )
    shut = [choice.wave for choice in choices if isinstance(choice.answer, Shut)]
    if shut:
        yield Sentence(
            plural(
                "{waves} takes no more sites.",
                "{waves} take no more sites.",
                len(shut),
                waves=view.ranges(shut),
            )
        )


def is_settled(choice: WaveChoice) -> bool:
    """Whether the effect on the plan is proved."""
    match choice.answer:
        case Undecided():
            return False
        case SolvedScenario(effect=effect):
            return effect.proved
        case _:
            return True


def proved_of(choices: Sequence[WaveChoice]) -> str:
    """Whether everything stated about these waves is proved."""
    if all(map(is_settled, choices)):
        return _("All of this is proved.")
    answers = (one.answer for one in choices if not isinstance(one.answer, Here | Shut))
    if any(answer.interrupted for answer in answers):
        return _("Not all of this is proved: you ended the search.")
    return _("Not all of this is proved: the time ended; give more with --time-limit.")


def supposing(site: str, wave: str) -> Sequence[str]:
    return ("hpplan", "whatif", f"{written(site)}={written(wave)}")
