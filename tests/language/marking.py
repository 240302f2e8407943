"""A language of our own, in which each letter of a translation is another one: what is translated
shows at once, and so does what is not.
"""

import re
from collections.abc import Iterable, Iterator
from gettext import NullTranslations
from string import Formatter

from hpplan.language import Wording
from hpplan.programme.programme import ProgrammeData

SMALL_CAPITALS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ")


class Marked(NullTranslations):
    """Translations in which each letter that is not a value is another one."""

    def gettext(self, message: str) -> str:
        return "".join(
            _written(text) + ("" if name is None else f"{{{name}}}")
            for text, name, _, _ in Formatter().parse(message)
        )

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)

    def pgettext(self, context: str, message: str) -> str:  # one word a message
        return self.gettext(message)


def _written(text: str) -> str:
    return text.lower().translate(SMALL_CAPITALS).replace("{", "{{").replace("}", "}}")


def words_left(said: str, data: Iterable[str]) -> list[str]:
    """The words that are neither translated nor data."""
    for text in sorted({each for each in data if each}, key=len, reverse=True):
        said = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", " ", said)
    return re.findall(r"[A-Za-z]{2,}", said)


def named_in(programme: ProgrammeData) -> Iterator[str]:
    """What the data call their sites, waves, phases, rules and all else that is shown by name."""
    agenda = programme.agenda
    yield from (agenda.id, agenda.name)
    for site in programme.sites:
        yield from (site.id, site.name)
        if site.legacy is not None:
            yield str(site.legacy)
    for wave in programme.waves:
        yield from (wave.id, wave.name or "")
        yield from (str(claim.called) for claim in wave.claims if claim.called)
    for kind in (agenda.phases, agenda.milestones, agenda.gates):
        for stated in kind:
            yield from (stated.id, *_in_all_languages(stated.name))
    for rule in programme.rules:
        yield from (rule.id or "", rule.name, rule.kind, *_in_all_languages(rule.because))
    for name, risk in programme.named_risks:
        yield from (name, *_in_all_languages(risk.because))
    for region in programme.regions.values():
        yield from (region.id, region.name)
    for body in programme.bodies.values():
        yield from (body.id, body.name)
    for source in programme.sources.values():
        yield from (source.id, *_in_all_languages(source.title), source.publisher or "")
    if programme.borders is not None:
        yield programme.borders.attribution or ""
    yield from (file.path for file in programme.files)


def _in_all_languages(text: str | None) -> Iterator[str]:
    """What the data say in any of the languages."""
    yield from text.texts.values() if isinstance(text, Wording) else (text or "",)
