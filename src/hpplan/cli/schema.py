"""`hpplan schema`: the JSON Schema of the data files, and of the answer of `hpplan risk`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.data_directory import load
from hpplan.cli.formats import ends_in
from hpplan.cli.given_values import an_existing_folder, one_of
from hpplan.cli.help_text import help_text, words_of
from hpplan.cli.options import Colour, Output
from hpplan.cli.output import answer_data
from hpplan.cli.reply import reply_to

if TYPE_CHECKING:
    from hpplan.programme.programme import ProgrammeData
    from hpplan.reading.json_schema import Names


class SchemaPart(StrEnum):
    """The sections that a schema covers, or the answer."""

    MUNICIPALITIES = "municipalities"
    WAVES = "waves"
    RISK = "risk"


WhichSchema = Annotated[
    SchemaPart | None,
    typer.Argument(
        parser=one_of(SchemaPart),
        metavar=words_of(SchemaPart, of_argument=True),
        help="Only the sections of such a file; or 'risk', the answer of that command.",
        show_default=False,
    ),
]
HELP = help_text(
    "Print the JSON Schema of the data files, for editors.",
    {
        "hpplan schema": "of a file that may have every section",
        "hpplan schema municipalities": "of a file that says who",
        "hpplan schema waves": "of a file that says when, and the rules",
        "hpplan schema risk": "of what 'hpplan risk --format json' answers",
        "hpplan schema -o schema.json": "into a file",
        "hpplan schema --data data": "with the ids of this programme",
    },
    "Name the file in the first line of a data file, and an editor with a YAML language server "
    "completes keys, shows what they mean and underlines faults: "
    "# yaml-language-server: $schema=schema.json",
    "It is JSON Schema 2020-12. What it refuses, hpplan check refuses too; names that do not "
    "exist, and all that needs more than one value, only hpplan check sees.",
)


def schema(
    part: WhichSchema = None,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            callback=an_existing_folder,
            help="Include the ids of this programme, so that editors complete them and underline "
            "unknown ones. Make it again when ids are added.",
            show_default=False,
        ),
    ] = None,
    output: Output = None,
) -> None:
    ends_in(output, (".json",))
    if part is SchemaPart.RISK:
        from hpplan.views import risk_schema

        if data is not None:
            raise typer.BadParameter("an answer has no ids of its own", param_hint="--data")
        answer_data(risk_schema.render(), output)
        return
    from hpplan.reading.json_schema import SchemaFilePart, render

    names = None if data is None else _names(load(data, reply_to(None, output, Colour.AUTO)))
    answer_data(render(None if part is None else SchemaFilePart(part.value), names), output)


def _names(programme: "ProgrammeData") -> "Names":
    """The ids of the programme, each with its name."""
    from hpplan.reading.vocabulary import vocabulary

    called = {
        "site": {site.id: f"{site.name}, {site.kind}" for site in programme.sites},
        "trust": {site.id: site.name for site in programme.sites},
        "municipality or site": {site.id: site.name for site in programme.sites},
        "region": {region.id: region.name for region in programme.regions.values()},
        "wave": {wave.id: wave.name or "" for wave in programme.waves},
        "gate": {gate.id: gate.name or "" for gate in programme.agenda.gates},
        "source": {source.id: source.title or "" for source in programme.sources.values()},
        "body": {body.id: body.name for body in programme.bodies.values()},
    }
    return {
        noun: {name: called.get(noun, {}).get(name, "") for name in known}
        for noun, known in vocabulary(programme).names.items()
        if known
    }
