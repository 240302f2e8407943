"""`--baseline FILE` and `--write-baseline FILE`: known findings, kept in a file beside the data."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.output import say
from hpplan.cli.output_file import an_output, write
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.diagnostics.baseline import Baseline
    from hpplan.diagnostics.finding import Finding

OPTION, WRITE = "--baseline", "--write-baseline"
OF_BASELINE: Final = (".json",)
"""The ending of baseline files."""

BaselineFile = Annotated[
    Path | None,
    typer.Option(
        OPTION,
        metavar="FILE",
        help="Leave out the findings that this file knows of; --write-baseline makes it.",
        show_default=False,
    ),
]
NewBaseline = Annotated[
    Path | None,
    typer.Option(
        WRITE,
        metavar="FILE",
        callback=an_output,
        help="Write all findings of now to this file, to be left out from now on.",
        show_default=False,
    ),
]


def read_baseline(path: Path | None) -> "Baseline | None":
    """The baseline in the file; one that cannot be read is a usage error."""
    if path is None:
        return None
    from hpplan.diagnostics.baseline import read

    shown = literal(str(path))
    try:
        baseline = read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "it is not text"
        message = f"'{shown}' cannot be read: {why.lower()}"
        raise typer.BadParameter(message, param_hint=OPTION) from None
    if baseline is None:
        message = f"'{shown}' is no baseline; --write-baseline {shown} makes one"
        raise typer.BadParameter(message, param_hint=OPTION)
    return baseline


def without_known(
    findings: "Sequence[Finding]", baseline: "Baseline | None"
) -> "Sequence[Finding]":
    """The findings that are not in the baseline; reports entries that no longer occur."""
    if baseline is None:
        return findings
    if gone := baseline.no_longer_found(findings):
        entries = "entry no longer occurs" if gone == 1 else "entries no longer occur"
        say(f"{gone} baseline {entries}: write it again with --write-baseline")
    return baseline.new(findings)


def write_baseline(findings: "Sequence[Finding]", path: Path | None) -> None:
    """Write the findings as a baseline, if a file is given for that."""
    if path is None:
        return
    from hpplan.diagnostics.baseline import Baseline

    write(path, Baseline.of(findings).text(), WRITE)
    count = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
    say(f"wrote {literal(str(path))}: a baseline of {count}")
