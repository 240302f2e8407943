"""A plan as Markdown, for a report or a merge request."""

from collections.abc import Sequence

from hpplan.programme.plan import Plan
from hpplan.programme.programme import Situation
from hpplan.solving.result import Opinion
from hpplan.text import literal
from hpplan.text import literal_markdown as plain
from hpplan.views import plan as view


def render(situation: Situation, plan: Plan, opinions: Sequence[Opinion] | None = None) -> str:
    """The plan under a heading, in tables and lists."""
    blocks = [f"# {plain(view.headline(situation, plan))}"]
    if asked := view.asked_for(plan.overrides):
        blocks.append(f"Asked for: {_code(asked)}")
    rows = [
        (row.wave, row.go_live, str(row.sites), row.covered, row.who)
        for row in view.wave_rows(situation, plan)
    ]
    blocks.append(_table(("Wave", "Go-live", "Sites", "Covered", "Who"), rows))
    moved = view.moves(situation, plan)
    blocks.append(_listed("Moved against the current plan", moved or ["nobody"]))
    for title, told in (
        ("In no wave", view.left_out(situation, plan)),
        ("Load", view.loads(situation, plan)),
    ):
        if told:
            blocks.append(_listed(title, told))
    if covered := view.covered_now(situation, plan):
        blocks.append(_listed("Coverage", [covered]))
    goals = _table(("Rank", "Goal", "Value", "Known"), view.goal_rows(plan.goals))
    blocks.append(f"## Goals\n\n{goals}")
    blocks.append(plain(view.verdict(plan)))
    if opinions is not None:
        blocks.append(plain(view.second_opinion(opinions)))
    return "\n\n".join(blocks) + "\n"


def _code(text: str) -> str:
    """The text as code, between more backticks than stand together in it."""
    fence = "`"
    while fence in text:
        fence += "`"
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{literal(text)}{room}{fence}"


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    drawn = [titles, ["---"] * len(titles), *([plain(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in drawn)


def _listed(title: str, told: Sequence[str]) -> str:
    return "\n".join([f"## {title}", "", *(f"- {plain(line)}" for line in told)])
