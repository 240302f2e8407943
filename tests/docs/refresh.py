"""Everything that is made of the source, made again by one command:

    .venv/bin/python -m tests.docs.refresh [--sessions]

the pages, examples and tables of the kinds of rules and goals, the page of findings, pictures of
the shipped data, the manual page, the JSON Schema and, with `--sessions`, what commands and
programs print in the pages, which takes minutes.
Read the difference before it is committed.
"""

import sys

from tests.docs import findings, kinds, manual, pictures, programs, sessions
from tests.schema import files


def refresh(*, with_sessions: bool) -> None:
    """Write the files; the examples of the kinds first, which commands of the sessions read."""
    kinds.refresh()
    findings.refresh()
    pictures.refresh()
    manual.refresh()
    files.refresh()
    if with_sessions:
        sessions.refresh()
        programs.refresh()


if __name__ == "__main__":
    refresh(with_sessions="--sessions" in sys.argv[1:])
