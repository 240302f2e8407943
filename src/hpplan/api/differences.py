"""What differs between days and plans."""

from abc import ABC, abstractmethod

from hpplan.analysis.diff import Difference, Side
from hpplan.api.arguments import a_language, wrong
from hpplan.api.shown import Report
from hpplan.language import speaking


class Comparable(ABC):
    """A situation or a plan; a situation stands for the plan that its claims make."""

    @property
    @abstractmethod
    def side(self) -> Side:
        """It as one of two that are compared."""

    def diff(self, other: "Comparable", *, lang: str | None = None) -> Report[Difference]:
        """What differs from here to another situation or plan: who is in another wave, which waves
        and splits changed, each with the claim that changed it. TypeError for anything else. It is
        said in the language `lang`: en, nb or nn; without one in that of the programme.
        """
        from hpplan.analysis.diff import diff
        from hpplan.views import diff as view

        if not isinstance(other, Comparable):
            wrong("other", "a Situation or a Plan", other)
        language = a_language(lang, self.side.situation.programme)
        with speaking(language):
            value = diff(self.side, other.side)
            return Report(value, view.document(value), language)
