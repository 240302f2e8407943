"""`# hpplan: ignore[CODE] until DATE — reason`: what is left out, where and until when."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.finding import in_order
from hpplan.reading import read
from tests.builders import known
from tests.findings import sentences

DATA = """\
programme: {id: coast, name: The coast, as_of: 2023-07-04}
waves: [{id: W1}]
municipalities: [{id: ask, name: Ask, claims: [{says: option}]}]
ABOVE
regions:
  - {id: coast, name: The coast} BESIDE
"""
WHY = "until 2023-12 — its members decide in the autumn"


def without_hp701(
    tmp_path: Path, above: str = "", beside: str = "", as_of: str = "2023-07-04", data: str = DATA
) -> list[str]:
    """The findings but for the claim that has no source."""
    from hpplan.checks.run import inspect

    text = data.replace("ABOVE", above).replace("BESIDE", beside)
    situation = known(tmp_path, text, as_of)
    lines = sentences(situation.programme, inspect(situation)).splitlines()
    return [line for line in lines if not line.startswith("  ") and "[HP701]" not in line]


REGION = "info[HP206] 6:10 «coast»: no site lies in region 'coast'"


def test_without_a_comment_it_is_reported(tmp_path: Path) -> None:
    assert without_hp701(tmp_path) == [REGION]


@pytest.mark.parametrize(
    "comment",
    [
        f"# hpplan: ignore[HP206] {WHY}",
        "#hpplan:ignore[hp206] until 2023-Q4: its members decide in the autumn",
        "# hpplan: ignore [ HP206 ] until 2023-07-04 - why",
        "# hpplan: ignore[HP206] until 2024 -- see the letter: page 3",
    ],
)
def test_on_the_line_of_the_finding_it_is_not_reported(tmp_path: Path, comment: str) -> None:
    assert without_hp701(tmp_path, beside=comment) == []


def test_alone_on_a_line_it_is_about_the_next_line_that_is_no_comment(tmp_path: Path) -> None:
    data = DATA.replace(
        "  - {id: coast", f"  # hpplan: ignore[HP206] {WHY}\n\n  # so\n  - {{id: coast"
    )
    assert without_hp701(tmp_path, data=data) == []


def test_one_comment_may_name_several_codes_and_each_must_be_found(tmp_path: Path) -> None:
    comment = "# hpplan: ignore[HP206, HP701] until 2023-12 — why"
    assert without_hp701(tmp_path, beside=comment) == [
        f"warning[HP015] 6:34 «{comment}»: there is no HP701 here to ignore"
    ]


def test_on_another_line_it_hides_nothing_and_is_reported_itself(tmp_path: Path) -> None:
    comment = f"# hpplan: ignore[HP206] {WHY}"
    assert without_hp701(tmp_path, above=comment) == [
        f"warning[HP015] 4:1 «{comment}»: there is no HP206 here to ignore",
        REGION,
    ]


def test_on_a_date_before_the_programmes_own_nothing_is_unused(tmp_path: Path) -> None:
    comment = f"# hpplan: ignore[HP207] {WHY}"
    assert without_hp701(tmp_path, beside=comment, as_of="2023-07-03") == [REGION]
    assert len(without_hp701(tmp_path, beside=comment, as_of="2023-07-05")) == 2


def test_after_its_end_what_it_hid_is_reported_again(tmp_path: Path) -> None:
    comment = f"# hpplan: ignore[HP206] {WHY}"
    assert without_hp701(tmp_path, beside=comment, as_of="2023-12-31") == []
    assert without_hp701(tmp_path, beside=comment, as_of="2024-01-01") == [
        REGION,
        (
            f"warning[HP014] 6:34 «{comment}»: expired after 2023-12: its members decide in the "
            "autumn"
        ),
    ]


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("# hpplan: ignore", "the comment cannot be read"),
        ("# hpplan: ignore[] until 2023-12 — why", "the comment cannot be read"),
        ("# hpplan: ignroe[HP206] until 2023-12 — why", "the comment cannot be read"),
        ("# hpplan: ignore[HP999] until 2023-12 — why", "there is no code 'HP999'"),
        ("# hpplan: ignore[HP206]", "the comment has no end"),
        ("# hpplan: ignore[HP206] — why", "the comment has no end"),
        ("# hpplan: ignore[HP206] until 2023-12", "the comment has no reason"),
        ("# hpplan: ignore[HP206] until 2023-12 —", "the comment has no reason"),
        ("# hpplan: ignore[HP601] until 2023-12 — why", "HP601 cannot be ignored, only settled"),
        ("# hpplan: ignore[HP303] until 2023-12 — why", "HP303 cannot be ignored, only settled"),
        ("# hpplan: ignore[HP006] until 2023-12 — why", "HP006 cannot be ignored"),
        ("# hpplan: ignore[HP015] until 2023-12 — why", "HP015 cannot be ignored"),
        ("# hpplan: ignore[HP206] until 2023-02-30 — why", "'2023-02-30' is not a date that"),
    ],
)
def test_a_comment_that_is_not_whole_has_no_effect_and_is_reported(
    tmp_path: Path, comment: str, fault: str
) -> None:
    first, second = without_hp701(tmp_path, beside=comment)
    assert first == REGION
    assert second.startswith(f"warning[HP013] 6:34 «{comment}»: {fault}")


@pytest.mark.parametrize(
    "value",
    [
        "'# hpplan: ignore[HP206]'",
        '"a\n  # hpplan: ignore[HP206]"',
        "|\n    # hpplan: ignore[HP206]\n",
        "a#hpplan: ignore[HP206]",
    ],
)
def test_text_of_a_value_is_no_comment(tmp_path: Path, value: str) -> None:
    data = DATA.replace("ABOVE", f"sites:\n- id: x\n  kind: y\n  name: {value}")
    (tmp_path / "a.yaml").write_text(data.replace("BESIDE", ""), encoding="utf-8")
    reading = read(tmp_path)
    if reading.programme is not None:  # a colon may end a plain text
        assert reading.programme.ignores == ()


def test_what_reading_warns_of_can_be_ignored_too(tmp_path: Path) -> None:
    data = DATA.replace("{id: ask,", "{id: ask, number: 5055,")
    comment = "# hpplan: ignore[HP109] until 2024 — the export cannot quote"
    assert without_hp701(tmp_path, data=data)[0].startswith("warning[HP109]")
    quiet = data.replace("municipalities:", f"{comment}\nmunicipalities:")
    assert [line for line in without_hp701(tmp_path, data=quiet) if "HP206" not in line] == []


@given(st.text(alphabet="# hpplan:igore[]HP2067untl-— '\"\n|>{},", max_size=60))
def test_whatever_a_comment_says_reading_ends_well(text: str) -> None:
    from hpplan.periods import METEOROLOGICAL
    from hpplan.reading.ignore_comments import ignores
    from hpplan.reading.places import Places
    from hpplan.reading.yaml_text import parse

    places = Places()
    parse(f"a: 1 {text}\n", "a.yaml", places)
    for ignore in ignores(places.files[0], METEOROLOGICAL):
        assert places.source_line(ignore.place)[ignore.place.column - 1] == "#"


def test_the_order_of_findings_is_that_of_places(tmp_path: Path) -> None:
    from hpplan.checks.run import inspect

    situation = known(tmp_path, DATA.replace("ABOVE", "# hpplan: x").replace("BESIDE", ""))
    found = inspect(situation)
    assert found == in_order(found)
    assert situation.as_of == date(2024, 1, 1)


def test_two_comments_in_a_row_are_about_the_same_line(tmp_path: Path) -> None:
    comments = f"  # hpplan: ignore[HP206] {WHY}\n  # hpplan: ignore[HP207] {WHY}\n"
    data = DATA.replace("  - {id: coast", f"{comments}  - {{id: coast")
    assert [line.partition(" ")[0] for line in without_hp701(tmp_path, data=data)] == [
        "warning[HP015]"
    ]


def test_very_many_comments_are_read_in_a_moment_and_the_rest_is_reported(tmp_path: Path) -> None:
    data = DATA.replace("ABOVE", f"# hpplan: ignore[HP206] {WHY}\n" * 30_000)
    found = without_hp701(tmp_path, data=data)
    assert len(found) == 1_002
    assert "no more than 1,000 ignore comments per file are read" in found[1_000]
