"""Help leads with examples, fits 80 columns, lists the formats, and loads next to nothing."""

import re
from collections.abc import Sequence

import pytest

import hpplan
from hpplan.domain.claims import WORDS_OF_WAVES, Says
from hpplan.periods import WRITE_A_PERIOD
from tests.cli.running import python, run, run_process

COMMANDS = [
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
]
MOST_OF_OURS = 200
"""How many of our files a delay may load; they were 230 once."""
OF_FINDINGS = "text|concise|json|github|gitlab|sarif|junit|markdown"
FORMATS = {
    "check": OF_FINDINGS,
    "assign": "text|json|csv|markdown|xlsx|mermaid|ics|svg|geojson",
    "timeline": "text|json|csv|markdown|xlsx|mermaid|ics|svg|geojson",
    "map": "text|markdown|svg|geojson",
    "diff": "text|json|markdown",
    "history": "text|json|csv|markdown|svg",
    "graph": "text|json|markdown|mermaid|dot|graphml|svg",
    "explain": "text|json|markdown",
    "recommend": "text|json|markdown",
    "whatif": "text|json|markdown",
    "risk": "text|json|csv|markdown|svg",
    "record": "text|json|markdown",
    "adopt": "text|json|markdown",
    "verify": OF_FINDINGS,
    "lock": "text|json|markdown",
    "import": "text|json|markdown",
    "rule": "text|json|markdown",
    "code": "text|json|markdown",
}


def help_of(command: str) -> str:
    ran = run(command, "--help") if command else run("--help")
    assert (ran.exit_code, ran.stderr) == (0, "")
    return ran.stdout


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_leads_with_examples_and_they_come_before_the_options(command: str) -> None:
    sections = re.findall(
        r"^ *(Usage|Examples|Arguments|Options|Commands):", help_of(command), re.MULTILINE
    )
    assert sections[:2] == ["Usage", "Examples"]
    assert "Options" in sections


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_80_columns(command: str) -> None:
    assert [line for line in help_of(command).splitlines() if len(line) > 80] == []


@pytest.mark.slow
@pytest.mark.parametrize("columns", [50, 72])
@pytest.mark.parametrize("command", ["", "check", "whatif", "schema"])
def test_help_fits_narrower_terminals_too(command: str, columns: int) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    shown = run_process(*arguments, env={"COLUMNS": str(columns)}).stdout
    assert "Examples:" in shown
    assert [line for line in shown.splitlines() if len(line) > columns] == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_example_names_a_command_and_options_that_exist(command: str) -> None:
    text = help_of(command)
    examples = text.partition("Examples:\n")[2].partition("\n\n")[0]
    for line in examples.splitlines():
        words = re.split(r"  +", line.strip())[0].split()
        assert words[0] == "hpplan"
        named = words[1] if len(words) > 1 and words[1] in COMMANDS else ""
        options = [word for word in words if word.startswith("--")]
        assert [option for option in options if option not in help_of(named)] == []


@pytest.mark.parametrize("command", FORMATS)
def test_help_lists_the_formats_twice_as_a_choice_and_in_words(command: str) -> None:
    text = " ".join(help_of(command).split())
    *others, last = FORMATS[command].split("|")
    assert f"--format [{FORMATS[command]}]" in text
    assert f"Formats: {', '.join(others)} and {last}." in text


def test_what_each_command_is_for_is_not_cut_off_in_the_overview() -> None:
    listed = help_of("").partition("Commands:\n")[2]
    assert re.findall(r"^  (\w+) +[A-Z].*[.]$", listed, re.MULTILINE) == COMMANDS
    assert "..." not in listed


def test_completion_does_not_clutter_the_help() -> None:
    assert "-completion" not in help_of("")


def test_the_version_is_reported() -> None:
    assert run("--version").stdout == f"hpplan {hpplan.__version__}\n"


def test_a_command_that_does_not_exist_is_wrong_usage_with_a_hint() -> None:
    ran = run("assing")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr == (
        "Usage: hpplan [OPTIONS] COMMAND [ARGS]...\n"
        "Try 'hpplan --help' for help.\n"
        "\n"
        "Error: No such command 'assing'. Did you mean 'assign'?\n"
    )


def _any_of(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def test_what_is_missing_is_said_with_what_it_may_be() -> None:
    of_sites, of_waves = _any_of([*Says]), _any_of(WORDS_OF_WAVES)
    assert run("record", "froya").stderr.endswith(
        f"Error: Missing argument 'SAYS'. Of a site: {of_sites}; of a wave: {of_waves}.\n"
    )
    assert run("verify").stderr.endswith(
        "Error: Missing argument 'PLAN'. The plan: JSON, YAML, CSV or xlsx.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["assign", "--format", "xml"],
            "Invalid value for '--format': 'xml' is not one of text, json, csv, markdown,",
        ),
        (
            ["timeline", "--format", "sarif"],
            "Invalid value for '--format': 'sarif' is not one of text, json, csv, markdown,",
        ),
        (["--color", "blue"], "Invalid value for '--color': 'blue' is not one of auto, always"),
        (["check", "--as-of", "2023-02-30"], "'2023-02-30' is not a date that exists"),
        (
            ["check", "--as-of", "yesterday"],
            f"'yesterday' is not a period: {WRITE_A_PERIOD}, or today",
        ),
        (["assign", "--time-limit", "0"], "must be a positive number of seconds, not '0'"),
        (["assign", "--time-limit", "nan"], "must be a positive number of seconds, not 'nan'"),
        (["assign", "--time-limit", "long"], "must be a positive number of seconds, not 'long'"),
        (["assign", "--workers", "0"], "must be a whole number from 1 to 256, not '0'"),
        (["assign", "--differ-by", "many"], "must be a whole number of at least 1, not 'many'"),
        (["assign", "--loss", "nan"], "must be a share of at least 0, such as 0.05, not 'nan'"),
        (["risk", "--runs", "0"], "must be a whole number from 1 to 1000000, not '0'"),
        (["risk", "--seed", "-1"], "must be a whole number of at least 0, not '-1'"),
        (["risk", "--jobs", "none"], "must be a whole number from 1 to 512, not 'none'"),
        (["--as-of", "2023", "check"], "write the options after the command: hpplan check …"),
        (["check", "/", "--data", "."], "name the folder once: as DIR or with --data"),
        (["check", "--\x1b[31m\u2028"], r"No such option: --\x1b[31m\u2028"),
        (["--\u202exyz"], r"No such option: --\u202exyz"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence_and_exits_with_2(
    arguments: list[str], sentence: str
) -> None:
    ran = run(*arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in ran.stderr


def all_loaded(*arguments: str) -> set[str]:
    """The modules that are loaded by the end of a command."""
    program = (
        "import sys\n"
        f"sys.argv = ['hpplan', *{arguments!r}]\n"
        "from hpplan.cli.app import app\n"
        "try: app(prog_name='hpplan')\n"
        "except SystemExit as end: code = end.code\n"
        "print('\\nmodules', *sys.modules, 'exit', code)"
    )
    _, *names, exits, code = python(program).splitlines()[-1].split()
    assert (exits, code) == ("exit", "0")
    return set(names)


def loaded(*arguments: str) -> set[str]:
    """Which of the slow packages are loaded by the end of a command."""
    slow = {"yaml", "pydantic", "ortools", "numpy", "pandas", "networkx", "rich"}
    return all_loaded(*arguments) & slow


def rooms(names: set[str]) -> set[str]:
    """The rooms of hpplan that these modules are in."""
    return {name.split(".")[1] for name in names if name.startswith("hpplan.")}


@pytest.mark.slow
def test_check_loads_nothing_that_solves_analyses_or_draws_plans() -> None:
    names = all_loaded("check")
    assert rooms(names) & {"analysis", "conflicts", "planning", "solving", "verification"} == set()
    assert {"hpplan.programme.changes", "networkx"} & names == set()
    assert {name for name in names if name.startswith("hpplan.views.plan")} == set()
    commands = {"assign", "diff", "explain", "recommend", "timeline", "verify", "whatif"}
    assert {name for name in commands if f"hpplan.cli.{name}" in names} == set()


@pytest.mark.slow
def test_a_plan_loads_nothing_about_conflicts_changes_or_other_formats() -> None:
    names = all_loaded("assign")
    assert rooms(names) & {"analysis", "conflicts"} == set()
    unneeded = {"programme.changes", "reading.json_schema", "solving.second_opinion"}
    assert {name for name in unneeded if f"hpplan.{name}" in names} == set()
    drawn = {name.removeprefix("hpplan.views.") for name in names if ".views." in name}
    shown = {"coverage", "document", "plan", "upheaval"}
    assert drawn == {*shown, "formats", "formats.drawing", "formats.text"}
    assert {"pandas", "numpy"} & names == set()


@pytest.mark.slow
def test_a_delay_loads_few_files() -> None:
    names = all_loaded("whatif", "KI2+6m")
    ours = {name.removeprefix("hpplan.") for name in names if name.startswith("hpplan.")}
    assert len(ours) <= MOST_OF_OURS  # each takes half a millisecond, or more
    assert {
        "checks.every",
        "solving.greedy",
        "views.answers_json",
        "conflicts.explanation",
    } & ours == set()
    assert {"numpy", "pandas", "networkx"} & names == set()


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["assign", "--help"]])
def test_help_and_version_load_nothing_slow_but_what_typer_takes(arguments: list[str]) -> None:
    assert loaded(*arguments) <= {"pydantic"}


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [[], ["check"], ["check", "--format", "json"]])
def test_check_and_the_overview_load_no_solver_no_graph_and_no_rich(arguments: list[str]) -> None:
    assert loaded(*arguments) == {"yaml", "pydantic"}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_timeline_loads_no_solver_no_graph_and_no_rich_where_it_draws_nothing(
    form: str,
) -> None:
    assert loaded("timeline", "--format", form) == {"yaml", "pydantic"}


@pytest.mark.slow
def test_the_timeline_loads_no_solver_to_draw() -> None:
    assert loaded("timeline") <= {"yaml", "pydantic", "rich"}


@pytest.mark.slow
def test_the_module_is_the_command() -> None:
    assert run_process("--version").stdout == f"hpplan {hpplan.__version__}\n"
