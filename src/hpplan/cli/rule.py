"""`hpplan rule`: the meaning of a kind of rule or goal, and how it is written."""

from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.formats import ANSWERS, AsAnswer, Format, format_of
from hpplan.cli.help_text import help_text
from hpplan.cli.options import Colour, Output
from hpplan.cli.output import answer_data, answer_document
from hpplan.text import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpplan.views.kind import Kind

HELP = help_text(
    "Explain a kind of rule or goal.",
    {
        "hpplan rule": "every kind, in a list",
        "hpplan rule capacity": "what it asks, its keys, an example",
        "hpplan rule stability": "the same for a kind of goal",
        "hpplan rule capacity --format json": "for other programs",
    },
    "A rule says what must hold, a goal what is better. 'hpplan explain rule' says "
    "what a rule of your data costs, 'hpplan code' what the code of a finding means. "
    "Formats: text, json and markdown.",
)


def rule(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="KIND", help="A kind of rule or goal.", show_default=False),
    ] = None,
    form: AsAnswer = None,
    output: Output = None,
) -> None:
    from hpplan.goals import KINDS as GOALS
    from hpplan.rules import KINDS as RULES
    from hpplan.views import kind as kind_view

    chosen = format_of(form, output, ANSWERS)
    every: Sequence[Kind] = (*RULES, *GOALS)
    wanted = every if kind is None else (_known(kind, every),)
    if chosen is Format.JSON:
        answer_data(kind_view.json(wanted), output)
        return
    shown = kind_view.index(RULES, GOALS) if kind is None else kind_view.document(wanted[0])
    answer_document(shown, chosen, output, Colour.NEVER)


def _known(name: str, every: "Sequence[Kind]") -> "Kind":
    """The kind of this name; any other word is a usage error."""
    from hpplan.checks.registry import described
    from hpplan.diagnostics.suggestion import did_you_mean
    from hpplan.views.kind import word

    kinds = {word(kind): kind for kind in every}
    if name in kinds:
        return kinds[name]
    if (code := described(name)) is not None:
        message = f"'{name}' is the code of a finding: see hpplan code {code.id}"
    else:
        hint = did_you_mean(name, kinds) or "hpplan rule lists them all"
        message = f"there is no kind '{name}'; {hint}"
    raise typer.BadParameter(literal(message), param_hint="KIND")
