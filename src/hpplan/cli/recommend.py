"""`hpplan recommend`: the wave to choose for a site, or for each."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from hpplan.cli.data_directory import the_folder, warn_about_errors
from hpplan.cli.given_names import known_site
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, speak_as_asked
from hpplan.cli.options import AllInFull, Directory
from hpplan.cli.progress import progress_in
from hpplan.cli.question import Question, question
from hpplan.cli.workers import Dask, Jobs, refuse_workers, workers
from hpplan.language import Language

SITE, ALL = "SITE", "--all"
HELP = help_text(
    "Rank the waves of a site by what they do to the plan.",
    {
        "hpplan recommend froya": "which wave for Frøya?",
        "hpplan recommend heim": "for Heim, as if it had not decided",
        "hpplan recommend --all": "for everybody who has not decided",
        "hpplan recommend --all --jobs 4": "by four processes",
        "hpplan recommend froya --lang nn": "in nynorsk",
    },
    "For a site that has not decided, or asks to move. The best plan is made with the site in each "
    "wave that it may enter; shown are the goals that differ from the plan as things stand, and "
    "who else moves. A site that declined is treated as if it took part.",
    "With --all every site that takes part and has not decided has a row: its wave in the best "
    "plan, waves that are as good, and the best of the others with what it takes; --full has all "
    "of them. The answer is equal for any number of processes, if the time is enough; Ctrl-C "
    "leaves what was answered by then.",
    "Formats: text, json and markdown. Exits with 4 if the time was too short for any plan.",
)


@question
def recommend(
    asked: Question,
    site: Annotated[
        str | None,
        typer.Argument(
            metavar=SITE,
            help=f"The id of the site; with {ALL} the data folder stands in its place.",
            show_default=False,
        ),
    ] = None,
    directory: Directory = None,
    every: Annotated[
        bool, typer.Option(ALL, help="For every site that takes part and has not decided.")
    ] = False,
    full: AllInFull = False,
    jobs: Jobs = None,
    dask: Dask = None,
    lang: Lang = None,
) -> None:
    if every:
        _of_all(asked, _folder(site, directory, asked.data), jobs, dask, lang, full=full)
        return
    refuse_workers(jobs, dask, unless=ALL)
    if site is None:
        raise typer.BadParameter(f"name a site, or ask for everybody with {ALL}", param_hint=SITE)
    from hpplan.analysis.recommendation import recommend as recommendation_for
    from hpplan.views import answers_json
    from hpplan.views import recommended as view

    folder = the_folder(directory, asked.data)
    known = asked.situation(folder)
    wanted = known_site(SITE, site, known)
    found = known.snapshot.sites[wanted]
    if found.live:
        where = f"{found.name} is live in {found.wave}, which cannot be undone"
        raise typer.BadParameter(where, param_hint=SITE)
    speak_as_asked(lang, known.programme, asked.form)
    warn_about_errors(known)
    advice = recommendation_for(known, wanted, asked.limits)
    ask = partial(asked.again, folder=folder, lang=lang)
    shown = partial(view.recommended, full=full, ask=ask)
    asked.answer(advice, shown, answers_json.recommendation)


def _of_all(
    asked: Question,
    folder: Path | None,
    jobs: int | None,
    dask: str | None,
    lang: Language | None,
    *,
    full: bool,
) -> None:
    from hpplan.analysis.recommendation import recommend_all
    from hpplan.views import answers_json, recommendations

    working = workers(jobs, dask)
    known = asked.situation(folder)
    speak_as_asked(lang, known.programme, asked.form)
    warn_about_errors(known)
    with working as executor:
        advice = recommend_all(known, asked.limits, executor, progress_in("sites"))
    shown = partial(recommendations.document, full=full)
    asked.answer(advice, shown, answers_json.recommendations)


def _folder(first: str | None, second: Path | None, data: Path | None) -> Path | None:
    """The data folder, where no site is named."""
    if first is None:
        return the_folder(None, data)
    if second is not None or not Path(first).is_dir():
        raise typer.BadParameter(f"name a site, or ask for everybody with {ALL}", param_hint=SITE)
    return the_folder(Path(first), data)
