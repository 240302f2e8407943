"""Files that the library writes, each as a whole or not at all."""

from pathlib import Path

from hpplan.text import literal
from hpplan.writing.whole import replace_file, target_of


def write(path: Path, content: str | bytes) -> None:
    """Replace the file by this content. Whatever goes wrong, the old file stays; OSError
    says why.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"path: there is no folder '{literal(str(path.parent))}'")
    encoded = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    replace_file(target_of(path), encoded)
