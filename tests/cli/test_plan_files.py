"""A plan file is opened with the data beside it, and each place is found in the one it is of."""

from pathlib import Path

from hpplan.cli.plan_files import open_plan
from hpplan.cli.reply import Reply
from tests.builders import programme
from tests.cli.programmes import CALM


def test_addresses_are_those_of_the_data_and_lines_are_found_in_both(
    tmp_path: Path,
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"placements": [{"site": "ask", "wave": "W0"}]}')
    known = programme(tmp_path, CALM)
    opened = open_plan(plan, known, None, Reply())
    trust, both = known.sites[0].address, opened.places
    assert both.place(trust) == known.places.place(trust)
    assert both.inside(trust, "name") == known.places.inside(trust, "name")
    assert both.key(trust, "name") == known.places.key(trust, "name")
    assert both.source_line(opened.file.at["ask"]) == plan.read_text()
    place = both.place(trust)
    assert place is not None
    assert (both.source_line(place) or "").startswith("trusts: ")
