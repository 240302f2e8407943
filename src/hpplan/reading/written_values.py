"""Values of models as the plain values of a data file."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

from pydantic import BaseModel

from hpplan.domain.gaps import Bound, Gap
from hpplan.domain.selectors import Sites, Waves
from hpplan.language import Wording
from hpplan.periods import Duration, Period

_YEAR: Final = re.compile(r"[1-9][0-9]{3}")
PlainValue = str | int | float | None | Sequence["PlainValue"] | Mapping[str, "PlainValue"]


def written(value: object) -> PlainValue:
    """The plain value from which the value is read; for an entry the keys that it states."""
    match value:
        case Waves(ids=ids):
            return "all" if ids is None else list(ids)
        case Sites() if value.everyone:
            return "all"
        case Sites(ids=tuple() as ids) if not value.narrows:
            return list(ids)
        case Gap() | Bound():
            stated: dict[str, PlainValue] = dict(value.units())
            if isinstance(value, Gap) and value.at_most is not None:
                stated["at_most"] = written(value.at_most)
            return stated
        case Duration(months=months, days=days):
            if months and days:
                return {"months": months, "days": days}
            return f"{months}m" if months else f"{days}d"
        case Period(label=label):
            return int(label) if _YEAR.fullmatch(label) else label
        case BaseModel():
            fields = type(value).model_fields
            return {
                fields[name].alias or name: written(getattr(value, name))
                for name in fields
                if name in value.model_fields_set
                and name != "address"
                and getattr(value, name) is not None
            }
        case Enum():
            return str(value.value)
        case Wording(texts=texts):
            return {str(language): text for language, text in texts.items()}
        case str() | int() | float() | None:
            return value
        case Mapping():
            return {str(key): written(one) for key, one in value.items()}
        case Sequence():
            return [written(one) for one in value]
        case _:
            raise AssertionError(f"no data file states {value!r}")
