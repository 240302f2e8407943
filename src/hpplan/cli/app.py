"""The commands, in the order in which a newcomer meets them."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

import hpplan
from hpplan.cli import (
    assign,
    check,
    diff,
    explain,
    init,
    overview,
    recommend,
    rule,
    schema,
    timeline,
    verify,
    whatif,
)
from hpplan.cli.options import HELP_WIDTH, AsOf, Colour, Data, WhenColour, help_text
from hpplan.literal import literal

HELP = help_text(
    "Plan a rollout: who goes live in which wave, when, and why not earlier.",
    {
        "hpplan": "where it stands, what to do next",
        "hpplan check": "what is wrong or doubtful in the data",
        "hpplan assign": "the best plan, with a proof",
        "hpplan explain froya": "why somebody is where the plan has it",
        "hpplan whatif heim=KI3": "what becomes of the plan then",
        "hpplan timeline": "who goes live when",
        "hpplan timeline --as-of 2022-04-04": "as it was planned then",
    },
    "The data is ./data, if there is one, else the current folder, if it holds a programme, else "
    "the Helseplattformen programme that comes with hpplan; --data names any other folder of YAML "
    "files.",
    "Exit codes: 0 done, 1 the data or the plan has faults or something differs, 2 wrong usage, "
    "3 proved that no plan exists, 4 undecided in the time given, 70 a bug in hpplan, "
    "130 interrupted.",
)


class Commands(TyperGroup):
    """The commands; where one is used wrongly, the user's own words are shown literally."""

    def make_context(self, *words: Any, **settings: Any) -> Any:
        try:
            return super().make_context(*words, **settings)
        except TyperException as wrong:
            raise _shown_literally(wrong) from None

    def invoke(self, context: Any) -> Any:
        try:
            return super().invoke(context)
        except TyperException as wrong:
            raise _shown_literally(wrong) from None


def _shown_literally(wrong: TyperException) -> TyperException:
    wrong.message = literal(wrong.message)
    return wrong


app = typer.Typer(
    cls=Commands,
    name="hpplan",
    help=HELP,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "terminal_width": HELP_WIDTH},
)
app.command("check", help=check.HELP)(check.check)
app.command("assign", help=assign.HELP)(assign.assign)
app.command("timeline", help=timeline.HELP)(timeline.timeline)
app.command("diff", help=diff.HELP)(diff.diff)
app.command("explain", help=explain.HELP)(explain.explain)
app.command("recommend", help=recommend.HELP)(recommend.recommend)
app.command("whatif", help=whatif.HELP)(whatif.whatif)
app.command("verify", help=verify.HELP)(verify.verify)
app.command("rule", help=rule.HELP)(rule.rule)
app.command("schema", help=schema.HELP)(schema.schema)
app.command("init", help=init.HELP)(init.init)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"hpplan {hpplan.__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def hpplan_itself(
    context: typer.Context,
    data: Data = None,
    as_of: AsOf = None,
    colour: WhenColour = Colour.AUTO,
    version: Annotated[  # noqa: ARG001  # its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        overview.overview(data, as_of, colour)
    elif (data, as_of, colour) != (None, None, Colour.AUTO):
        command = context.invoked_subcommand
        raise typer.BadParameter(f"write the options behind the command: hpplan {command} …")
