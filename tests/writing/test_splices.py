"""Entries put into a text: where they go, and that nothing else changes."""

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.suggestion import composed
from hpplan.reading.places import Places
from hpplan.reading.yaml_text import parse
from hpplan.writing.splices import CannotSplice, Instead, Items, NewKey, Splice, splice
from hpplan.writing.yaml_flow import Value, flow
from tests.thoroughness import examples

CLAIM: Final[Value] = {"says": "decided", "wave": "W1"}
NEW: Final = "{says: decided, wave: W1}"


def without_marks(marked: str) -> tuple[str, str]:
    """The text without what is marked with « and », and with it."""
    return re.sub("«[^»]*»", "", marked), re.sub("[«»]", "", marked)


def spliced(text: str, *splices: Splice) -> str:
    done = splice(text, splices, "who.yaml")
    assert isinstance(done, str), done
    return done


IN_LISTS = [
    f"sites:\n- id: a\n  claims:\n  - {{says: joined}}   # in May«\n  - {NEW}»\n\n- id: b\n",
    """\
sites:
  - id: a
    claims:
      - says: joined
        on: 2023«
      - says: decided
        wave: W1»
""",
    f"sites:\n- {{id: a, claims: [{{says: joined}}«, {NEW}»]}}  # short\n",
    f"sites:\n- {{id: a, claims: [«{NEW}»]}}\n",
    f"sites:\n- id: a\n  claims: [{{says: joined}},« {NEW},»]\n",
    f"sites:\n- id: a\n  claims: [\n    {{says: joined}}«,»  # May«\n    {NEW}»\n  ]\n",
    f"sites:\n- id: a\n  claims: [\n    {{says: joined}},  # May«\n    {NEW},»\n    # more\n  ]\n",
    """\
{"sites": [
  {"id": "a", "claims": [
    {"says": "joined"}«,»«
    {"says": "decided", "wave": "W1"}»
  ]}
]}
""",
    f"sites:\r\n- id: a\r\n  claims:\r\n  - {{says: joined}}«\r\n  - {NEW}»\r\n",
    f"\ufeffsites:\n- id: a\n  claims:\n  - {{says: joined}}«\n  - {NEW}»",
    """\
sites:
- id: a
  claims:
  - says: joined
    note: |
      in May«
  - says: decided
    wave: W1»

- id: b
""",
    """\
sites:
- id: a
  claims:
  - says: joined
    note: |+
      in May

«  - says: decided
    wave: W1
»- id: b
""",
    f"sites:\n- id: a\n  claims: &all\n  - {{says: x,\n    note: 'a\n     b'}}\t#«\n  - {NEW}»\n",
    f"sites:\n- ? id\n  : a\n  ? claims\n  : - {{says: joined}}«\n    - {NEW}»\n",
]


@pytest.mark.parametrize("marked", IN_LISTS)
def test_a_claim_stands_behind_the_last_one_as_those_do(marked: str) -> None:
    before, after = without_marks(marked)
    assert spliced(before, Items(("sites", 0, "claims"), (CLAIM,))) == after


IN_SITES = [
    f"""\
sites:
  - id: a
    size: {{beds: 3}}   # of old«
    claims:
      - {NEW}»
  # b is new
  - id: b
""",
    f"sites:\n- {{id: a, wave: W2«, claims: [{NEW}]»}}\n",
    f"sites:\n- {{\n  id: a,\n  wave: W2,«\n  claims: [{NEW}],»\n  }}\n",
    '{"sites": [{"id": "a"«, "claims": [{"says": "decided", "wave": "W1"}]»}]}',
    f"sites:\n- &first id: a\n  note: |\n    long«\n  claims:\n    - {NEW}»\n",
    f"sites:\n- id: a«\r  claims:\r    - {NEW}»\r",
]


@pytest.mark.parametrize("marked", IN_SITES)
def test_without_claims_the_key_is_written_too(marked: str) -> None:
    before, after = without_marks(marked)
    assert spliced(before, NewKey(("sites", 0), "claims", (CLAIM,))) == after


def test_a_new_item_shifts_nothing_that_is_said_of_those_behind_it() -> None:
    text = "rules:\n- {id: a}\n- {id: b}\n"
    until = {"until": "2024-01-01"}
    splices: tuple[Splice, ...] = (
        *(NewKey(("rules", n), "in_force", until) for n in (0, 1)),
        *(Items(("rules",), ({"id": f"new{n}"},), after=n) for n in (0, 1)),
    )
    for ordered in (splices, splices[::-1]):
        assert spliced(text, *ordered) == (
            "rules:\n- {id: a, in_force: {until: 2024-01-01}}\n- {id: new0}\n"
            "- {id: b, in_force: {until: 2024-01-01}}\n- {id: new1}\n"
        )


def test_several_splices_that_meet_stand_in_order() -> None:
    text = "sites:\n- id: a\n  claims:\n  - {says: joined}\n"
    done = spliced(
        text,
        NewKey((), "sources", ({"id": "letter"},)),
        Items(("sites",), ({"id": "b"},)),
        Items(("sites", 0, "claims"), (CLAIM, CLAIM)),
    )
    assert done == f"{text}  - {NEW}\n  - {NEW}\n- id: b\nsources:\n  - {{id: letter}}\n"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("programme:\n  as_of: {}   # a day\n", "2024-01-01"),
        ("programme: {{as_of: {}}}\n", "2024-01-01"),
        ('{{"programme": {{"as_of": {}}}}}', '"2024-01-01"'),
    ],
)
def test_a_value_is_written_over(text: str, new: str) -> None:
    change = Instead(("programme", "as_of"), "2024-01-01")
    assert spliced(text.format("2023"), change) == text.format(new)
    assert spliced(text.format('"2023"'), change) == text.format('"2024-01-01"')


def test_a_value_is_written_where_none_is() -> None:
    change = Instead(("programme", "as_of"), "2024-01-01")
    text = "programme:\n  as_of:{}\n  id: x\n"
    assert spliced(text.format(""), change) == text.format(" 2024-01-01")


def test_a_key_stands_behind_the_first_of_those_that_are_there() -> None:
    text = "programme:\n  id: x«\n  as_of: 2024-01-01»\n  seasons: {spring: [1, 6]}\n"
    before, after = without_marks(text)
    new = NewKey(("programme",), "as_of", "2024-01-01", after=("name", "id"))
    assert spliced(before, new) == after


@pytest.mark.parametrize(
    "marked",
    [
        "rules:\n- {id: a}«\n- {id: c}»\n# of b\n- {id: b}\n",
        "rules: [{id: a}«, {id: c}», {id: b}]",
    ],
)
def test_an_item_stands_behind_the_one_of_that_number(marked: str) -> None:
    before, after = without_marks(marked)
    assert spliced(before, Items(("rules",), ({"id": "c"},), after=0)) == after


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (
            "sites:\n- id: a\n  claims: &c\n  - {says: joined}\n- id: b\n  claims: *c\n",
            3,
            "the alias in line 6 refers to this and would change, too: write it out there",
        ),
        (
            "regions: &c [{id: b}]\nsites:\n- {id: a, claims: *c}\n",
            3,
            "this is an alias: write out the value that it refers to",
        ),
        (
            "sites:\n- id: a\n  claims:\n  - says: joined\n    note: |\n      long",
            5,
            "the file ends within this text: end it with a line break",
        ),
    ],
)
def test_what_would_change_something_else_is_refused(text: str, line: int, why: str) -> None:
    done = splice(text, [Items(("sites", 0, "claims"), (CLAIM,))], "who.yaml")
    assert isinstance(done, CannotSplice)
    assert done.place is not None
    assert (done.message, done.place.line) == (why, line)


# --- any text -----------------------------------------------------------------------------------


def tree(text: str) -> object:
    value, faults = parse(text, "who.yaml", Places())
    assert not faults, faults
    return bare(value)


def bare(value: object) -> object:
    if isinstance(value, dict):
        return {key: bare(entry) for key, entry in value.items() if key != "@"}
    return [bare(item) for item in value] if isinstance(value, list) else value


TRICKY = ["no", "2023-10", "2024", "0301", "1:30", "-", "#", "it's", "\u2028", "1e3", "😀", "~"]
TRICKY += ["[", "a,b", "on", "null", "@", "*a", "&b", "a: b", "- x", "a #b", "", "Vedtak 71/23"]


@given(st.text(max_size=12) | st.sampled_from(TRICKY))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    text = composed(text)
    for as_json in (False, True):
        assert tree(f"a: [{flow(text, as_json=as_json)}]\n") == {"a": [text]}


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, int]:
    """A text with sites that have claims or none, as people write it, and how many sites."""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    deep = draw(st.sampled_from(["", "  "]))
    ends = st.sampled_from([end, f"  # why{end}", f"\t# why{end}", f" {end}"])
    between = st.sampled_from(["", end, f"# about the next{end}", f"{deep}  # deep{end}"])
    comma = st.sampled_from(["", ","])
    many = draw(st.integers(1, 3))
    text = f"sites:{draw(ends)}"
    for n in range(many):
        text += draw(between)
        claim = st.sampled_from(["{says: joined}", "{says: joined, note: 'a, b] #'}"])
        claims = draw(st.lists(claim, max_size=2))
        style = draw(st.sampled_from(["brackets", "list", "short list", "long list"]))
        if style == "brackets":
            inner = f", claims: [{', '.join(claims)}{draw(comma)}]" if claims else ""
            text += f"{deep}- {{id: s{n}{inner}}}{draw(ends)}"
            continue
        text += f"{deep}- id: s{n}{draw(ends)}"
        if not claims:
            text += draw(st.sampled_from(["", f"{deep}  note: |{end}{deep}    long{end}{end}"]))
        elif style == "short list":
            text += f"{deep}  claims: [{', '.join(claims)}]{draw(ends)}"
        elif style == "long list":
            inner = f",{draw(ends)}".join(f"{deep}    {claim}" for claim in claims)
            text += f"{deep}  claims: [{draw(ends)}{inner}{draw(comma)}{draw(ends)}{deep}  ]{end}"
        else:
            text += f"{deep}  claims:{draw(ends)}"
            text += "".join(f"{draw(between)}{deep}  - {claim}{draw(ends)}" for claim in claims)
    if draw(st.booleans()) and not text.rstrip().endswith("long"):
        text = text.rstrip("\r\n")
    return draw(st.sampled_from(["", "\ufeff"])) + text, many


@examples(80)
@given(layouts(), st.data())
def test_a_claim_is_there_afterwards_and_all_else_to_the_byte(
    made: tuple[str, int], data: st.DataObject
) -> None:
    text, many = made
    site = data.draw(st.integers(0, many - 1))
    before = tree(text)
    assert isinstance(before, dict)
    claims = before["sites"][site].get("claims")
    path = ("sites", site)
    new = NewKey(path, "claims", (CLAIM,))
    done = spliced(text, new if claims is None else Items((*path, "claims"), (CLAIM,)))
    before["sites"][site]["claims"] = [*(claims or []), CLAIM]
    assert tree(done) == before
    left = iter(done)
    assert all(letter in left for letter in text), "every letter is there still, in order"
    assert len(set(done.splitlines()) - set(text.splitlines())) <= 2
