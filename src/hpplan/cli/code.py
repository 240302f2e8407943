"""`hpplan code`: the meaning of a finding's code."""

from typing import Annotated

import typer

from hpplan.cli.formats import ANSWERS, AsAnswer, Format, format_of
from hpplan.cli.given_codes import known_code
from hpplan.cli.help_text import help_text
from hpplan.cli.options import Colour, Output
from hpplan.cli.output import answer_data, answer_document

HELP = help_text(
    "Say what a finding's code means.",
    {
        "hpplan code": "every code, in a list",
        "hpplan code HP401": "what it means, why it matters, what to do",
        "hpplan code cycle": "the same, by its name",
        "hpplan code --all": "every code in full",
        "hpplan code --all --format json": "for other programs",
    },
    "Each code has an example that has the fault and one that has not. A code never changes what "
    "it means. Formats: text, json and markdown.",
)


def code(
    name: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="A code, or the name of one.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Explain every code in full.")] = False,
    form: AsAnswer = None,
    output: Output = None,
) -> None:
    from hpplan.checks.registry import CODES, GROUPS
    from hpplan.views import code as code_view
    from hpplan.views import code_json

    if name is not None and every:
        raise typer.BadParameter("name a code, or ask for all", param_hint="--all")
    chosen = format_of(form, output, ANSWERS)
    wanted = CODES if name is None else (known_code(name),)
    if chosen is Format.JSON:
        answer_data(code_json.render(wanted), output)
        return
    listed = name is None and not every
    shown = code_view.index(wanted, GROUPS) if listed else code_view.document(wanted)
    answer_document(shown, chosen, output, Colour.NEVER)
