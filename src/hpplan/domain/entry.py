"""What all values of a data file have in common, and how they refer to one another."""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from hpplan.language import Language, Wording
from hpplan.periods import METEOROLOGICAL, Seasons
from hpplan.values import dataclass

NOWHERE: Final = -1
"""The address of a value that is in no file."""

Noun = Literal[
    "site",
    "wave",
    "source",
    "region",
    "trust",
    "municipality or site",
    "measure",
    "phase",
    "kind of site",
    "gate",
    "rule",
    "body",
    "decision",
    "site, wave, rule or gate",
]
"""The kinds of things that a name in a data file may refer to."""


NAME_OF: Final = "x-name-of"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names a programme knows; passed as validation context, so that references are types."""

    names: Mapping[Noun, frozenset[str]] = field(default_factory=dict)
    seasons: Seasons = field(default_factory=lambda: METEOROLOGICAL)


class Entry(BaseModel):
    """A mapping of a data file. `address` is its number among the nodes of all files.

    Ids such as 5055 are text to us, however YAML reads them.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, coerce_numbers_to_str=True
    )

    address: int = Field(default=NOWHERE, alias="@", exclude=True, repr=False)

    @classmethod
    def key_of(cls, field: str) -> str:
        """The key of the field in a data file."""
        return cls.__pydantic_fields__[field].alias or field


@dataclass(frozen=True, slots=True)
class NameOf:
    """Marks a text as the name of something. JSON Schema has a keyword of ours for it, which
    `schema` reads: an editor can then know the names of one programme.
    """

    noun: Noun

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), NAME_OF: self.noun}


@dataclass(frozen=True, slots=True)
class OrWord:
    """Allows one word in place of what is otherwise read."""

    word: str
    otherwise: Any

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: object, otherwise: ValidatorFunctionWrapHandler) -> object:
            return self.word if value == self.word else otherwise(value)

        inner = handler.generate_schema(self.otherwise)
        return core_schema.no_info_wrap_validator_function(read, inner)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"const": self.word}]}


def _named(noun: Noun) -> AfterValidator:
    def known(name: str, info: ValidationInfo) -> str:
        vocabulary: Vocabulary | None = info.context
        if vocabulary is not None and name not in vocabulary.names[noun]:
            raise PydanticCustomError(
                "unknown_name", "there is no {noun} '{name}'", {"noun": noun, "name": name}
            )
        return name

    return AfterValidator(known)


def _without_address(value: object) -> object:
    if isinstance(value, dict) and "@" in value:
        return {key: entry for key, entry in value.items() if key != "@"}
    return value


def _named_by_id(value: object) -> object:
    if isinstance(value, dict) and value.get("name") is None and value.get("id") is not None:
        return {**value, "name": value["id"] if _may_be_a_name(value["id"]) else "?"}
    return value


def _may_be_a_name(stated: object) -> bool:
    """What is none is wrong as an id already, and said once."""
    return isinstance(stated, str | int | float) and not isinstance(stated, bool) and stated != ""


def _as_list(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


_LANGUAGES: Final = {
    Language.EN: "the text in English",
    Language.NB: "the text in bokmål",
    Language.NN: "the text in nynorsk",
}


@dataclass(frozen=True, slots=True)
class _OrTexts:
    """Allows a mapping of languages to texts in place of a text."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def read(value: object, text: ValidatorFunctionWrapHandler) -> str:
            if isinstance(value, Wording):
                return value
            if isinstance(value, dict):
                stated = {key: text(said) for key, said in value.items() if key != "@"}
                return _wording(stated)
            return str(text(value))

        return core_schema.no_info_wrap_validator_function(read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        text = handler(schema)
        texts = {
            "type": "object",
            "properties": {
                str(language): {**text, "description": said}
                for language, said in _LANGUAGES.items()
            },
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [text, texts]}


def _wording(stated: Mapping[object, str]) -> Wording:
    languages = ", ".join(Language)
    if strange := next((key for key in stated if key not in set(Language)), None):
        message = "'{key}' is no language; a text may be there in {languages}"
        values = {"key": str(strange), "languages": languages}
        raise PydanticCustomError("incomplete", message, values)
    if not stated:
        message = "the text is there in no language; name one of {languages}"
        raise PydanticCustomError("incomplete", message, {"languages": languages})
    return Wording.of({language: stated[language] for language in Language if language in stated})


Flag = Annotated[bool, Strict()]
LARGEST: Final = 10**12
"""The largest whole number in the data; its negative is the smallest."""

AnyWhole = Annotated[int, Strict()]
Whole = Annotated[AnyWhole, Field(ge=-LARGEST, le=LARGEST)]
Number = Annotated[float, Strict()]
Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[Text, _OrTexts()]
"""A text for people, in one language or in several: `{en: training, nb: opplæring}`."""
Name = Annotated[
    str,
    Field(min_length=1),
    WithJsonSchema({"type": ["string", "number", "null"], "minLength": 1}),
]
"""The name of an entry that falls back on its id; see `named_by_id`."""
SiteId = Annotated[str, _named("site"), NameOf("site")]
WaveId = Annotated[str, _named("wave"), NameOf("wave")]
SourceId = Annotated[str, _named("source"), NameOf("source")]
RegionId = Annotated[str, _named("region"), NameOf("region")]
TrustId = Annotated[str, _named("trust"), NameOf("trust")]
ServedId = Annotated[str, _named("municipality or site"), NameOf("municipality or site")]
Measure = Annotated[str, _named("measure"), NameOf("measure")]
PhaseId = Annotated[str, _named("phase"), NameOf("phase")]
GateId = Annotated[str, _named("gate"), NameOf("gate")]
RuleId = Annotated[str, _named("rule"), NameOf("rule")]
SiteKind = Annotated[str, _named("kind of site"), NameOf("kind of site")]
BodyId = Annotated[str, _named("body"), NameOf("body")]
DecisionId = Annotated[str, _named("decision"), NameOf("decision")]
SubjectId = Annotated[str, _named("site, wave, rule or gate"), NameOf("site, wave, rule or gate")]
"""The subject of a decision."""

WITHOUT_ADDRESS: Final = BeforeValidator(_without_address)
"""For fields that are plain mappings: their keys are names of data, not fields of a model."""

NAMED_BY_ID: Final = model_validator(mode="before")(_named_by_id)
"""For models whose name is their id where none is given."""

AS_LIST: Final = BeforeValidator(_as_list)
"""For fields where a single value may be written instead of a list of one."""

COUNTING_SITES: Final = "sites"
"""The measure by which each site counts one."""

INHABITANTS: Final = "inhabitants"
"""The measure of coverage shares by default."""


def sized(sizes: Mapping[str, int], measure: str) -> int:
    """How much of the measure a site with these sizes has; 0 where none is stated."""
    return 1 if measure == COUNTING_SITES else sizes.get(measure, 0)


class Explained(Entry):
    """An entry that may state its reason and the source of it."""

    because: Texts | None = Field(None, description="the reason, in words")
    source: SourceId | None = Field(None, description="where that comes from")
    note: Text | None = Field(None, description="anything else; shown only")
