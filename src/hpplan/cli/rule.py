"""`hpplan rule`: what a finding's code means."""

from typing import Annotated

import typer

from hpplan.cli.given_codes import known_code
from hpplan.cli.options import AsCode, CodeFormat, Colour, Output, format_of, help_text
from hpplan.cli.output import answer, answer_data, terminal_style

HELP = help_text(
    "Say what a finding's code means.",
    {
        "hpplan rule": "every code, in a list",
        "hpplan rule HP401": "what it means, why it matters, what to do",
        "hpplan rule cycle": "the same, by its name",
        "hpplan rule --all": "all there is to say, of every code",
        "hpplan rule --all --format json": "for other programs",
    },
    "Each code has an example that has the fault and one that has not. A code never changes what "
    "it means. Formats: text and json.",
)


def rule(
    code: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="A code, or the name of one.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Say all of every code.")] = False,
    form: AsCode = None,
    output: Output = None,
) -> None:
    from hpplan.checks.registry import CODES, GROUPS
    from hpplan.views import code as code_text
    from hpplan.views import code_json

    if code is not None and every:
        raise typer.BadParameter("name a code, or ask for all", param_hint="--all")
    chosen = format_of(form, output, CodeFormat)
    wanted = CODES if code is None else (known_code(code),)
    match chosen:
        case CodeFormat.JSON:
            answer_data(code_json.render(wanted), output)
        case CodeFormat.TEXT if code is None and not every:
            answer(code_text.render_list(wanted, GROUPS), output)
        case CodeFormat.TEXT:
            seen = terminal_style(Colour.NEVER, output)
            answer(code_text.render(wanted, width=seen.width), output)
