"""`hpplan check --fix`: what can only have been meant in one way is fixed, and not a byte more."""

import contextlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.reading.bundled import bundled
from tests.cli.programmes import CALM, write
from tests.cli.running import Ran, run
from tests.thoroughness import examples

FAULTS: Mapping[str, tuple[str, str]] = {
    "a day in another order": (
        "  - {id: W1, go_live: 27.04.2024}",
        "  - {id: W1, go_live: 2024-04-27}",
    ),
    "a season in words": (
        '  - {id: W2, go_live: "høsten 2024"}',
        '  - {id: W2, go_live: "2024-autumn"}',
    ),
    "digits without quotes": ("    number: 5055", '    number: "5055"'),
    "a flag in words": ("    required: nei", "    required: false"),
    "a number in quotes": ("    size: {inhabitants: '21 000'}", "    size: {inhabitants: 21000}"),
    "a name twice": ("    regions: [coast, valley, coast]", "    regions: [coast, valley]"),
}
"""Lines with a fault that is safe to fix, and what they become."""
UNSAFE: Mapping[str, tuple[str, str]] = {
    "a name that is nearly one": ("    trust: nort", "    trust: north"),
    "a key that is nearly one": ("    legcy: old", "    legacy: old"),
    "a word that is nearly one": ("    gps: employd", "    gps: employed"),
}
REST = "    note: kept  # with its comment"


def programme(
    chosen: Mapping[str, bool], become: int, line_break: str = "\n", mark: str = ""
) -> str:
    """A programme that has some of the faults, or what becomes of them."""

    def line(what: str) -> str:
        return {**FAULTS, **UNSAFE}[what][become if chosen.get(what) else 1]

    return mark + line_break.join(
        [
            "programme: {id: p, name: P, as_of: 2024-01-01, seasons: {autumn: [8, 12]}}\t# right",
            "regions: [{id: coast, name: Coast}, {id: valley, name: Valley}]",
            "trusts: [{id: north, name: North}]",
            "",
            "waves:",
            line("a day in another order"),
            line("a season in words"),
            "municipalities:  # who",
            "  - id: ask",
            "    name: Ask",
            *map(line, [*FAULTS, *UNSAFE][2:]),
            REST,
            "",
        ]
    )


def data_of(folder: Path, text: str) -> tuple[Path, Path]:
    data = folder / "data"
    data.mkdir(exist_ok=True)
    (data / "p.yaml").write_bytes(text.encode())
    return data, data / "p.yaml"


ALL = dict.fromkeys([*FAULTS, *UNSAFE], True)


def test_safe_fixes_are_made_and_the_rest_is_reported(tmp_path: Path) -> None:
    data, file = data_of(tmp_path, programme(ALL, 0))
    ran = run("check", data, "--fix", "--format", "concise")
    assert (ran.exit_code, ran.stderr) == (1, f"fixed 4 problems in {file}\n")
    assert ran.stdout.splitlines() == [
        f"{file}:15:12: error: there is no trust 'nort' [HP201]",
        f"{file}:16:5: error: unknown key 'legcy' [HP101]",
        f"{file}:17:10: error: invalid value 'employd' for 'gps' [HP104]",
        "3 errors",
        "3 can be fixed with --fix --unsafe-fixes, if the hints are right",
    ]
    # What else is wrong is only seen once the data can be understood.
    hidden = ("digits without quotes", "a name twice")
    left = {what: what in UNSAFE or what in hidden for what in ALL}
    assert file.read_bytes() == programme(left, 0).encode()


def test_near_misses_are_taken_when_asked_for(tmp_path: Path) -> None:
    data, file = data_of(tmp_path, programme(ALL, 0))
    ran = run("check", data, "--fix", "--unsafe-fixes")
    assert ran.stderr == f"fixed 9 problems in {file}\n"
    assert file.read_bytes() == programme(ALL, 1).encode()
    assert ran.exit_code == 0


def test_without_the_option_a_line_says_what_could_be_fixed(tmp_path: Path) -> None:
    data, file = data_of(tmp_path, programme(ALL, 0))
    for form in ("text", "concise"):
        ran = run("check", data, "--format", form)
        assert ran.stdout.endswith(
            "4 can be fixed with --fix, 3 more with --fix --unsafe-fixes, if the hints are right\n"
        )
    assert file.read_bytes() == programme(ALL, 0).encode()


@examples(25)
@given(
    chosen=st.fixed_dictionaries(dict.fromkeys(ALL, st.booleans())),
    line_break=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_other_bytes_stay_and_fixing_twice_changes_nothing_more(
    tmp_path_factory: pytest.TempPathFactory,
    chosen: Mapping[str, bool],
    line_break: str,
    mark: str,
) -> None:
    data, file = data_of(tmp_path_factory.mktemp("p"), programme(chosen, 0, line_break, mark))
    first = run("check", data, "--fix", "--unsafe-fixes")
    expected = programme(chosen, 1, line_break, mark).encode()
    assert file.read_bytes() == expected
    assert first.stderr.startswith("fixed ") == any(chosen.values())
    assert run("check", data, "--fix", "--unsafe-fixes").stderr == ""
    assert file.read_bytes() == expected


def test_the_diff_is_shown_first_and_nothing_is_written(tmp_path: Path) -> None:
    one = {"a day in another order": True}
    data, file = data_of(tmp_path, programme(one, 0))
    before = file.stat()
    ran = run("check", data, "--diff")
    assert (ran.exit_code, ran.stderr) == (1, "")
    assert ran.stdout.splitlines()[:2] == [f"--- {file}", f"+++ {file}"]
    assert [line for line in ran.stdout.splitlines()[2:] if line[0] in "+-"] == [
        "-  - {id: W1, go_live: 27.04.2024}",
        "+  - {id: W1, go_live: 2024-04-27}",
    ]
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert run("check", data, "--diff", "--fix").stdout == ran.stdout


def test_without_anything_to_change_the_diff_is_empty(tmp_path: Path) -> None:
    data, _ = data_of(tmp_path, programme({}, 0))
    assert run("check", data, "--diff", "--unsafe-fixes") == Ran(0, "", "")


def test_only_findings_that_are_chosen_are_fixed(tmp_path: Path) -> None:
    data, file = data_of(tmp_path, programme(ALL, 0))
    run("check", data, "--fix", "--select", "HP105")
    dates = ("a day in another order", "a season in words")
    assert file.read_bytes() == programme({**ALL, **dict.fromkeys(dates, False)}, 0).encode()


def test_several_files_are_fixed_each_by_itself(tmp_path: Path) -> None:
    data = write(tmp_path, CALM.replace("go_live: 2023-05-06", "go_live: 06.05.2023"))
    other = data / "other.yaml"
    other.write_text("regions: [{id: r, name: R, source: leter}]  # ü\n", encoding="utf-8")
    ran = run("check", data, "--fix", "--unsafe-fixes")
    assert ran.stderr == (
        f"fixed 1 problem in {other}\nfixed 1 problem in {data / 'programme.yaml'}\n"
    )
    assert other.read_text(encoding="utf-8") == "regions: [{id: r, name: R, source: letter}]  # ü\n"


def test_the_mode_of_a_file_stays_and_a_link_stays_one(tmp_path: Path) -> None:
    data, file = data_of(tmp_path, programme(ALL, 0))
    kept = tmp_path / "kept.yaml"
    file.rename(kept)
    kept.chmod(0o640)
    file.symlink_to(kept)
    run("check", data, "--fix", "--unsafe-fixes")
    assert file.is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o640
    assert kept.read_bytes() == programme(ALL, 1).encode()


def test_comments_that_ask_to_ignore_nothing_are_removed_and_others_stay(tmp_path: Path) -> None:
    unused = "# hpplan: ignore[HP206] until 2024-12 — its members decide in the autumn"
    text = (
        "programme: {id: p, name: P, as_of: 2024-01-01}\r\n"
        "# the coast, with all its members\r\n"
        f"  {unused}\r\n"
        "regions: [{id: coast, name: Coast}]\r\n"
        f"waves: [{{id: W1}}]  {unused}\r\n"
        "municipalities: [{id: ask, name: Ask, regions: [coast]}]\r\n"
        f"{unused}"
    )
    data, file = data_of(tmp_path, text)
    assert run("check", data, "--fix").stderr == f"fixed 3 problems in {file}\n"
    assert file.read_bytes().decode() == (
        "programme: {id: p, name: P, as_of: 2024-01-01}\r\n"
        "# the coast, with all its members\r\n"
        "regions: [{id: coast, name: Coast}]\r\n"
        "waves: [{id: W1}]\r\n"
        "municipalities: [{id: ask, name: Ask, regions: [coast]}]\r\n"
    )


def test_a_comment_of_which_one_code_is_needed_stays(tmp_path: Path) -> None:
    text = (
        "programme: {id: p, name: P, as_of: 2024-01-01}\n"
        "# hpplan: ignore[HP206, HP110] until 2024-12 — its members decide in the autumn\n"
        "regions: [{id: coast, name: Coast}]\n"
        "waves: [{id: W1}]\n"
        "municipalities: [{id: ask, name: Ask}]\n"
    )
    data, file = data_of(tmp_path, text)
    ran = run("check", data, "--fix", "--format", "concise")
    assert (ran.stderr, file.read_text(encoding="utf-8")) == ("", text)
    assert "there is no HP110 here to ignore [HP015]" in ran.stdout


def test_what_a_baseline_knows_of_is_not_fixed(tmp_path: Path) -> None:
    data, file = data_of(tmp_path, programme({"a name twice": True}, 0))
    known = tmp_path / "known.json"
    run("check", data, "--write-baseline", known)
    assert run("check", data, "--fix", "--baseline", known) == Ran(0, "no findings\n", "")
    assert run("check", data, "--fix").stderr == f"fixed 1 problem in {file}\n"


def test_what_would_bring_a_new_error_is_refused_as_a_whole(tmp_path: Path) -> None:
    text = (
        "programme: {id: p, name: P, as_of: 2024-01-01}\n"
        "waves: [{id: W1, go_live: 06.05.2023}]\n"
        "municipalities:\n"
        "  - {id: ask, name: Ask, claims: [{say: live, wve: W1}]}\n"
        "  - {id: bo, name: Bo, claims: [{says: optoin, wave: W1}]}\n"
    )
    data, file = data_of(tmp_path, text)
    ran = run("check", data, "--fix", "--unsafe-fixes")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "error[HP106]: 'option' does not name a wave\n" in ran.stderr
    assert "5 |   - {id: bo, name: Bo, claims: [{says: option, wave: W1}]}\n" in ran.stderr
    assert ran.stderr.endswith(
        "Error: nothing was fixed: this would be an error then, and is none now\n"
    )
    assert file.read_bytes() == text.encode()


def test_a_near_miss_that_would_repeat_a_key_is_not_offered(tmp_path: Path) -> None:
    data, _ = data_of(tmp_path, "waves: [{id: W1, go_live: 2024, golive: 2024}]\nwave: []\n")
    ran = run("check", data, "--format", "json")
    assert [found["fix"] for found in json.loads(ran.stdout)["findings"]] == [None, None]


def test_a_file_that_is_write_protected_is_reported_and_none_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write(tmp_path, CALM.replace("go_live: 2023-05-06", "go_live: 06.05.2023"))
    other = data / "z.yaml"
    other.write_text("regions: [{id: r, name: R, source: leter}]\n", encoding="utf-8")
    before = [path.read_bytes() for path in data.iterdir()]
    monkeypatch.setattr(os, "access", lambda path, _: path != other)  # root may write anything
    ran = run("check", data, "--fix", "--unsafe-fixes")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"'{other}' is write-protected" in ran.stderr
    assert [path.read_bytes() for path in data.iterdir()] == before


@pytest.mark.parametrize("content", [b"waves: [\n", b"\xff\xfe", b"a: \xe6\n", b"", b"- 1\n"])
def test_files_that_cannot_be_understood_are_left_alone(tmp_path: Path, content: bytes) -> None:
    data, file = data_of(tmp_path, "")
    file.write_bytes(content)
    fixing, checking = run("check", data, "--fix"), run("check", data)
    assert fixing == checking
    assert file.read_bytes() == content


def test_unsafe_fixes_alone_are_wrong_usage(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path), "--unsafe-fixes")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Invalid value for --unsafe-fixes: it needs --fix or --diff" in ran.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--format", ["json"]),
        ("--report", ["sarif:x"]),
        ("--write-baseline", ["x"]),
        ("--fail-on", ["info"]),
        ("--exit-zero", []),
        ("--deep", []),
    ],
)
def test_options_about_findings_contradict_the_diff_that_reports_none(
    tmp_path: Path, option: str, value: list[str]
) -> None:
    data = write(tmp_path)
    with contextlib.chdir(tmp_path):
        ran = run("check", data, "--diff", option, *value)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"Invalid value for {option}: with --diff no finding is reported" in ran.stderr
    assert not (tmp_path / "x").exists()


def test_the_data_that_comes_with_hpplan_is_not_fixed(tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        ran = run("check", "--fix")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "name a folder of yours: this data comes with hpplan" in ran.stderr


def test_programs_read_the_fix_in_json_and_sarif(tmp_path: Path) -> None:
    data, file = data_of(tmp_path, programme({"a day in another order": True}, 0))
    (reported,) = json.loads(run("check", data, "--format", "json").stdout)["findings"]
    assert reported["fix"] == {
        "safe": True,
        "edits": [
            {
                "file": str(file),
                "line": 6,
                "column": 23,
                "end_line": 6,
                "end_column": 33,
                "text": "2024-04-27",
            }
        ],
    }
    (result,) = json.loads(run("check", data, "--format", "sarif").stdout)["runs"][0]["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 6, "startColumn": 23, "endLine": 6, "endColumn": 33},
            "insertedContent": {"text": "2024-04-27"},
        }
    ]


@pytest.mark.parametrize(
    ("selector", "becomes"),
    [
        ("{county: Trondelag}", "{county: Trøndelag}"),
        ('{county: ["Trondelag"]}', '{county: ["Trøndelag"]}'),
        ("{county: [Tröndelag, Oslo]}", "{county: [Trøndelag, Oslo]}"),
    ],
)
def test_the_near_miss_of_what_sites_have_is_taken_in_a_selector(
    tmp_path: Path, selector: str, becomes: str
) -> None:
    text = (
        "programme: {id: p, name: P}\n"
        "waves: [{id: W1}]\n"
        "municipalities: [{id: ask, name: Ask, county: Trøndelag}]\n"
        f"rules: [{{kind: together, sites: {selector}}}]  # ø\n"
    )
    data, file = data_of(tmp_path, text)
    assert run("check", data, "--fix").stderr == ""
    assert run("check", data, "--fix", "--unsafe-fixes").stderr == f"fixed 1 problem in {file}\n"
    assert file.read_text(encoding="utf-8") == text.replace(selector, becomes)


def test_more_faults_than_are_reported_are_fixed_and_none_behind_them_counts_as_new(
    tmp_path: Path,
) -> None:
    def text(day: str) -> str:
        waves = (f"  - {{id: W{n}, go_live: {day}, open: {n}}}" for n in range(1500))
        return "\n".join(["programme: {id: p, name: P}", "waves:", *waves, ""])

    data, file = data_of(tmp_path, text("27.04.2024"))
    ran = run("check", data, "--fix", "--format", "concise")
    assert ran.stderr == f"fixed 1500 problems in {file}\n"
    assert ran.stdout.splitlines()[-1] == "1000 errors"
    assert file.read_text(encoding="utf-8") == text("2024-04-27")


def test_our_data_with_every_day_in_another_order_is_fixed_to_the_byte(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    changed = 0
    for path in bundled().glob("*.yaml"):
        text = path.read_bytes().decode()
        other, count = re.subn(
            r"\b(go_live|known|published|since|until): (\d{4})-(\d\d)-(\d\d)(?=[,}\s])",
            r"\1: \4.\3.\2",
            text,
        )
        changed += count
        (data / path.name).write_bytes(other.encode())
    run("check", data, "--fix")
    assert changed > 50
    assert {path.name: path.read_bytes() for path in data.iterdir()} == {
        path.name: path.read_bytes() for path in bundled().glob("*.yaml")
    }


def test_an_anchor_is_fixed_once_where_it_stands(tmp_path: Path) -> None:
    text = (
        "programme: {id: p, name: P}\n"
        "waves:\n"
        "  - &first {id: W1, go_live: 27.04.2024}\n"
        "  - {id: W2, claims: [&later {go_live: 28.04.2024}, *later]}\n"
    )
    data, file = data_of(tmp_path, text)
    assert run("check", data, "--fix").stderr == f"fixed 2 problems in {file}\n"
    assert file.read_text(encoding="utf-8") == text.replace("27.04.2024", "2024-04-27").replace(
        "28.04.2024", "2024-04-28"
    )


def test_json_stays_json_when_it_is_fixed(tmp_path: Path) -> None:
    before = (
        '{"programme": {"id": "p", "as_of": 20240101, '
        '"milestones": [{"id": "m", "at": "-8 weeks"}]},\n'
        ' "waves": [{"id": "W1", "go_live": "27.4.24"}, {"id": "W2", "go_live": "mai 2024"}],\n'
        ' "municipalities": [{"id": "a", "required": "ja", "size": {"inhabitants": "21 000"}}]}\n'
    )
    data, file = data_of(tmp_path, before)
    assert run("check", data, "--fix").stderr == f"fixed 6 problems in {file}\n"
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "programme": {"id": "p", "as_of": "2024-01-01", "milestones": [{"id": "m", "at": "-8w"}]},
        "waves": [{"id": "W1", "go_live": "2024-04-27"}, {"id": "W2", "go_live": "2024-05"}],
        "municipalities": [{"id": "a", "required": True, "size": {"inhabitants": 21000}}],
    }
