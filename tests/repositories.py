"""Repositories of git as users have them, made in a folder of their own."""

import os
import subprocess
from pathlib import Path

IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2024-01-01T12:00:00Z",
    "GIT_COMMITTER_DATE": "2024-01-01T12:00:00Z",
}


def git(folder: Path, *words: str | Path) -> str:
    """What git answers in the folder."""
    done = subprocess.run(
        ["git", "-C", str(folder), *map(str, words)],
        env={**outside(), **IDENTITY},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def outside() -> dict[str, str]:
    """The environment, without what a hook that runs the tests says of its own repository."""
    return {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}


def repository(folder: Path) -> Path:
    """An empty one."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def commit(folder: Path, files: dict[str, str | bytes] | None = None, name: str = "more") -> str:
    """Commit these files with all that lies there; the name of the commit."""
    for path, text in (files or {}).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", name)
    return git(folder, "rev-parse", "HEAD")
