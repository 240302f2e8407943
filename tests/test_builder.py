"""Programmes made in code: the same models, and the same findings, as of data files."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import hpplan
from hpplan.periods import Period
from hpplan.reading import read
from tests.patience import PATIENCE


def small() -> hpplan.Builder:
    builder = hpplan.Builder("coast", name="The coast", as_of="2024-01-01")
    plan = builder.source("plan", kind="document", title="Plan", published="2023-12-12")
    builder.region("fosen")
    north = builder.trust("north", from_={"name": plan})
    ask = builder.municipality("ask", size={"inhabitants": 1926}, regions=["fosen"], trust=north)
    berg = builder.municipality("berg", claims=[{"says": "planned", "wave": "W2", "source": plan}])
    builder.site("desk", "help-desk")
    builder.wave("W1", date(2024, 5, 4))
    builder.wave("W2", "2024-11", name="Autumn")
    builder.rule("apart", sites=[ask, berg])
    builder.rule("follows", sites={"kind": "municipality"}, trust=north)
    builder.goal("earliest", measure="inhabitants")
    return builder


def test_a_programme_built_in_code_is_planned() -> None:
    now = small().build().at()
    plan = now.assign(seconds=PATIENCE)
    assert isinstance(plan, hpplan.Plan)
    assert plan.proof is hpplan.Proof.OPTIMAL
    assert plan.waves["ask"] == "W1"
    assert plan.verify() == []


def test_it_is_what_a_data_file_with_the_same_text_says(tmp_path: Path) -> None:
    builder = small()
    (tmp_path / "coast.yaml").write_text(builder.as_text(), encoding="utf-8")
    from_file, built = read(tmp_path).programme, builder.build().data
    assert from_file is not None
    assert built.agenda == from_file.agenda
    for entries in ("sites", "waves", "rules", "goals", "sources", "regions"):
        assert getattr(built, entries) == getattr(from_file, entries)


def test_findings_say_where_in_the_code_built_text_they_are() -> None:
    builder = hpplan.Builder("coast")
    builder.municipality("ask")
    builder.wave("W1", "2024-02-30")
    builder.rule("apart", sites=["ask", "bask"])
    builder.rule("apat", sites=["ask"])
    with pytest.raises(hpplan.InvalidProgramme) as raised:
        builder.build()
    assert str(raised.value).splitlines() == [
        "built in code:6:25: error: '2024-02-30' is not a date that exists [HP105]",
        "built in code:9:36: error: there is no site 'bask' [HP201]",
        "built in code:10:10: error: unknown kind of rule 'apat' [HP107]",
    ]
    assert [finding.hint for finding in raised.value.findings][1:] == [
        "did you mean 'ask'?",
        "did you mean 'apart'?",
    ]
    assert builder.read().findings == raised.value.findings


def test_facts_of_a_conflict_have_their_place() -> None:
    builder = hpplan.Builder("coast", as_of="2024-01-01")
    builder.municipality("ask")
    builder.municipality("berg")
    builder.wave("W1")
    builder.rule("apart", sites=["ask", "berg"])
    outcome = builder.build().at().assign(seconds=PATIENCE)
    assert isinstance(outcome, hpplan.Infeasible)
    ((fact,),) = (conflict.facts for conflict in outcome.conflicts)
    assert fact.place is not None
    assert (fact.place.file, fact.place.line) == ("built in code", 10)


def test_values_of_python_are_those_of_data_files() -> None:
    def built(go_live: object, **keys: object) -> hpplan.Programme:
        builder = hpplan.Builder("p")
        builder.region("r")
        builder.municipality("a", **keys)
        builder.wave("W1", go_live)
        return builder.build()

    day = Period.parse("2024-05-04")
    moments = (date(2024, 5, 4), datetime(2024, 5, 4, 12, tzinfo=UTC), day, "2024-05-04")
    assert [built(moment).data.waves[0].go_live for moment in moments] == [day] * 4
    regions: tuple[object, ...] = (["r"], ("r",), {"r"}, frozenset({"r"}), "r")
    assert [built(None, regions=stated).data.sites[0].regions for stated in regions] == [("r",)] * 5
    odd = "\x7f \x85 \u2028 \ufeff 😀 \"' \\ #: {[& "
    assert built(None, note=odd).data.sites[0].note == odd


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [
        (
            object,
            TypeError,
            (
                "municipalities 'a', note: expected text, numbers, dates, lists or mappings, not "
                "<class 'object'>"
            ),
        ),
        (
            {"size": [float("nan")]},
            TypeError,
            "municipalities 'a', note: expected text, numbers, dates, lists or mappings, not nan",
        ),
        ("\ud800", ValueError, "municipalities 'a', note: '\\ud800' has half of a character"),
    ],
)
def test_other_values_are_refused_where_they_are_given(
    value: object, kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind) as raised:
        hpplan.Builder("p").municipality("a", note=value)
    assert str(raised.value) == message


def test_a_later_entry_may_be_named_by_an_earlier_one() -> None:
    builder = hpplan.Builder("p", as_of="2024-01-01")
    builder.rule("pin", site="a", wave="W1")
    builder.wave("W1")
    builder.municipality("a")
    plan = builder.build().at().assign(seconds=PATIENCE)
    assert isinstance(plan, hpplan.Plan)
    assert plan.waves == {"a": "W1"}
