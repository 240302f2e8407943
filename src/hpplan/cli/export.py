"""`hpplan export`: the programme as a workbook that `import` reads back."""

from pathlib import Path
from typing import Annotated, Final

import typer

from hpplan.cli.data_directory import data_folder, the_folder
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.formats import ends_in
from hpplan.cli.help_text import help_text
from hpplan.cli.options import Colour, Data, Directory, WhenColour
from hpplan.cli.output import answer_bytes, say
from hpplan.cli.output_file import OPTION as OUTPUT
from hpplan.cli.output_file import an_output
from hpplan.cli.reply import reply_to
from hpplan.text import literal

ENDINGS: Final = (".xlsx",)

HELP = help_text(
    "Write the whole programme into a workbook that import reads.",
    {
        "hpplan export --output programme.xlsx": "of ./data",
        "hpplan export mine --output programme.xlsx": "of another folder",
        "hpplan import programme.xlsx --output new": "and back",
    },
    "One sheet a section, one row an entry, one sheet for all claims. What has parts, such as "
    "size, is YAML on one line. A text that begins with a quote or a bracket is YAML, too; any "
    "other text is itself. Nothing in it is a formula. Comments of the files are not in it, nor "
    "other files that the data names: plans, a map.",
)


def export(
    directory: Directory = None,
    data: Data = None,
    output: Annotated[
        Path | None,
        typer.Option(
            OUTPUT,
            "-o",
            metavar="FILE",
            callback=an_output,
            help="The workbook, as a whole or not at all; - or none is stdout.",
            show_default=False,
        ),
    ] = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    import sys
    from datetime import date

    ends_in(output, ENDINGS)
    if output is None and sys.stdout.isatty():
        raise typer.BadParameter(
            "a workbook goes into a file; write --output programme.xlsx", param_hint=OUTPUT
        )
    from hpplan.importing.exported import TooLong, sheets_of
    from hpplan.views.programme_workbook import render
    from hpplan.writing.data_files import DataFiles

    folder = data_folder(the_folder(directory, data))
    reply = reply_to(None, output, colour)
    reply.spare_data(folder)
    files = DataFiles.read_from(folder)
    reading = files.reading()
    if reading.programme is None:
        reply.refuse(reading.findings, reading.places)
    pages = sheets_of(files.texts, reading.programme)
    if isinstance(pages, TooLong):
        say(f"Error: {literal(pages.why)}; nothing was written")
        raise typer.Exit(ExitCode.FINDINGS)
    day = reading.programme.default_as_of() or date(1980, 1, 1)
    answer_bytes(render(pages, day), output)
    if beside := reading.programme.files_named:
        named = ", ".join(literal(str(folder / name)) for name in beside)
        say(f"not in the workbook: {named}; put a copy beside the imported data")
