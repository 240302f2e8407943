"""Bare `hpplan`: the state of the programme, and what to do next."""

from pathlib import Path

from hpplan.cli.data_directory import situation
from hpplan.cli.formats import Format
from hpplan.cli.language import in_language, speak_as_asked
from hpplan.cli.options import Colour
from hpplan.cli.output import answer_document
from hpplan.cli.reply import Reply
from hpplan.language import Language


def overview(data: Path | None, as_of: str | None, lang: Language | None, colour: Colour) -> None:
    from hpplan.analysis.slips import slips
    from hpplan.analysis.timeline import timeline
    from hpplan.checks.run import inspect
    from hpplan.programme.coverage import coverage
    from hpplan.programme.plan import current_plan
    from hpplan.views.overview import document

    known = situation(data, as_of, Reply(colour))
    speak_as_asked(lang, known.programme, Format.TEXT)
    plan = current_plan(known)
    shown = document(
        timeline(known, plan),
        coverage(known, plan),
        inspect(known),
        slips(known, plan),
        known.counted.amounts,
        [
            *([] if data is None else [str(data)]),
            *([] if as_of is None else ["--as-of", as_of]),
        ],
        in_language(lang),
    )
    answer_document(shown, "text", None, colour)
