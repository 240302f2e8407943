"""`--no-chart` of the commands that draw."""

import pytest

from tests.cli.running import DATA, run


@pytest.mark.parametrize("command", [["timeline"], ["map"], ["whatif", "KI2+1m"]])
def test_nothing_is_drawn_with_letters(command: list[str]) -> None:
    drawn = run(*command, "--data", DATA)
    spoken = run(*command, "--data", DATA, "--no-chart")
    assert (drawn.exit_code, spoken.exit_code) == (0, 0)
    assert "KI3" in spoken.stdout
    signs = "░▒▓█◆│●○━▶"
    assert not any(sign in spoken.stdout for sign in signs)
    assert any(sign in drawn.stdout for sign in signs) or "KI4 KI4 KI4" in drawn.stdout
    assert "KI4 KI4 KI4" not in spoken.stdout


def test_the_best_plan_is_a_sentence_for_each_wave(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("data")
    text = "programme: {id: p, as_of: 2024-01-01}\nwaves: [{id: W1}]\nsites: [{id: a, kind: k}]\n"
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    ran = run("assign", folder, "--no-chart")
    assert ran.exit_code == 0
    assert "  W1. Go-live: no date. Sites: 1." in ran.stdout


@pytest.mark.parametrize(
    "command",
    [["timeline"], ["assign"], ["map", "--format", "svg"], ["whatif", "KI2+1m"]],
)
def test_only_text_and_markdown_have_charts_of_letters(command: list[str]) -> None:
    form = [] if "--format" in command else ["--format", "json"]
    ran = run(*command, *form, "--data", DATA, "--no-chart")
    assert ran.exit_code == 2
    assert "it applies to text and markdown" in ran.stderr
