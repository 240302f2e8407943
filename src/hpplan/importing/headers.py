"""The meaning of the columns of a table, by their titles in bokmål, nynorsk and English."""

import re
from collections.abc import Mapping
from typing import Final

from hpplan.diagnostics.suggestion import did_you_mean

STATUS, WAVE, GO_LIVE, NOTE, LEFT_OUT = "status", "wave", "go_live", "note", "-"
OF_CLAIMS: Final = (STATUS, WAVE, GO_LIVE, NOTE)
ID, NAME, NUMBER, KIND, TRUST, REGIONS = "id", "name", "number", "kind", "trust", "regions"
LEGACY, LEGACY_SYSTEM, LEGACY_UNTIL = "legacy", "legacy.system", "legacy.until"
NAMING: Final = (NAME, ID, NUMBER)
"""Keys by which a site is identified, the plainest first."""
SIZE: Final = "size."
WISHES: Final = "wishes."
KEYS: Final = (
    ID,
    NUMBER,
    NAME,
    KIND,
    "county",
    TRUST,
    "serves",
    REGIONS,
    "location",
    "gps",
    LEGACY,
    LEGACY_SYSTEM,
    LEGACY_UNTIL,
    "since",
    "until",
    "split_from",
    "required",
)
"""The plain keys of a site that a column may state, beside `size.MEASURE` and `wishes.WAVE`."""

_TITLES: Final[Mapping[str, str]] = {
    ID: "id|identifikator|kode|code|key|nøkkel|site id|siteid|site",
    NUMBER: "kommunenummer|kommunenr|komm nr|kommune nr|knr|kommnr|nummer|nr|number"
    "|municipality number|municipality no|official number|org nr|orgnr",
    NAME: "kommune|kommunenavn|kommunenamn|navn|namn|name|municipality|municipality name|stad"
    "|sted|enhet|eining|unit|virksomhet|verksemd|sykehus|sjukehus|hospital|site name"
    "|skole|skule|skolenavn|skulenamn|school|school name|filial|avdelingskontor|branch|branch name"
    "|bibliotek|library|klinikk|clinic|legekontor|kontor|office|butikk|store|shop"
    "|barnehage|kindergarten|sykehjem|sjukeheim|nursing home|server|server name|host|hostname",
    KIND: "type|kind|slag|art|type enhet|type eining",
    "county": "fylke|fylkesnavn|fylkesnamn|county|region fylke",
    TRUST: "helseforetak|helseføretak|hf|foretak|føretak|trust|health trust|hospital trust"
    "|sykehusområde|sjukehusområde|opptaksområde",
    "serves": "hører til|høyrer til|serves|belongs to|tilhører|tilhøyrer",
    REGIONS: "region|regioner|regionar|regions|regionråd|samarbeid|kommuneregion"
    "|interkommunalt samarbeid|cooperation",
    "gps": "fastleger|fastlegar|gps|general practitioners",
    LEGACY_SYSTEM: "journalsystem|epj|epj system|dagens system|dagens journalsystem"
    "|dagens epj|legacy|legacy system|record system|current system",
    LEGACY_UNTIL: "avtale til|kontrakt til|kontraktslutt|avtaleslutt|contract until|contract end",
    "required": "obligatorisk|påkrevd|påkravd|required|mandatory",
    "size.inhabitants": "innbyggere|innbyggjarar|innbyggertall|innbyggjartal|antall innbyggere"
    "|tal innbyggjarar|talet på innbyggjarar|folketall|folketal|befolkning|inhabitants"
    "|population|number of inhabitants|residents",
    "size.staff": "ansatte|tilsette|antall ansatte|tal tilsette|årsverk|staff|employees|fte",
    "size.pupils": "elever|elevar|elevtall|elevtal|antall elever|tal elevar|pupils|students"
    "|number of pupils|number of students",
    "size.beds": "senger|sengeplasser|sengeplassar|antall senger|tal senger|beds|number of beds",
    "size.users": "brukere|brukarar|antall brukere|tal brukarar|users|number of users",
    WAVE: "bølge|bølgje|innføringsbølge|innføringsbølgje|innføringspulje|pulje|wave|go live wave"
    "|rollout wave|gruppe|group|kommuneinnføring",
    STATUS: "status|stilling|vedtak|vedtaksstatus|state|standing|stage",
    GO_LIVE: "oppstart|oppstartsdato|dato|produksjonssetting|produksjonssetjing"
    "|produksjonsdato|idriftsettelse|idriftsetting|driftsstart|i drift fra|i drift frå|go live"
    "|go live date|golive|live|date|start|startdato|start date|innføring|innføringsdato"
    "|planlagt oppstart|planlagt innføring|planned go live|tidspunkt",
    NOTE: "merknad|merknader|merknadar|kommentar|kommentarer|kommentarar|notat|note|notes"
    "|comment|comments|remark|remarks|anmerkning",
}
_BY_TITLE: Final = {title: key for key, titles in _TITLES.items() for title in titles.split("|")}
_OF_MUNICIPALITIES: Final = re.compile(r"kommun|municip|fylke|\bknr\b", re.IGNORECASE)


def plain(text: str) -> str:
    """A text normalised for comparison: lower case, single blanks between words, no punctuation."""
    return " ".join(re.sub(r"[^\w]+", " ", text.replace("\xad", "").casefold()).split())


def proposed(title: str) -> str | None:
    """The key that a column with this title states, where that is clear."""
    words = plain(title)
    if words in _BY_TITLE:
        return _BY_TITLE[words]
    dotted = title.strip()
    if dotted in (*KEYS, *OF_CLAIMS) or is_measure(dotted):
        return dotted
    # As in "Innbyggere 2023", "Folketall per 1. januar 2023" and "1.1.2023": of when it is.
    shortened = re.sub(
        r"(?: (?:per|pr|i|in|as of|as at))?(?: \d{1,2}){0,2}(?: [^\W\d]+)? (?:19|20)\d\d$",
        "",
        words,
    )
    return _BY_TITLE.get(shortened)


def is_measure(key: str) -> bool:
    """Whether the key is a measure of a site, or the cost of a wave for it."""
    return any(key.startswith(of) and len(key) > len(of) for of in (SIZE, WISHES))


def is_key(key: str) -> bool:
    """Whether the user may assign this key to a column."""
    return key in KEYS or key in OF_CLAIMS or key == LEFT_OUT or is_measure(key)


def why_no_key(key: str) -> str | None:
    """Why this key may not be assigned to a column, and which may; None where it may."""
    if is_key(key):
        return None
    known = [*OF_CLAIMS, *KEYS, "size.inhabitants", "wishes.W1"]
    hint = did_you_mean(key, known) or f"one of: {', '.join([*known, LEFT_OUT])}"
    return f"a column cannot be '{key}'; {hint}"


def is_of_municipalities(title: str) -> bool:
    """Whether a column with this title only concerns municipalities."""
    return _OF_MUNICIPALITIES.search(title) is not None
