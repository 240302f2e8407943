"""A timeline as CSV: a row for each site, columns for each phase's start and end."""

from pathlib import Path

from hpplan.analysis.timeline import timeline
from hpplan.views import timeline_csv
from tests.views import GIVEN, planned


def test_a_row_for_each_site_with_its_phases_and_milestones(tmp_path: Path) -> None:
    made = planned(tmp_path)
    titles = "site,name,kind,wave,label,go_live,from,to,status,decide_by"
    assert timeline_csv.render(timeline(made.situation, made.plan)) == (
        f"""\
{titles},main_from,main_to,main_approximate,\
support_from,support_to,support_approximate,ready_from,ready_to,ready_approximate
t,St. Olavs,trust,W0,W0,2023-11-11,2023-11-11,2023-11-11,live,,\
2022-11-11,2023-11-11,false,2023-11-11,2023-12-02,false,2023-08-13,2023-08-13,false
a,Aure,municipality,W1,W1,2024-11-09,2024-11-09,2024-11-09,planned,2024-05-09,\
2023-11-09,2024-11-09,false,2024-11-09,2024-11-30,false,2024-08-11,2024-08-11,false
b,Bjugn,municipality,W1,W1,2024-11-09,2024-11-09,2024-11-09,decided,,\
2023-11-09,2024-11-09,false,2024-11-09,2024-11-30,false,2024-08-11,2024-08-11,false
r,Rauma,municipality,W2,KI2,2025-autumn,2025-09-01,2025-11-30,candidate,2025-03-01,\
2024-09-01,2025-11-30,true,2025-09-01,2025-12-21,true,2025-06-03,2025-09-01,true
o,Oppdal,municipality,,,,,,declined,,,,,,,,,,
"""
    )


def test_a_name_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    made = planned(tmp_path, GIVEN.replace("name: Oppdal", "name: '=1+1'"))
    rendered = timeline_csv.render(timeline(made.situation, made.plan))
    assert rendered.splitlines()[-1] == "o,'=1+1,municipality,,,,,,declined,,,,,,,,,,"


def test_titles_that_the_data_give_are_text_too(tmp_path: Path) -> None:
    made = planned(tmp_path, GIVEN.replace("id: ready", "id: '=1+1'"))
    titles = timeline_csv.render(timeline(made.situation, made.plan)).partition("\n")[0]
    assert titles.endswith(",support_approximate,'=1+1_from,'=1+1_to,'=1+1_approximate")
