"""Where files lie for those who read a report elsewhere: relative to the root of a repository."""

import posixpath
from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Repository:
    """The root that paths in reports start from, and the folder that the user's paths start from.

    Both are absolute and written with slashes; `folder` is the data directory as the user named it.
    """

    root: str
    here: str
    folder: str

    def path(self, file: str) -> str:
        """The file from the root on; the whole path for a file that lies elsewhere."""
        shown = file.encode("utf-8", "replace").decode()  # a name may be no text at all
        whole = posixpath.normpath(posixpath.join(self.here, shown))
        return posixpath.relpath(whole, self.root) if self._holds(whole) else whole

    def uri(self, file: str) -> str:
        """The same as a URI: relative within the root, else with its scheme."""
        path = self.path(file)
        if not path.startswith("/"):
            return quote(path)
        return f"file://{quote(path)}"

    def _holds(self, whole: str) -> bool:
        return posixpath.commonpath([whole, self.root]) == self.root
