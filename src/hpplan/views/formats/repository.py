"""The paths of files for readers of a report elsewhere: relative to the root of a repository."""

import posixpath
from collections.abc import Mapping
from dataclasses import field
from urllib.parse import quote

from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Repository:
    """The root that paths in reports start from, and the folder that the user's paths start from.

    Both are absolute and written with slashes; `folder` is the data directory as the user named it.
    `real` gives the locations of files that were reached by links: a repository knows them by those
    paths.
    """

    root: str
    here: str
    folder: str
    real: Mapping[str, str] = field(default_factory=dict)

    def path(self, file: str) -> str:
        """The path from the root; the absolute path for a file outside of it."""
        whole = posixpath.normpath(posixpath.join(self.here, _text(file)))
        for way in (_text(self.real.get(file, whole)), whole):
            if self._holds(way):
                return posixpath.relpath(way, self.root)
        return whole

    def uri(self, file: str) -> str:
        """The same as a URI: relative within the root, else with its scheme."""
        path = self.path(file)
        if not path.startswith("/"):
            return quote(path)
        return f"file://{quote(path)}"

    def _holds(self, whole: str) -> bool:
        return f"{whole}/".startswith(f"{self.root.rstrip('/')}/")


def _text(name: str) -> str:
    """The name of a file, which may not be valid text."""
    return name.encode("utf-8", "replace").decode()
