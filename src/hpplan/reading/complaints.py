"""The complaints of libyaml, in plain words."""

import re
from typing import Final

# The first part that is found counts.
COMPLAINTS: Final = (
    ("tab character", "expected spaces, found a tab", "indent with spaces"),
    (
        "cannot start any token",
        "expected a value, which cannot begin with this character",
        "put the text in quotes",
    ),
    (
        "could not find expected ':'",
        "expected a colon and a space after this key",
        "text of several lines needs quotes or `|`",
    ),
    (
        "mapping values are not allowed",
        "expected no colon here",
        "put text with a colon and a space in quotes, or check the indentation and the line above",
    ),
    ("mapping keys are not allowed", "expected no key here", "begin it on a line of its own"),
    ("sequence entries are not allowed", "expected no list here", "begin it on a line of its own"),
    ("end of stream", "expected a closing quote for the text that begins here", "add the quote"),
    ("unexpected document", "expected a closing quote before this line", "add the quote"),
    ("tag", "expected a tag that YAML knows", "put text that begins with ! in quotes"),
    (
        "escape",
        "expected an escape that YAML knows after the backslash",
        "use single quotes, or write the backslash twice",
    ),
    ("decimal number", "expected hexadecimal digits after the backslash", "use single quotes"),
    (
        "',' or ']'",
        "expected ',' or ']' in a list",
        "close the bracket; put text with commas, colons or brackets in quotes",
    ),
    (
        "',' or '}'",
        "expected ',' or '}' in a mapping",
        "close the brace; put text with commas, colons or braces in quotes",
    ),
    (
        "block collection",
        "expected '-' and an item of the list",
        "begin it in the column of the items above",
    ),
    (
        "block mapping",
        "expected a key of the mapping",
        "begin it in the column of the keys above; a quoted text ends with its closing quote",
    ),
    ("content at the end", "expected a closing bracket or brace", "close what is still open"),
    ("node content", "expected a value", "put text that begins with punctuation in quotes"),
    (
        "alphabetic or numeric",
        "expected the name of an anchor",
        "put text that begins with & or * in quotes",
    ),
    ("block scalar", "expected a line break after `|` or `>`", "begin the text on the next line"),
    ("directive", "expected a directive that YAML knows", "remove the line that begins with %"),
    ("incompatible", "expected YAML 1.2", "remove the line that begins with %"),
    ("document start", "expected the end of the file", "see whether a bracket closes too early"),
)
BEGUN: Final = {
    "flow sequence": "the list",
    "block collection": "the list",
    "flow mapping": "the mapping",
    "block mapping": "the mapping",
    "quoted scalar": "the text",
}
# Typing errors that libyaml notices only later, or describes as something else.
SLIPS: Final = (
    (re.compile(r" *\t"), "indent with spaces, not with tabs"),
    (re.compile(r"\s*(?:- +)*[^\W\d][\w.-]*:[^\s/:]"), "put a space after the colon"),
)
# Characters that look like YAML's own, with the ones that were meant.
LOOK_ALIKES: Final = (
    (
        re.compile(
            "(?:[^#'\"]*?[-:,\\[{])? *([\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff])"
        ),
        "a plain space",
    ),
    (re.compile("\\s*([\u2010-\u2015\u2212]) "), "a plain hyphen before an item"),
)
