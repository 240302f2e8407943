"""HP312 and HP610: sites that exist on no day, and that are split from themselves."""

from pathlib import Path

from tests.builders import known
from tests.findings import reported


def test_a_site_exists_on_no_day_if_it_begins_after_it_ends(tmp_path: Path) -> None:
    text = """
waves: [{id: W1}]
municipalities:
  - {id: a, name: A, since: 2024-01-02, until: 2024-01-01}
  - {id: b, name: B, since: 2024-01-01, until: 2024-01-01}
  - {id: c, name: C, since: 2024-06, until: 2024}
  - {id: d, name: D, since: 2025, until: 2024}
"""
    assert reported(known(tmp_path, text), "HP312") == [
        "error 4:29: A exists on no day: since 2024-01-02, until 2024-01-01",
        "  hint: correct 'since' or 'until'",
        "  note 4:48: until then",
        "error 7:29: D exists on no day: since 2025, until 2024",
        "  hint: correct 'since' or 'until'",
        "  note 7:42: until then",
    ]


def test_a_site_is_not_split_from_itself_nor_from_what_came_with_it(tmp_path: Path) -> None:
    text = """
waves: [{id: W1}]
municipalities:
  - {id: a, name: A, since: 2024, split_from: a}
  - {id: b, name: B, since: 2024, split_from: c}
  - {id: c, name: C, since: 2023, split_from: d}
  - {id: d, name: D, since: 2022, split_from: b}
  - {id: e, name: E, since: 2024, split_from: b}
  - {id: f, name: F, since: 2024}
  - {id: g, name: G, since: 2024, split_from: f}
  - {id: h, name: H, since: 2024-01-02, split_from: f}
"""
    hint = "  hint: use the site that it was part of before"
    assert reported(known(tmp_path, text), "HP610") == [
        "error 4:47: A is split from A",
        hint,
        "error 5:47: B is split from C, and that from D, and that from B",
        hint,
        "  note 6:47: C is split from D",
        "  note 7:47: D is split from B",
        "error 8:47: E is split from B since 2024, but B did not exist before 2024",
        "  hint: correct 'since' of one of the two, or name another",
        "  note 5:29: B since 2024",
        "error 10:47: G is split from F since 2024, but F did not exist before 2024",
        "  hint: correct 'since' of one of the two, or name another",
        "  note 9:29: F since 2024",
    ]
