"""The schemas that are shipped beside the data, for editors.

    .venv/bin/python -m tests.schema.files

writes them. Read the difference before it is committed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hpplan.reading.json_schema import SchemaFilePart, render

ROOT: Final = Path(__file__).parents[2]
SHIPPED: Final[Mapping[Path, SchemaFilePart | None]] = {
    ROOT / "data" / "schema" / "programme.json": None,
    ROOT / "data" / "schema" / "municipalities.json": SchemaFilePart.MUNICIPALITIES,
    ROOT / "data" / "schema" / "waves.json": SchemaFilePart.WAVES,
}
"""Each shipped file, and what it is the schema of."""


def refresh() -> None:
    """Write the files."""
    for path, part in SHIPPED.items():
        path.write_text(render(part), encoding="utf-8")


if __name__ == "__main__":
    refresh()
