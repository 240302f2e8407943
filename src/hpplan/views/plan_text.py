"""A plan for a terminal; also the answer when there is none."""

from collections.abc import Sequence

from hpplan.programme.plan import Plan
from hpplan.programme.programme import Situation
from hpplan.solving.result import Opinion, Undecided
from hpplan.views import plan as view
from hpplan.views.formats.drawing import Column, lines, table

WAVES = (
    Column("Wave", most=24),
    Column("Go-live"),
    Column("Sites", "right"),
    Column("Covered", "right"),
    Column("Who", wraps=True),
)
GOALS = (Column("", "right"), Column("Goal", wraps=True), Column("Value", "right"), Column("Known"))


def render(
    situation: Situation,
    plan: Plan,
    *,
    colour: bool,
    width: int,
    opinions: Sequence[Opinion] | None = None,
) -> str:
    """The waves with their sites, what moved, loads, coverage, goals, and what is proved."""
    rows = [
        (row.wave, row.go_live, str(row.sites), row.covered, row.who)
        for row in view.wave_rows(situation, plan)
    ]
    blocks = [lines(view.headline(situation, plan), width)]
    if asked := view.asked_for(plan.overrides):
        blocks[0] += "\n" + lines(f"asked for: {asked}", width)
    blocks.append(table(WAVES, rows, width=width, colour=colour))
    moved = view.moves(situation, plan)
    blocks.append(_listed("Moved against the current plan", moved or ["nobody"], width))
    if out := view.left_out(situation, plan):
        blocks.append(_listed("In no wave", out, width))
    if loads := view.loads(situation, plan):
        blocks.append(_listed("Load", loads, width))
    if covered := view.covered_now(situation, plan):
        blocks.append(_listed("Coverage", [covered], width))
    blocks.append(table(GOALS, view.goal_rows(plan.goals), width=width, colour=colour))
    blocks.append(lines(view.verdict(plan), width))
    if opinions is not None:
        blocks.append(lines(view.second_opinion(opinions), width))
    return "\n\n".join(blocks) + "\n"


def _listed(title: str, told: Sequence[str], width: int) -> str:
    return "\n".join([f"{title}:", *(lines(f"  {line}", width, "    ") for line in told)])


def render_undecided(situation: Situation, outcome: Undecided, *, width: int) -> str:
    """Neither a plan nor a proof."""
    name = situation.programme.agenda.name
    why = "interrupted" if outcome.interrupted else "the time ended"
    text = (
        f"{name} as of {situation.as_of}: undecided. After {outcome.seconds:.0f} s {why} before a "
        "plan, or a proof that there is none, was found; give more with --time-limit."
    )
    return lines(text, width) + "\n"
