"""`hpplan explain`: why a site is where it is, what fills a wave, what a rule costs."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from hpplan.cli.data_directory import folder_behind, load, warn_about_errors
from hpplan.cli.given_names import known_rule, known_site, known_wave
from hpplan.cli.given_values import an_existing_file
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, speak_as_asked
from hpplan.cli.options import AllInFull
from hpplan.cli.plan_files import OpenedPlan, open_plan
from hpplan.cli.question import Question, question
from hpplan.cli.reply import reply_to
from hpplan.language import Language

if TYPE_CHECKING:
    from hpplan.analysis.wave_day import DayExplained
    from hpplan.programme.plan import PlanData
    from hpplan.programme.programme import SituationData
    from hpplan.rules import Rule
    from hpplan.solving.result import Limits

SITE: Final = "site"
WAVE: Final = "wave"
WHAT, WHY_NOT, DATES, PLAN = "WHAT", "--why-not", "--dates", "--plan"

HELP = help_text(
    "Say why the plan is as it is, and what another would cost.",
    {
        "hpplan explain froya": "why Frøya is where it is",
        "hpplan explain froya --why-not KI3": "what KI3 would do to the plan",
        "hpplan explain froya --why-not-earlier": "what stands in the way",
        "hpplan explain froya --lang nb": "in bokmål",
        "hpplan explain wave KI2": "what fills it, who else fits",
        "hpplan explain wave KI2 --dates": "why on this day, not before",
        "hpplan explain rule cap-inhabitants": "what the rule costs",
        "hpplan explain capacity": "which caps bind",
        "hpplan explain assumptions": "what it rests on without a source",
    },
    "Nothing is guessed: for each answer the best plan is made that there would be, and compared "
    "with the best plan as things stand. What is impossible is proved, with the smallest sets of "
    "facts that stand in the way, each fact with its place.",
    "With --dates each earlier day of the wave's period is excluded by the calendar, a rule, or a "
    "goal that would be worse, on whatever day the other waves go live.",
    "A site whose id is one of the words wave, rule, capacity and assumptions is asked for as "
    "'site ID'. Formats: text, json and markdown. Exits with 0 whatever the answer is; with 3 if "
    "there is no plan to explain, with 4 if the time was too short to find one.",
)


@question
def explain(
    asked: Question,
    what: Annotated[
        list[str],
        typer.Argument(
            metavar=f"{WHAT}...",
            help="SITE, 'wave WAVE', 'rule RULE', 'capacity' or 'assumptions'; after it, if you "
            "like, the data folder, with a slash: my-rollout/.",
            show_default=False,
        ),
    ],
    why_not: Annotated[
        str | None,
        typer.Option(
            WHY_NOT,
            metavar="WAVE",
            help="Why the site is not in this wave, or at what price it could be.",
            show_default=False,
        ),
    ] = None,
    why_not_earlier: Annotated[
        bool, typer.Option("--why-not-earlier", help="Only why the site is not earlier.")
    ] = False,
    dates: Annotated[
        bool,
        typer.Option(
            DATES,
            help="Of a wave, or of a site in one: why it goes live on the day that "
            "'hpplan assign --dates' chooses, not on an earlier one.",
        ),
    ] = False,
    plan: Annotated[
        Path | None,
        typer.Option(
            PLAN,
            metavar="FILE",
            callback=an_existing_file,
            help=f"With {DATES}: of the plan in this file, not of the best one.",
            show_default=False,
        ),
    ] = None,
    full: AllInFull = False,
    lang: Lang = None,
) -> None:
    words, folder = folder_behind(what, asked.data)
    kind, name = _subject(words)
    if (why_not is not None or why_not_earlier) and kind != SITE:
        raise typer.BadParameter("applies to a site only", param_hint=WHY_NOT)
    if why_not is not None and why_not_earlier:
        message = "is one question, --why-not-earlier another: ask one of them"
        raise typer.BadParameter(message, param_hint=WHY_NOT)
    if dates and kind not in (SITE, WAVE):
        raise typer.BadParameter("applies to a site or a wave only", param_hint=DATES)
    if dates and (why_not is not None or why_not_earlier):
        message = f"is one question, {DATES} another: ask one of them"
        raise typer.BadParameter(message, param_hint=WHY_NOT)
    if plan is not None and not dates:
        raise typer.BadParameter(f"applies with {DATES} only", param_hint=PLAN)
    opened = None if plan is None else _opened(asked, folder, plan)
    known = asked.situation(folder) if opened is None else opened.situation
    ask: Callable[[Question, SituationData], None]
    match kind:
        case "wave" if dates:
            from hpplan.analysis.wave_day import explain_day

            ask = partial(_day, why=explain_day, of=known_wave(WHAT, name, known), opened=opened)
        case "wave":
            ask = partial(_wave, wave=known_wave(WHAT, name, known), full=full)
        case "rule":
            ask = partial(_rule, rule=known_rule(WHAT, name, known), full=full)
        case "capacity":
            ask = _capacity
        case "assumptions":
            ask = _assumptions
        case _:
            site = known_site(WHAT, name, known)
            if dates:
                from hpplan.analysis.wave_day import explain_day_of_site

                ask = partial(_day, why=explain_day_of_site, of=site, opened=opened)
            elif why_not is None:
                ask = partial(
                    _site, folder=folder, lang=lang, site=site, earlier=why_not_earlier, full=full
                )
            else:
                ask = partial(
                    _why_not, site=site, wave=known_wave(WHY_NOT, why_not, known), full=full
                )
    speak_as_asked(lang, known.programme, asked.form)
    warn_about_errors(known)
    ask(asked, known)


def _subject(words: list[str]) -> tuple[str, str]:
    """The subject of the question, and its name."""
    match words:
        case [("capacity" | "assumptions") as kind]:
            return kind, ""
        case ["wave" | "rule" as kind]:
            _wrong(f"which {kind}? Write '{kind} {kind.upper()}'")
        case [name]:
            return SITE, name
        case [("site" | "wave" | "rule") as kind, name]:
            return kind, name
        case _:
            _wrong("ask about one thing: SITE, 'wave WAVE', 'rule RULE', capacity or assumptions")


def _wrong(message: str) -> NoReturn:
    raise typer.BadParameter(message, param_hint=WHAT)


def _site(
    asked: Question,
    known: "SituationData",
    folder: Path | None,
    lang: Language | None,
    site: str,
    *,
    earlier: bool,
    full: bool,
) -> None:
    from hpplan.analysis.site import explain_site
    from hpplan.views import answers_json
    from hpplan.views import site as view

    ask = partial(asked.again, folder=folder, lang=lang)
    shown = view.no_earlier if earlier else partial(view.explained, full=full, ask=ask)
    answer = explain_site(known, site, asked.limits)
    asked.answer(answer, shown, answers_json.site)


def _why_not(asked: Question, known: "SituationData", site: str, wave: str, *, full: bool) -> None:
    from hpplan.analysis.site import why_not
    from hpplan.views import answers_json
    from hpplan.views import why_not as view

    answer = why_not(known, site, wave, asked.limits)
    asked.answer(answer, partial(view.not_there, full=full), answers_json.not_there)


def _wave(asked: Question, known: "SituationData", wave: str, *, full: bool) -> None:
    from hpplan.analysis.wave import explain_wave
    from hpplan.views import answers_json
    from hpplan.views import wave as view

    answer = explain_wave(known, wave, asked.limits)
    asked.answer(answer, partial(view.explained, full=full), answers_json.wave)


def _opened(asked: Question, folder: Path | None, plan: Path) -> OpenedPlan:
    """The plan in the file; one that breaks a hard rule ends the command with its findings."""
    from hpplan.verification import errors_of

    reply = reply_to(asked.asked_format, asked.output, asked.colour)
    opened = open_plan(plan, load(folder, reply), asked.as_of, reply)
    if errors := errors_of(opened.situation, opened.plan.waves, opened.file.at, opened.plan.days):
        reply.refuse(errors, opened.places)
    return opened


def _day(
    asked: Question,
    known: "SituationData",
    why: "Callable[[SituationData, str, Limits, PlanData | None], DayExplained]",
    of: str,
    opened: OpenedPlan | None,
) -> None:
    from hpplan.views import answers_json, wave_day

    answer = why(known, of, asked.limits, None if opened is None else opened.plan)
    asked.answer(answer, wave_day.explained, answers_json.wave_day)


def _rule(asked: Question, known: "SituationData", rule: "Rule", *, full: bool) -> None:
    from hpplan.analysis.rule import explain_rule
    from hpplan.views import answers_json
    from hpplan.views import rule as view

    answer = explain_rule(known, rule, asked.limits)
    asked.answer(answer, partial(view.explained, full=full), answers_json.rule)


def _capacity(asked: Question, known: "SituationData") -> None:
    from hpplan.analysis.capacity import explain_capacity
    from hpplan.views import answers_json
    from hpplan.views import rule as view

    answer = explain_capacity(known, asked.limits)
    asked.answer(answer, view.capacities, answers_json.capacities)


def _assumptions(asked: Question, known: "SituationData") -> None:
    from hpplan.analysis.assumptions import explain_assumptions
    from hpplan.views import answers_json
    from hpplan.views import rule as view

    answer = explain_assumptions(known, asked.limits)
    asked.answer(answer, view.assumptions, answers_json.assumptions)
