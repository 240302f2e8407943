"""The differences between days and plans."""

from abc import ABC, abstractmethod

from hpplan.analysis.diff import Difference, Side
from hpplan.api.arguments import a_language, wrong
from hpplan.api.shown import Report
from hpplan.language import speaking


class Comparable(ABC):
    """A situation or a plan; a situation stands for the plan by its claims."""

    @property
    @abstractmethod
    def side(self) -> Side:
        """This object as one side of a comparison."""

    def diff(self, other: "Comparable", *, lang: str | None = None) -> Report[Difference]:
        """The differences from this to another situation or plan: sites in another wave, changed
        waves and splits, each with the claim that changed it. Raises TypeError for anything else.

        The language is `lang`: en, nb or nn; by default that of the programme.
        """
        from hpplan.analysis.diff import diff
        from hpplan.views import diff as view

        if not isinstance(other, Comparable):
            wrong("other", "a Situation or a Plan", other)
        language = a_language(lang, self.side.situation.programme)
        with speaking(language):
            value = diff(self.side, other.side)
            return Report(value, view.document(value), language)
