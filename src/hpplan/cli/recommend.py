"""`hpplan recommend`: which wave for a site."""

from functools import partial
from typing import Annotated

import typer

from hpplan.cli.data_directory import the_folder, warn_about_errors
from hpplan.cli.given_names import known_site
from hpplan.cli.options import AllInFull, Directory, help_text
from hpplan.cli.question import Question, question

HELP = help_text(
    "Rank the waves of a site by what they do to the plan.",
    {
        "hpplan recommend froya": "which wave for Frøya?",
        "hpplan recommend heim": "for Heim, as if it had not decided",
    },
    "For a site that has not decided, or asks to move. The best plan is made with the site in each "
    "wave that it may enter; shown are the goals that differ from the plan as things stand, and "
    "who else moves. A site that declined is treated as if it took part.",
    "Formats: text, json and markdown. Exits with 4 if the time was too short for any plan.",
)


@question
def recommend(
    asked: Question,
    site: Annotated[
        str, typer.Argument(metavar="SITE", help="The id of the site.", show_default=False)
    ],
    directory: Directory = None,
    full: AllInFull = False,
) -> None:
    from hpplan.analysis.recommendation import recommend as recommendation_for
    from hpplan.views import answers_json
    from hpplan.views import site as view

    folder = the_folder(directory, asked.data)
    known = asked.situation(folder)
    wanted = known_site("SITE", site, known)
    found = known.snapshot.sites[wanted]
    if found.live:
        where = f"{found.name} is live in {found.wave}, which cannot be undone"
        raise typer.BadParameter(where, param_hint="SITE")
    warn_about_errors(known)
    advice = recommendation_for(known, wanted, asked.limits)
    shown = partial(view.recommended, full=full, ask=partial(asked.again, folder=folder))
    asked.answer(advice, shown, answers_json.recommendation)
