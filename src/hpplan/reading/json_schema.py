"""JSON Schema of the data files, for editors: made from the models that read them.

What it refuses, reading refuses too; it cannot detect what reading detects beyond one file, such as
names that do not exist. Each kind of rule and goal has its keys behind an `if`, so that faults are
reported for the intended kind only.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from inspect import cleandoc
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from hpplan.domain.agenda import COUNTRY, Agenda
from hpplan.domain.claims import MEANINGS, Says
from hpplan.domain.entry import AS_LIST, Noun
from hpplan.domain.governance import Body, Decision, Right
from hpplan.domain.risks import RISKS
from hpplan.domain.sites import Fields, Region, Site
from hpplan.domain.sources import URL, Source
from hpplan.domain.waves import Wave
from hpplan.goals import KINDS as GOALS
from hpplan.periods import SPAN, Duration, Period
from hpplan.rules import KINDS as RULES
from hpplan.text import literal_json

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

WHO: Final[Mapping[str, str]] = {
    "sources": "where facts come from; claims and fields name them",
    "from": "where the plain fields of this file's sites come from: a source by field, or by part "
    "of one, such as `size.inhabitants`",
    "regions": "co-operating municipalities",
    "trusts": "hospital trusts (helseforetak)",
    "municipalities": "municipalities",
    "sites": "what goes live and is neither; each says its kind",
    "bodies": "who decides or is asked: councils, boards, forums",
}
WHEN: Final[Mapping[str, str]] = {
    "programme": "what the programme says of itself",
    "waves": "the groups that go live together, in order",
    "rules": "what must hold",
    "goals": "what is better, in order of rank",
    "rights": "who decides which change, who is asked, and who pays; the first that matches counts",
    "decisions": "what bodies decided; claims name them",
    "risks": "what may come in between, each with its chance",
}


class SchemaFilePart(StrEnum):
    """The sections of one of the shipped files. Any file may have any section."""

    MUNICIPALITIES = "municipalities"
    WAVES = "waves"


Names = Mapping[Noun, Mapping[str, str]]
"""The ids of one programme, each with its description, by the kind of thing that they name."""

_ERRORS: Final[Mapping[str, str]] = {
    "Period": "a period is a day (2024-04-27), week (2024-W17), month (2024-04), "
    "quarter (2024-Q2), half (2024-H1), season (2024-spring) or year (2024)",
    "Duration": "a duration is written 12m, 6w or 30d",
    SPAN: "a duration is written 12m, 6w or 30d",
    URL: "an address begins with http:// or https:// and has no blanks",
    COUNTRY: "a country is two capital letters, such as NO",
}
"""The condition of each pattern as a sentence: an editor would show the pattern itself."""


def schema(part: SchemaFilePart | None = None, names: Names | None = None) -> dict[str, Any]:
    """The schema of a file with all sections, or with those of the part. With the names of one
    programme it completes them, and accepts no others.
    """
    match part:
        case SchemaFilePart.MUNICIPALITIES:
            sections: Mapping[str, str] = WHO
        case SchemaFilePart.WAVES:
            sections = WHEN
        case None:
            sections = {**WHO, **WHEN}
    defined = _definitions(names or {})
    properties = {
        name: {"description": said, **_section(name, defined)} for name, said in sections.items()
    }
    return {
        "$schema": DIALECT,
        "title": f"hpplan: {part or 'a programme'}",
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
        "$defs": {name: defined[name] for name in sorted(_reached(properties, defined))},
    }


def render(part: SchemaFilePart | None = None, names: Names | None = None) -> str:
    """The schema as text."""
    return literal_json(json.dumps(schema(part, names), ensure_ascii=False, indent=2)) + "\n"


class _OfFiles(GenerateJsonSchema):
    """What a file may contain, which is more than the models hold: numbers as text, one value for a
    list.
    """

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        described: type[BaseModel] = schema["cls"]
        if meaning := getattr(described, "meaning", ""):
            return {**super().model_schema(schema), "description": cleandoc(meaning)}
        _recall(described)
        return super().model_schema(schema)

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        _recall(schema["cls"])
        return super().enum_schema(schema)

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": ["string", "number"]}

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        if schema["function"]["function"] is not AS_LIST.func:
            return inner
        return {"anyOf": [inner["items"], inner]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        match inner:
            case {"type": str() | list() as types} if not inner.keys() & {"enum", "const"}:
                listed = [types] if isinstance(types, str) else types
                return {**inner, "type": [*listed, "null"]}
            case _:
                return self.get_flattened_anyof([inner, {"type": "null"}])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        shown = super().default_schema(schema)
        if isinstance(shown.get("default"), dict | list | None):
            shown.pop("default", None)
        return shown

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def _recall(described: type) -> None:
    """Read the docstrings of the type from its source, where `python -OO` has removed them."""
    if described.__doc__ is None:
        import ast
        from inspect import getsource
        from textwrap import dedent

        (stated,) = ast.parse(dedent(getsource(described))).body
        assert isinstance(stated, ast.ClassDef)
        described.__doc__ = ast.get_docstring(stated, clean=False)


def _definitions(names: Names) -> dict[str, Any]:
    """The schema of each model and of its parts, by name."""
    models: Sequence[type[BaseModel]] = (
        *(Source, Region, Site, Agenda, Wave, Body, Right, Decision),
        *RULES,
        *GOALS,
        *RISKS,
    )
    _, made = _OfFiles().generate_definitions(
        [(model, "validation", model.__pydantic_core_schema__) for model in _built(models)]
    )
    values = {value.__name__: _alone(value) for value in (Period, Duration)}
    defined = {name: _cleared(definition, values) for name, definition in made.items()} | values
    defined["Says"] |= {"markdownEnumDescriptions": [MEANINGS[says] for says in Says]}
    defined = {
        name: _explained(_with_names(definition, names), _ERRORS.get(name))
        for name, definition in defined.items()
    }
    defined |= {_id_of(noun): _one_of_these(noun, known) for noun, known in names.items()}
    site = defined["Site"]
    defined["SiteOfItsSection"] = {
        **site,
        "properties": {name: key for name, key in site["properties"].items() if name != "kind"},
        "required": [name for name in site["required"] if name != "kind"],
    }
    return defined


def _built(models: Iterable[type[BaseModel]]) -> Iterable[type[BaseModel]]:
    for model in models:
        model.model_rebuild()
        yield model


def _cleared(definition: Any, values: Mapping[str, Any]) -> Any:
    """The definition without the key that reading adds to every mapping; periods and durations,
    which occur in many places, are replaced by references.
    """
    match definition:
        case {"properties": dict(properties), **rest}:
            kept = {name: _cleared(key, values) for name, key in properties.items() if name != "@"}
            return {**_cleared(rest, values), "properties": kept}
        case dict() if (name := _named(definition, values)) is not None:
            said = definition.get("description", values[name]["description"])
            own = {} if said == values[name]["description"] else {"description": said}
            return {**own, **_ref(name)}
        case {"type": "object", "minLength": int(least), **rest}:  # pydantic's word for both
            return _cleared({**rest, "type": "object", "minProperties": least}, values)
        case {"description": str(said), **rest} if "\n" in said:
            flowing = "\n\n".join(" ".join(part.split()) for part in said.split("\n\n"))
            return {"description": flowing, **_cleared(rest, values)}
        case dict():
            return {name: _cleared(value, values) for name, value in definition.items()}
        case list():
            return [_cleared(value, values) for value in definition]
        case _:
            return definition


def _named(definition: Mapping[str, Any], values: Mapping[str, Any]) -> str | None:
    """The value whose schema this is, whatever its description."""
    bare = {key: said for key, said in definition.items() if key != "description"}
    for name, value in values.items():
        if bare == {key: said for key, said in value.items() if key != "description"}:
            return name
    return None


def _with_names(definition: Any, names: Names) -> Any:
    """The definition with the names of the programme, where one of them is expected."""
    match definition:
        case {"x-name-of": str(noun), **rest}:
            if noun not in names:
                return _with_names(rest, names)
            types: Any = rest.pop("type")
            bare = {key: said for key, said in rest.items() if key == "description"}
            if "null" in types:
                return {**bare, "anyOf": [_ref(_id_of(noun)), {"type": "null"}]}
            return {**bare, **_ref(_id_of(noun))}
        case dict():
            return {key: _with_names(value, names) for key, value in definition.items()}
        case list():
            return [_with_names(value, names) for value in definition]
        case _:
            return definition


def _id_of(noun: str) -> str:
    return "IdOf" + "".join(word.capitalize() for word in re.findall(r"\w+", noun))


def _one_of_these(noun: str, known: Mapping[str, str]) -> dict[str, Any]:
    """An id as text; one that looks like a number, as a number too."""
    written: dict[str | int, str] = {}
    for name, said in sorted(known.items()):
        written[name] = said
        if name.isascii() and name.isdigit() and str(int(name)) == name:
            written[int(name)] = said
    return {
        "title": f"the name of a {noun}",
        "enum": list(written),
        "markdownEnumDescriptions": list(written.values()),
    }


def _explained(definition: Any, sentence: str | None) -> Any:
    """The definition with a sentence for each pattern."""
    match definition:
        case {"pattern": str(pattern)}:
            return {**definition, "patternErrorMessage": sentence or _ERRORS[pattern]}
        case dict():
            return {key: _explained(value, sentence) for key, value in definition.items()}
        case list():
            return [_explained(value, sentence) for value in definition]
        case _:
            return definition


def _alone(value: type) -> dict[str, Any]:
    return TypeAdapter(value).json_schema(schema_generator=_OfFiles)


def _section(name: str, defined: Mapping[str, Any]) -> dict[str, Any]:
    match name:
        case "programme":
            return _ref("Agenda")
        case "from":
            fields = "|".join(key for key in Fields.model_fields if key != "address")
            return {
                "type": "object",
                "propertyNames": {
                    "pattern": rf"^({fields})(\.|$)",
                    "patternErrorMessage": "expected a field of sites, such as trust or "
                    "size.inhabitants",
                },
                "additionalProperties": {"type": ["string", "number"]},
            }
        case "rules":
            return _list_of(_by_kind("rule", RULES, defined))
        case "goals":
            return _list_of(_by_kind("goal", GOALS, defined))
        case "risks":
            return _list_of(_by_kind("risk", RISKS, defined))
        case "trusts" | "municipalities":
            return _list_of(_ref("SiteOfItsSection"))
        case _:
            models = {"sources": Source, "regions": Region, "sites": Site, "waves": Wave}
            models |= {"bodies": Body, "rights": Right, "decisions": Decision}
            model = models[name]
            return _list_of(_ref(model.__name__))


def _summary(definition: Mapping[str, Any]) -> str:
    """The first paragraph of a kind's description."""
    return str(definition.get("description", "")).partition("\n\n")[0]


def _by_kind(
    noun: str, kinds: Sequence[type[BaseModel]], defined: Mapping[str, Any]
) -> dict[str, Any]:
    """A mapping whose other keys depend on its `kind`."""
    words = {kind.model_fields["kind"].default: kind for kind in kinds}
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": {
                "description": f"the kind of {noun}",
                "enum": list(words),
                "markdownEnumDescriptions": [_summary(defined[k.__name__]) for k in words.values()],
            }
        },
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": word}}, "required": ["kind"]},
                "then": _ref(kind.__name__),
            }
            for word, kind in words.items()
        ],
    }


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": items}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _reached(value: Any, defined: Mapping[str, Any]) -> set[str]:
    """The names of all definitions that the value refers to, directly or not."""
    reached: set[str] = set()
    waiting = [value]
    while waiting:
        match waiting.pop():
            case {"$ref": str(ref), **rest}:
                waiting.append(rest)
                name = ref.rpartition("/")[2]
                if name not in reached:
                    reached.add(name)
                    waiting.append(defined[name])
            case dict(inner):
                waiting += inner.values()
            case list(inner):
                waiting += inner
            case _:
                pass
    return reached
