"""What shells offer: commands, options, formats, and ids, in silence whatever the data are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hpplan.cli.app import COMMANDS
from hpplan.cli.completing import candidates, complete
from tests.cli.running import PLAIN, REPOSITORY, run

DATA = """\
programme:
  id: p
  phases: [{id: main, from: -1m, to: 0d}]
regions:
  - {id: fosen}
trusts: [{id: stolavs}]
municipalities:
  - id: heim
    name: "id: not-this"
  - {name: Frøya, id: "frøya"}   # {id: nor-this}
  - {id: 'frosta'}
waves: [{id: W1}, {id: W2}]
"""
HOSTILE = """\
sites: [{id: "$(touch x)"}, {id: "a b"}, {id: "`x`"}, {id: "q'"}, {id: "\\e[31m"}, {id: ok}]
trusts: [{id: "*"}]
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with data, in which a shell is."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "p.yaml").write_text(DATA, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (["ti"], ["timeline"]),
        (["--v"], ["--version"]),
        (["nonsense", ""], []),
        (["timeline", "--si"], ["--site"]),
        (["timeline", "--site", "fr"], ["frøya", "frosta"]),
        (["timeline", "--site", ""], ["stolavs", "heim", "frøya", "frosta"]),
        (["timeline", "--site=he"], ["--site=heim"]),
        (["timeline", "--wave", ""], ["W1", "W2"]),
        (["timeline", "--region", ""], ["fosen"]),
        (["timeline", "--trust", ""], ["stolavs"]),
        (["timeline", "--format", "m"], ["markdown", "mermaid"]),
        (["timeline", "--plan", ""], []),
        (["timeline", ""], []),
        (["assign", "--pin", "he"], ["heim="]),
        (["assign", "--pin", "heim="], ["heim=W1", "heim=W2"]),
        (["whatif", "heim=W1", "frosta=W"], ["frosta=W1", "frosta=W2"]),
        (["recommend", "he"], ["heim"]),
        (["recommend", "--format", "json", "he"], ["heim"]),
        (["record", "heim", "und"], ["undecided"]),
        (["record", "heim", "decided", "W"], ["W1", "W2"]),
        (["rule", "no"], ["notice"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_what_is_offered(here: Path, line: list[str], offered: list[str]) -> None:
    assert candidates(line) == offered


def test_every_command_is_offered() -> None:
    assert candidates([""]) == list(COMMANDS)


@pytest.mark.parametrize("line", [["--data", "other"], ["--data=other"], ["./other"]])
def test_ids_are_those_of_the_folder_that_the_line_names(here: Path, line: list[str]) -> None:
    (here / "other").mkdir()
    (here / "other" / "p.yml").write_text("sites: [{id: elsewhere}]\n", encoding="utf-8")
    assert candidates(["timeline", *line, "--site", ""]) == ["elsewhere"]


def test_without_data_ids_are_those_of_the_bundled_programme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert candidates(["timeline", "--site", "froy"]) == ["froya"]


def test_the_current_folder_is_data_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text("waves: [{id: W9}]\n", encoding="utf-8")
    assert candidates(["timeline", "--wave", ""]) == ["W9"]


def test_what_a_shell_might_run_is_not_offered(here: Path) -> None:
    (here / "data" / "p.yaml").write_text(HOSTILE, encoding="utf-8")
    assert candidates(["timeline", "--site", ""]) == ["ok"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"municipalities: [" * 9, b"", b"\0" * 99])
def test_bad_data_are_passed_over_in_silence(
    here: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "data" / "p.yaml").write_bytes(content)
    (here / "data" / "q.yaml").mkdir()
    (here / "data" / "r.yaml").symlink_to("nowhere")
    complete("zsh", ["timeline", "--wave", "W"])
    complete("bash", ["hpplan timeline --site 'un"])
    complete("bash", [])
    seen = capsys.readouterr()
    assert (seen.out.strip(), seen.err) == ("", "")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("hpplan timeline --site he", "heim\n"),
        ("hpplan assign --pin heim=W", "W1\nW2\n"),
        ("hpplan timeline ", "\n"),
        ("hpplan hist", "history\n"),
    ],
)
def test_bash_gives_a_line_and_cuts_words_at_an_equals_sign(
    here: Path, line: str, offered: str, capsys: pytest.CaptureFixture[str]
) -> None:
    complete("bash", [line])
    assert capsys.readouterr().out == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(shell: str) -> None:
    ran = run("completion", shell)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert f"_HPPLAN_COMPLETE={shell} hpplan" in ran.stdout


def test_no_other_shell_is_known() -> None:
    assert run("completion", "csh").exit_code == 2


@pytest.mark.slow
def test_bash_finishes_a_word_with_the_script(here: Path) -> None:
    bash = f"""
    hpplan() {{ {sys.executable} -m hpplan "$@"; }}
    eval "$(hpplan completion bash)"
    COMP_LINE="hpplan timeline --site fr"; COMP_POINT=${{#COMP_LINE}}
    _hpplan_completion
    printf '%s\\n' "${{COMPREPLY[@]}}"
    complete -p hpplan
    """
    path = {**PLAIN, "PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY / "src")}
    done = subprocess.run(
        ["bash", "--norc", "-c", bash], capture_output=True, check=True, env=path, encoding="utf-8"
    )
    assert done.stdout.splitlines() == [
        "frøya",
        "frosta",
        "complete -o bashdefault -o default -F _hpplan_completion hpplan",
    ]
    assert done.stderr == ""
