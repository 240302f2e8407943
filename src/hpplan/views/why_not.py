"""A site in another wave, for people: why it is not there, or the effect on the plan if it were."""

from collections.abc import Iterator

from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.site import WhyNot
from hpplan.language import _
from hpplan.planning import Infeasible
from hpplan.solving.result import Undecided
from hpplan.views import effect as view
from hpplan.views.barriers import barriers_before
from hpplan.views.document import Block, Document, Sentence, listed


def not_there(shown: WhyNot, *, full: bool = False) -> Document:
    """Why the site is not in the wave, or the effect on the plan if it were."""
    return tuple(_not_there(shown, full=full))


def _not_there(shown: WhyNot, *, full: bool) -> Iterator[Block]:
    name = shown.site.name
    where = view.dated(shown.wave)
    yield view.headline(shown.situation, _("Why is {site} not in {wave}?", site=name, wave=where))
    yield from view.as_things_stand(shown.base)
    if shown.supposed:
        yield listed(_("Supposed"), shown.supposed)
    match shown.blockage.answer:
        case SolvedScenario() as answer if not answer.effect:
            yield Sentence(
                _("{site} is there: the best plan has it in {wave}.", site=name, wave=shown.wave)
            )
        case SolvedScenario() as answer:
            as_well = answer.effect.as_good or not answer.effect.compared
            word = _("It could be as well.") if as_well else _("It could be, at a price.")
            yield Sentence(f"{word} {view.verdict(answer)}")
            yield from view.differences(answer.effect, full=full)
        case Infeasible():
            title = _("No plan has {site} in {wave} (proved)", site=name, wave=shown.wave)
            yield from barriers_before(shown.blockage, title, shown.site)
        case Undecided() as answer:
            yield from view.blocks(answer)
