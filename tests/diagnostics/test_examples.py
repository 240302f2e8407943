"""How examples are written: marks, other files, and how they are shown."""

import pytest

from hpplan.diagnostics.examples import ExampleFile, files, shown
from hpplan.diagnostics.place import Place

TWO_FILES = """
    waves:
      - {id: «W1»}
    === more.yaml
    «sites:
      []»
    === notes.yaml/
    === export.yaml, 65 MiB
    """


def test_an_example_is_files_without_marks_and_the_places_that_were_marked() -> None:
    assert list(files(TWO_FILES)) == [
        ExampleFile("data.yaml", "waves:\n  - {id: W1}\n", (Place("data.yaml", 2, 10, 2, 12),)),
        ExampleFile("more.yaml", "sites:\n  []\n", (Place("more.yaml", 1, 1, 2, 5),)),
        ExampleFile("notes.yaml", folder=True),
        ExampleFile("export.yaml", mebibytes=65),
    ]


def test_an_example_is_shown_with_carets_under_what_is_marked() -> None:
    assert shown(TWO_FILES) == (
        "waves:\n"
        "  - {id: W1}\n"
        "         ^^\n"
        "\n"
        "# more.yaml\n"
        "sites:\n"
        "^^^^^^\n"
        "  []\n"
        "\n"
        "# notes.yaml is a folder\n"
        "\n"
        "# export.yaml has 65 MiB"
    )


@pytest.mark.parametrize("example", ["", "\n"])
def test_an_example_may_be_empty(example: str) -> None:
    assert list(files(example)) == []
    assert shown(example) == ""
