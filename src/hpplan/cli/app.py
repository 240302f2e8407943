"""The commands, in the order in which a newcomer meets them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException
from typer.main import get_command

import hpplan
from hpplan.cli.help_text import HELP_WIDTH, help_text
from hpplan.cli.language import Lang
from hpplan.cli.options import AsOf, Colour, Data, WhenColour
from hpplan.language import Language, speaking
from hpplan.text import literal

HELP = help_text(
    "Plan a rollout: who goes live in which wave, when, and why not earlier.",
    {
        "hpplan": "where it stands, what to do next",
        "hpplan --lang nb": "the same in bokmål",
        "hpplan check": "what is wrong or doubtful in the data",
        "hpplan assign": "the best plan, with a proof",
        "hpplan explain froya": "why Frøya is in that wave",
        "hpplan whatif heim=KI3": "how the plan would change",
        "hpplan timeline": "who goes live when",
        "hpplan timeline --as-of 2022-04-04": "as it was planned then",
    },
    "The data is ./data, if there is one, else the current folder, if it holds a programme, else "
    "the Helseplattformen programme that comes with hpplan; --data names any other folder of YAML "
    "files.",
    "Exit codes: 0 done, 1 the data or the plan has errors, or something differs, 2 wrong usage, "
    "3 proved that no plan exists, 4 undecided in the time given, 70 a bug in hpplan, "
    "130 interrupted.",
)


COMMANDS: Final = (
    "check",
    "assign",
    "timeline",
    "map",
    "report",
    "diff",
    "history",
    "graph",
    "explain",
    "recommend",
    "whatif",
    "risk",
    "record",
    "adopt",
    "verify",
    "lock",
    "import",
    "export",
    "rule",
    "code",
    "schema",
    "init",
    "completion",
)
"""Each is a module beside this one, with a function of that name and a HELP; a name that is a
keyword of Python has an underscore after it there.
"""


class _WhenAsked(Mapping[str, Any]):
    """The commands by name, each loaded when it is asked for: none waits for the others."""

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        return command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@cache
def command(name: str) -> Any:
    """The command of this name, with its parameters."""
    word = f"{name}_" if iskeyword(name) else name
    module = import_module(f"hpplan.cli.{word}")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, help=module.HELP)(getattr(module, word))
    made = get_command(alone)
    _read_what_is_given(made.params)
    return made


def _read_what_is_given(parameters: Iterable[Any]) -> None:
    """Let no parameter read a value that nobody gave. typer would make a schema for each: two dozen
    for most commands.
    """
    for parameter in parameters:
        parameter.process_value = partial(_read_if_given, parameter, parameter.process_value)


def _read_if_given(parameter: Any, read: Callable[..., Any], context: Any, value: Any) -> Any:
    if value is not None or parameter.required or parameter.multiple or parameter.nargs != 1:
        return read(context, value)
    return parameter.callback and parameter.callback(context, parameter, None)


class Commands(TyperGroup):
    """The commands; if one is used wrongly, the user's own words are shown literally."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = _WhenAsked()
        _read_what_is_given(self.params)

    def make_context(self, *words: Any, **settings: Any) -> Any:
        try:
            return super().make_context(*words, **settings)
        except TyperException as wrong:
            raise _shown_literally(wrong) from None

    def invoke(self, context: Any) -> Any:
        try:
            with speaking(Language.EN):  # a command may switch the language until it ends
                return super().invoke(context)
        except TyperException as wrong:
            raise _shown_literally(wrong) from None


def _shown_literally(wrong: TyperException) -> TyperException:
    """The same error with the user's words literally. A missing argument has no message: its help
    describes it.
    """
    missing = getattr(wrong, "param", None)
    wrong.message = literal(wrong.message) or getattr(missing, "help", None) or ""
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


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"hpplan {hpplan.__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def hpplan_itself(
    context: typer.Context,
    data: Data = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: WhenColour = Colour.AUTO,
    version: Annotated[  # noqa: ARG001  # its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        from hpplan.cli import overview

        overview.overview(data, as_of, lang, colour)
    elif (data, as_of, lang, colour) != (None, None, None, Colour.AUTO):
        command = context.invoked_subcommand
        raise typer.BadParameter(f"write the options after the command: hpplan {command} …")
