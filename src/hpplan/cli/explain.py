"""`hpplan explain`: why a site is where it is, what fills a wave, what a rule costs."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from hpplan.cli.advice import Answered, give
from hpplan.cli.data_directory import folder_behind, situation, warn_about_errors
from hpplan.cli.given_names import known_rule, known_site, known_wave
from hpplan.cli.options import (
    ANSWERS,
    AllInFull,
    AsAnswer,
    AsOf,
    Colour,
    Data,
    Output,
    TimeLimit,
    WhenColour,
    format_of,
    help_text,
)
from hpplan.cli.reply import reply_to

if TYPE_CHECKING:
    from hpplan.programme.programme import SituationData
    from hpplan.solving.result import Limits

SITE: Final = "site"
WHAT, WHY_NOT = "WHAT", "--why-not"

HELP = help_text(
    "Say why the plan is as it is, and what another would cost.",
    {
        "hpplan explain froya": "why Frøya is where it is",
        "hpplan explain froya --why-not KI3": "what KI3 would do to the plan",
        "hpplan explain froya --why-not-earlier": "what stands in the way",
        "hpplan explain wave KI2": "what fills it, who else fits",
        "hpplan explain rule cap-inhabitants": "what the rule costs",
        "hpplan explain capacity": "which caps bind",
        "hpplan explain assumptions": "what it rests on unsourced",
    },
    "Nothing is guessed: for each answer the best plan is made that there would be, and compared "
    "with the best plan as things stand. What is impossible is proved, with the smallest sets of "
    "facts that stand in the way, each fact with its place.",
    "A site whose id is one of the words wave, rule, capacity and assumptions is asked for as "
    "'site ID'. Formats: text, json and markdown. Exits with 0 whatever the answer is; with 3 if "
    "there is no plan to explain, with 4 if the time was too short to find one.",
)


def explain(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar=f"{WHAT}...",
            help="SITE, 'wave WAVE', 'rule RULE', 'capacity' or 'assumptions'; behind it, if you "
            "like, the folder of the data, with a slash: my-rollout/.",
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
    data: Data = None,
    as_of: AsOf = None,
    full: AllInFull = False,
    form: AsAnswer = None,
    output: Output = None,
    time_limit: TimeLimit = 60,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.solving.result import Limits

    chosen = format_of(form, output, ANSWERS)
    words, folder = folder_behind(what, data)
    subject = _subject(words)
    if (why_not is not None or why_not_earlier) and subject[0] != SITE:
        raise typer.BadParameter("goes with a site only", param_hint=WHY_NOT)
    if why_not is not None and why_not_earlier:
        message = "is one question, --why-not-earlier another: ask one of them"
        raise typer.BadParameter(message, param_hint=WHY_NOT)
    known = situation(folder, as_of, reply_to(form, output, colour))
    limits = Limits(time_limit)
    if why_not is not None:
        answered = _why_not(known, subject[1], why_not, limits, full=full)
    else:
        answered = _explained(known, subject, limits, earlier=why_not_earlier, full=full)
    warn_about_errors(known)
    give(answered, chosen, output, colour)


def _subject(words: list[str]) -> tuple[str, str]:
    """What is asked about, and its name."""
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


def _why_not(
    known: "SituationData", site: str, wave: str, limits: "Limits", *, full: bool
) -> Answered:
    from hpplan.analysis.site import why_not
    from hpplan.views import answers_json as advice_json
    from hpplan.views import site as site_view

    there = known_site(WHAT, site, known), known_wave(WHY_NOT, wave, known)
    answer = why_not(known, *there, limits)
    document = partial(site_view.not_there, answer, full=full)
    json = partial(advice_json.not_there, answer)
    return Answered(document, json, answer.base, answer.interrupted)


def _explained(
    known: "SituationData", subject: tuple[str, str], limits: "Limits", *, earlier: bool, full: bool
) -> Answered:
    from hpplan.analysis.assumptions import explain_assumptions
    from hpplan.analysis.capacity import explain_capacity
    from hpplan.analysis.rule import explain_rule
    from hpplan.analysis.site import explain_site
    from hpplan.analysis.wave import explain_wave
    from hpplan.views import answers_json as advice_json
    from hpplan.views import rule as rule_view
    from hpplan.views import site as site_view
    from hpplan.views import wave as wave_view

    match subject:
        case ("wave", name):
            wave = explain_wave(known, known_wave(WHAT, name, known), limits)
            document = partial(wave_view.explained, wave, full=full)
            json = partial(advice_json.wave, wave)
            return Answered(document, json, wave.base, wave.interrupted)
        case ("rule", name):
            rule = explain_rule(known, known_rule(WHAT, name, known), limits)
            document = partial(rule_view.explained, rule, full=full)
            json = partial(advice_json.rule, rule)
            return Answered(document, json, rule.base, rule.interrupted)
        case ("capacity", _):
            caps = explain_capacity(known, limits)
            document = partial(rule_view.capacities, caps)
            json = partial(advice_json.capacities, caps)
            return Answered(document, json, caps.base, caps.interrupted)
        case ("assumptions", _):
            assumed = explain_assumptions(known, limits)
            document = partial(rule_view.assumptions, assumed)
            json = partial(advice_json.assumptions, assumed)
            return Answered(document, json, assumed.base, assumed.interrupted)
        case (_, name):
            site = explain_site(known, known_site(WHAT, name, known), limits)
            document = partial(site_view.explained, site, full=full)
            if earlier:
                document = partial(site_view.no_earlier, site)
            json = partial(advice_json.site, site)
            return Answered(document, json, site.base, site.interrupted)
