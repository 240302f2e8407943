"""What a command writes: into which file, and in which order."""

from hpplan.reading import read_text
from hpplan.writing.changes import (
    CannotWrite,
    DataChange,
    NewClaim,
    NewDate,
    NewEntry,
    NewRule,
    RuleEnds,
    changed_texts,
)

WHO = "sources:\n- {id: letter, published: 2023-01-01}\nmunicipalities:\n- {id: ask}\n- {id: bø}\n"
WHEN = (
    "programme: {id: coast}\nwaves:\n- {id: W1}\nrules:\n- {kind: capacity, max: 3}\n"
    "- {kind: together, sites: [ask, bø], in_force: {from: 2023-01-01}}\n"
)
TEXTS = {"when.yaml": WHEN, "who.yaml": WHO}


def written(*changes: DataChange) -> dict[str, str]:
    done = changed_texts(TEXTS, changes)
    assert not isinstance(done, CannotWrite), done
    return done


def test_a_claim_goes_to_its_site_and_several_of_one_site_together() -> None:
    joined, decided = {"says": "joined"}, {"says": "decided", "wave": "W1"}
    assert written(
        NewClaim("sites", "bø", joined),
        NewClaim("waves", "W1", {"go_live": "2024-05"}),
        NewClaim("sites", "bø", decided),
    ) == {
        "when.yaml": WHEN.replace("{id: W1}", "{id: W1, claims: [{go_live: 2024-05}]}"),
        "who.yaml": WHO.replace(
            "{id: bø}", "{id: bø, claims: [{says: joined}, {says: decided, wave: W1}]}"
        ),
    }


def test_sources_are_written_first_then_waves_then_sites() -> None:
    texts = {
        "a.yaml": "sites:\n- {id: ask, kind: branch}\n",
        "b.yaml": "waves:\n- {id: W1}\n",
        "c.yaml": "sources:\n- {id: letter}\n",
    }
    changes: list[DataChange] = [
        NewClaim("sites", "ask", {"says": "joined", "source": "news"}),
        NewClaim("waves", "W1", {"open": False}),
        NewEntry("sources", {"id": "news", "published": "2023-05"}),
    ]
    done = changed_texts(texts, changes)
    assert not isinstance(done, CannotWrite)
    assert list(done.items()) == [
        ("c.yaml", "sources:\n- {id: letter}\n- {id: news, published: 2023-05}\n"),
        ("b.yaml", "waves:\n- {id: W1, claims: [{open: false}]}\n"),
        ("a.yaml", "sites:\n- {id: ask, kind: branch, claims: [{says: joined, source: news}]}\n"),
    ]


def test_the_date_of_the_programme_is_put_in_or_written_over() -> None:
    first = written(NewDate("2024-01-01", {"id": "coast"}))
    assert first == {"when.yaml": WHEN.replace("{id: coast}", "{id: coast, as_of: 2024-01-01}")}
    again = changed_texts(first, [NewDate("2024-02-01", {"id": "coast"})])
    assert again == {"when.yaml": WHEN.replace("{id: coast}", "{id: coast, as_of: 2024-02-01}")}


def test_a_programme_that_says_nothing_of_itself_gets_a_section() -> None:
    done = changed_texts({"a.yaml": "waves:\n- {id: W1}\n"}, [NewDate("2024", {"id": "coast"})])
    assert done == {
        "a.yaml": 'waves:\n- {id: W1}\nprogramme:\n  id: coast\n  as_of: "2024"\n',
    }


def test_without_a_section_of_sources_there_is_one() -> None:
    text = "waves:\n- {id: W1}\n"
    done = changed_texts({"a.yaml": text}, [NewEntry("sources", {"id": "news"})])
    assert done == {"a.yaml": f"{text}sources:\n  - {{id: news}}\n"}
    text += "sources:\n"
    done = changed_texts({"a.yaml": text}, [NewEntry("sources", {"id": "news"})])
    assert done == {"a.yaml": f"{text[:-1]} [{{id: news}}]\n"}


def test_a_rule_ends_and_another_begins_behind_it() -> None:
    reading = read_text(WHEN + WHO, "when.yaml")
    assert reading.programme is not None, reading.findings
    rules = reading.programme.rules
    done = changed_texts(
        {"when.yaml": WHEN + WHO},
        [
            RuleEnds(rules[0].address, "2023-12-31"),
            RuleEnds(rules[1].address, "2023-12-31"),
            NewRule(
                {"kind": "capacity", "max": 4, "in_force": {"from": "2024-01-01"}},
                after=rules[0].address,
            ),
        ],
    )
    text = WHEN + WHO
    assert done == {
        "when.yaml": text.replace(
            "max: 3}",
            "max: 3, in_force: {until: 2023-12-31}}\n"
            "- {kind: capacity, max: 4, in_force: {from: 2024-01-01}}",
        ).replace("{from: 2023-01-01}", "{from: 2023-01-01, until: 2023-12-31}")
    }


def test_what_is_in_no_file_is_refused() -> None:
    done = changed_texts(TEXTS, [NewClaim("sites", "nobody", {"says": "joined"})])
    assert done == CannotWrite("no data file has an entry with the id 'nobody'")
