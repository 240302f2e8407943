"""`hpplan history`: every version of the plan by the claims."""

from typing import Annotated

import typer

from hpplan.cli.data_directory import load, situation_on, the_folder
from hpplan.cli.formats import FIGURES, AsFigures, Format, WhichDialect, dialect_of, format_of
from hpplan.cli.given_names import SITE, WAVE, ever_site, ever_wave
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, speak_as_asked
from hpplan.cli.options import AsOf, Colour, Data, Directory, Output, WhenColour
from hpplan.cli.output import answer_data, answer_document
from hpplan.cli.reply import reply_to

HELP = help_text(
    "Show every version of the plan, and by whose claim it changed.",
    {
        "hpplan history --site hnt": "where a site was to go, and when",
        "hpplan history --wave KI2": "a wave's dates, and who joined and left it",
        "hpplan history": "all of it, version by version",
        "hpplan history --as-of 2022": "as it was known by then",
        "hpplan history --lang nb": "in bokmål",
        "hpplan history -o trend.svg": "a milestone trend chart",
        "hpplan history --format csv": "for a chart of your own",
    },
    "A version begins when a claim puts a site into another wave, or gives a wave another go-live. "
    "Delay is counted in days, by first days, against the first version that has a date.",
    "Formats: text, json, csv, markdown and svg.",
)


def history(
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    site: Annotated[
        str | None,
        typer.Option(metavar="SITE", help="Only this site.", show_default=False),
    ] = None,
    wave: Annotated[
        str | None,
        typer.Option(metavar="WAVE", help="Only this wave, dropped or not.", show_default=False),
    ] = None,
    form: AsFigures = None,
    output: Output = None,
    dialect: WhichDialect = None,
    lang: Lang = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    chosen = format_of(form, output, FIGURES)
    table = dialect_of(dialect, chosen)
    if site is not None and wave is not None:
        raise typer.BadParameter(f"name one of {SITE} and {WAVE}", param_hint=WAVE)
    if site is not None and chosen is Format.SVG:
        message = f"a picture shows the dates of waves: name {WAVE}, or neither"
        raise typer.BadParameter(message, param_hint=SITE)

    from hpplan.analysis.history import history_of
    from hpplan.views import history as view
    from hpplan.views import history_csv, history_json
    from hpplan.views.formats.csv_text import DIALECTS

    programme = load(the_folder(directory, data), reply_to(form, output, colour))
    speak_as_asked(lang, programme, chosen)
    found = history_of(
        programme,
        situation_on(programme, as_of).as_of,
        None if site is None else ever_site(SITE, site, programme),
        None if wave is None else ever_wave(WAVE, wave, programme),
    )
    match chosen:
        case Format.JSON:
            answer_data(history_json.render(found), output)
        case Format.CSV:
            answer_data(history_csv.render(found, DIALECTS[table]), output)
        case Format.SVG:
            from hpplan.views.pictures.trend_chart import trend_chart

            answer_data(trend_chart(found, tuple(found.labels)).document(), output)
        case _:
            answer_document(view.document(found), chosen, output, colour)
