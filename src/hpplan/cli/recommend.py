"""`hpplan recommend`: which wave for a site."""

from functools import partial
from typing import Annotated

import typer

from hpplan.cli.advice import Answered, give
from hpplan.cli.data_directory import situation, the_folder, warn_about_errors
from hpplan.cli.given_names import known_site
from hpplan.cli.options import (
    ANSWERS,
    AllInFull,
    AsAnswer,
    AsOf,
    Colour,
    Data,
    Directory,
    Output,
    TimeLimit,
    WhenColour,
    format_of,
    help_text,
)
from hpplan.cli.reply import reply_to

HELP = help_text(
    "Order the waves of a site by what they do to the plan.",
    {
        "hpplan recommend froya": "which wave for Frøya?",
        "hpplan recommend heim": "for Heim, as if it had not decided",
    },
    "For a site that has not decided, or asks to move. The best plan is made with the site in each "
    "wave that it may enter; shown are the goals that differ from the plan as things stand, and "
    "who else moves. One that declined is supposed to take part.",
    "Formats: text, json and markdown. Exits with 4 if the time was too short for any plan.",
)


def recommend(
    site: Annotated[str, typer.Argument(metavar="SITE", help="Its id.", show_default=False)],
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    full: AllInFull = False,
    form: AsAnswer = None,
    output: Output = None,
    time_limit: TimeLimit = 60,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.analysis.recommendation import recommend as recommendation_for
    from hpplan.solving.result import Limits
    from hpplan.views import answers_json as advice_json
    from hpplan.views import site as site_view

    chosen = format_of(form, output, ANSWERS)
    known = situation(the_folder(directory, data), as_of, reply_to(form, output, colour))
    wanted = known_site("SITE", site, known)
    found = known.snapshot.sites[wanted]
    if found.live:
        where = f"{found.name} is live in {found.wave}, which cannot be undone"
        raise typer.BadParameter(where, param_hint="SITE")
    warn_about_errors(known)
    advice = recommendation_for(known, wanted, Limits(time_limit))
    document = partial(site_view.recommended, advice, full=full)
    json = partial(advice_json.recommendation, advice)
    give(Answered(document, json, advice.base, advice.interrupted), chosen, output, colour)
