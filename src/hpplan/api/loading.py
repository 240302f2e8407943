"""Data directories and plan files as objects and values."""

from pathlib import Path

from hpplan.api.arguments import a_name, a_path
from hpplan.api.programme import Programme, programme_of
from hpplan.reading import Reading
from hpplan.reading import read as read_directory
from hpplan.reading.lock import read_plan_or_lock
from hpplan.reading.stated_plan import PlanReading


def load(directory: str | Path, *, revision: str | None = None) -> Programme:
    """The programme of a data directory, as it is or as it stood in a revision of git. Raises
    InvalidProgramme if it cannot be understood, ValueError if git knows no such revision.
    """
    if revision is None:
        return programme_of(read(directory))
    from hpplan.reading.git_revision import NoRevision, open_revision, read_revision

    match open_revision(a_path(directory, "directory"), a_name(revision, "revision")):
        case NoRevision(message):
            raise ValueError(f"revision: {message}")
        case opened:
            return programme_of(read_revision(opened))


def read(directory: str | Path) -> Reading:
    """The same as a value: the data of the programme, or None and the findings that say why."""
    return read_directory(a_path(directory, "directory"))


def read_plan(file: str | Path) -> PlanReading:
    """The contents of a plan file, JSON, YAML, CSV or xlsx, as a value, or None and findings."""
    return read_plan_or_lock(a_path(file, "file"))
