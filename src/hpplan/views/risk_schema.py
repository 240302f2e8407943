"""JSON Schema of the answer of `hpplan risk --format json`, for programs that read it."""

import json
from typing import Any, Final

from hpplan.analysis.risk.coverage_fan import PERCENTILES
from hpplan.programme.plan import FORMAT

Schema = dict[str, Any]

_SHARE: Final[Schema] = {"type": "number", "minimum": 0, "maximum": 1}
_ERROR: Final[Schema] = {
    **_SHARE,
    "description": "the standard error of the share beside it; 0 where no draw can change it",
}
_DAY: Final[Schema] = {"type": "string", "format": "date"}
_DAY_OR_NEVER: Final[Schema] = {"type": ["string", "null"], "format": "date"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_TEXT: Final[Schema] = {"type": "string"}
_INTERVAL: Final[Schema] = {
    "type": "array",
    "description": "between which days the one beside it lies in 95 of 100 cases; null is never",
    "prefixItems": [_DAY_OR_NEVER, _DAY_OR_NEVER],
    "minItems": 2,
    "maxItems": 2,
}


def render() -> str:
    """The schema as text."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> Schema:
    """The schema. Figures are missing where not a single future was lived through."""
    figures = {
        "sites": _listed(_site(), "the sites that take part, in the order of the data"),
        "waves": _listed(_wave(), "the waves that the plan uses"),
        "everybody": _listed(
            _by_share(), "by when all that take part are live, in several shares of the futures"
        ),
        "placed": _listed(_by_share(), "the same of all that the plan has a wave for"),
        "planned": _object(
            {
                "by": _said(_DAY_OR_NEVER, "by when those are live by the plan; null is never"),
                "share": _said(_SHARE, "the share of futures in which they are by then"),
                "error": _ERROR,
            }
        ),
        "no_change": _object(
            {
                "same_plan": _said(_SHARE, "the share of futures in which nobody changes wave"),
                "same_plan_error": _ERROR,
                "same_dates": _said(_SHARE, "the share in which no date changes either"),
                "same_dates_error": _ERROR,
            }
        ),
        "no_plan": _object(
            {
                "share": _said(_SHARE, "the share of futures without a plan that keeps the rules"),
                "error": _ERROR,
                "undecided": _said(_SHARE, "the share in which that is not proved"),
                "conflicts": _listed(
                    _object({"text": _TEXT, "futures": _COUNT}),
                    "why there is none, the most frequent reasons first",
                ),
            }
        ),
        "coverage": _listed(
            _coverage(), "the share that is served, from each day on that changes it"
        ),
        "risks": {
            "type": ["array", "null"],
            "description": "what each risk adds; null without --contributions",
            "items": _object(
                {
                    "risk": _said(_TEXT, "its id, or its place such as risks[2]"),
                    "days_80": {
                        "type": ["integer", "null"],
                        "description": "the days between the 80 % dates of everybody with and "
                        "without it; null where one of both is never",
                    },
                    "by_80": _said(_DAY_OR_NEVER, "the 80 % date of everybody without it"),
                }
            ),
        },
    }
    known = {
        "format": {"const": FORMAT},
        "programme": _TEXT,
        "as_of": _DAY,
        "runs": _said(_COUNT, "how many futures were lived through"),
        "seed": _COUNT,
        "interrupted": _said({"type": "boolean"}, "whether these are fewer than were asked for"),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "hpplan risk",
        "description": "What becomes of the plan in many futures. Keys may be added.",
        "type": "object",
        "properties": {**known, **figures},
        "required": [*known],
        "if": {"properties": {"runs": {"minimum": 1}}},
        "then": {"required": [*figures]},
    }


def _site() -> Schema:
    return _object(
        {
            "site": _TEXT,
            "name": _TEXT,
            "wave": _said({"type": ["string", "null"]}, "its wave in the plan"),
            **_frequency(),
        }
    )


def _wave() -> Schema:
    label = _said(_TEXT, "what it is called, where that is not its id")
    one = _object({"wave": _TEXT, **_frequency()})
    return {**one, "properties": {**one["properties"], "label": label}}


def _frequency() -> Schema:
    return {
        "as_planned": _said(_SHARE, "the share of futures in which it is live there on its date"),
        "error": _ERROR,
        "by_50": _said(_DAY_OR_NEVER, "the first day by which half of the futures have it live"),
        "by_80": _said(_DAY_OR_NEVER, "the same of 0.8 of the futures; null is never"),
        "interval": _INTERVAL,
    }


def _by_share() -> Schema:
    return _object({"share": _SHARE, "by": _DAY_OR_NEVER, "interval": _INTERVAL})


def _coverage() -> Schema:
    percentiles = {
        f"p{percent}": _said(
            _SHARE, f"the largest share that at least {(100 - percent) / 100:g} of the futures have"
        )
        for percent in PERCENTILES
    }
    return _object({"day": _DAY, "planned": _SHARE, **percentiles})


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": [*properties]}


def _listed(items: Schema, description: str) -> Schema:
    return {"type": "array", "description": description, "items": items}


def _said(kind: Schema, description: str) -> Schema:
    return {**kind, "description": description}
