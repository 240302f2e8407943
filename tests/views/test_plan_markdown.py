"""A plan as Markdown, in which text from the data marks nothing up."""

from dataclasses import replace
from pathlib import Path

import pytest

from hpplan.programme.programme import Overrides
from hpplan.views import plan as plan_view
from hpplan.views.formats import markdown
from tests.views import GIVEN, planned


def test_the_plan_under_a_heading_in_tables_and_lists(tmp_path: Path) -> None:
    made = planned(tmp_path, overrides=Overrides(pins=(("a", "W1"),)))
    assert (
        markdown.render(plan_view.document(made.situation, made.plan))
        == r"""# Plattformen: a plan for 4 of 5 sites, proved best

On 1 January 2024

Asked for: `--pin a=W1`

| Wave | Go-live | Sites | Covered | Who |
| --- | --- | --: | --: | --- |
| W0 | 11 Nov 2023 | 1 | 0.0 % | live: St. Olavs |
| W1 | 9 Nov 2024 | 2 | 40.0 % | decided: Bjugn; placed: Aure |
| W2 (called KI2) | autumn 2025 | 1 | 75.0 % | placed: Rauma |

## Changes from the current plan

- Rauma, W1 -\> KI2: leaves W1: W1 holds at most 9,000 inhabitants, but would have to hold 15,000 (cap)

Upheaval: 1 site leaves its wave; 296 site-days later.

## In no wave

- Oppdal: declined \[brev\]: takes no part

## Load

- cap, at most 9,000 inhabitants: W1 8,000, KI2 7,000

## Coverage

- 0 municipalities are live, with 0.0 % of the inhabitants; 1 live or decided, with 22.5 %

## Goals

|  | Goal | Result | Proof |
| --: | --- | --- | --- |
| 1 | as many sites as possible take part | all 4 sites are placed | proved best |
| 2 | as few sites as possible leave their current wave | 1 site leaves its wave | proved best |
| 3 | as early as possible, by inhabitants | inhabitants wait 502 days on average (7,532,000 inhabitant-days) | proved best |

Status: optimal, every goal is proved best.
"""  # noqa: E501  # Markdown does not break lines
    )


def test_without_caps_sizes_moves_and_anybody_left_out_their_parts_are_short(
    tmp_path: Path,
) -> None:
    text = """
programme: {id: p, name: P}
municipalities: [{id: a, name: Aure}]
waves: [{id: W1}]
goals: [{kind: wishes}, {kind: participation}]
"""
    made = planned(tmp_path, text)
    assert (
        markdown.render(plan_view.document(made.situation, made.plan))
        == """# P: a plan for 1 site, proved best

On 1 January 2024

| Wave | Go-live | Sites | Covered | Who |
| --- | --- | --: | --: | --- |
| W1 | no date | 1 | 100.0 % | placed: Aure |

## Changes from the current plan

- none

No rule limits a wave; see hpplan rule capacity.

## Coverage

- 0 of 1 municipalities are live (0.0 %), 0 live or decided (0.0 %)

## Goals

|  | Goal | Result | Proof |
| --: | --- | --- | --- |
| 2 | as many sites as possible take part | 1 municipality is placed | proved best |

Status: optimal, every goal is proved best.
"""
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("A | B", r"A \| B"),
        ("*A* _B_", r"\*A\* \_B\_"),
        ("`A`", r"\`A\`"),
        ("[A](http://x)", r"\[A\](http\://x)"),
        ("<b>A</b>", r"\<b\>A\</b\>"),
        ("# A", r"\# A"),
        ("A \\ B", r"A \\ B"),
        ("A\nB", r"A\\nB"),
        ("\x1b[31mA", r"\\x1b\[31mA"),
    ],
)
def test_pipes_and_markup_in_a_name_are_escaped_wherever_it_stands(
    tmp_path: Path, name: str, shown: str
) -> None:
    quoted = name.encode("unicode_escape").decode().replace("\\x1b", "\\e")
    text = GIVEN.replace("name: Rauma", f'name: "{quoted}"').replace(
        "name: Oppdal", f'name: "{quoted} 2"'
    )
    made = planned(tmp_path, text)
    rendered = markdown.render(plan_view.document(made.situation, made.plan)).splitlines()
    assert f"| W2 (called KI2) | autumn 2025 | 1 | 75.0 % | placed: {shown} |" in rendered
    assert (
        f"- {shown}, W1 -\\> KI2: leaves W1: W1 holds at most 9,000 inhabitants, but would "
        "have to hold 15,000 (cap)" in rendered
    )
    assert rf"- {shown} 2: declined \[brev\]: takes no part" in rendered


@pytest.mark.parametrize(
    ("site", "shown"),
    [("a", "`--reopen a`"), ("`<b>", "``--reopen `<b>``"), ("<b>``", "``` --reopen <b>`` ```")],
)
def test_an_option_is_code_whatever_the_id_of_its_site(
    tmp_path: Path, site: str, shown: str
) -> None:
    made = planned(tmp_path)
    plan = replace(made.plan, overrides=Overrides(reopened=(site,)))
    rendered = markdown.render(plan_view.document(made.situation, plan))
    assert rendered.split("\n\n")[2] == f"Asked for: {shown}"
