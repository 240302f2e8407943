"""Futures lived through by the workers of a cluster; the only file that knows dask.distributed.

What a worker knows of the futures is a task of its own: if the worker that did it dies, another
one does it again, and likewise the pieces that were with it.
"""

import logging
import pickle
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from threading import local
from typing import Any, Final

from hpplan.analysis.risk.executors import Futures, Piece
from hpplan.analysis.risk.replanning import Ending, Replanner
from hpplan.values import dataclass

PATIENCE: Final = "20s"
"""So long a cluster may take to answer, and to have a worker."""
RETRIES: Final = 3
"""So often a piece is tried again that failed with its worker."""


class NoCluster(Exception):
    """Nobody answers at the address, or no more, or there is no worker; the message says which."""


class OtherVersion(Exception):
    """Workers have another version of hpplan; the message names both."""


@dataclass(frozen=True, slots=True)
class Known:
    """Futures with a name that they alone have."""

    name: str
    futures: Futures


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers behind a scheduler's address, which must have this version of hpplan."""

    address: str
    version: str = version("hpplan")

    def each(self, futures: Futures, pieces: Sequence[Piece]) -> Iterator[list[Ending]]:
        client = self._client()
        try:
            said = pickle.dumps(futures)
            known = client.submit(_known, said, sha256(said).hexdigest(), retries=RETRIES)
            waiting = [
                client.submit(_piece, known, *piece, pure=False, retries=RETRIES)
                for piece in pieces
            ]
            for each in waiting:
                yield self._answer(each)
        finally:
            # Whatever still runs is of no use; and who is gone already cannot be left properly.
            with suppress(Exception):
                client.close(timeout=5)

    def _client(self) -> Any:
        from distributed import Client

        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        client: Any = None
        try:
            connect: Any = Client  # it has no types
            client = connect(self.address, timeout=PATIENCE, set_as_default=False)
            client.wait_for_workers(1, timeout=PATIENCE)
            versions = client.run(_version)
        except Exception as fault:
            with suppress(Exception):
                client.close(timeout=5)
            if isinstance(fault, ModuleNotFoundError):
                raise OtherVersion(f"workers have no hpplan, and this is {self.version}") from fault
            why = "no worker" if client is not None and isinstance(fault, TimeoutError) else ""
            raise NoCluster(why or "nobody answers") from fault
        if others := sorted(set(versions.values()) - {self.version}):
            client.close(timeout=5)
            theirs = " and ".join(others)
            raise OtherVersion(f"workers have hpplan {theirs}, and this is {self.version}")
        return client

    def _answer(self, piece: Any) -> list[Ending]:
        from distributed import CancelledError, KilledWorker

        try:
            found: list[Ending] = piece.result()
        except (CancelledError, KilledWorker, OSError) as fault:
            raise NoCluster("it no longer answers") from fault
        return found


_HERE: Final = local()
"""What a thread of a worker remembers of the futures that it lives through."""


def _version() -> str:
    return version("hpplan")


def _known(said: bytes, name: str) -> Known:
    futures: Futures = pickle.loads(said)  # noqa: S301  # who may give a cluster work can do anything there
    return Known(name, futures)


def _piece(known: Known, numbers: range, without: str | None) -> list[Ending]:
    name, replanner = getattr(_HERE, "known", ("", None))
    if name != known.name or not isinstance(replanner, Replanner):
        replanner = known.futures.replanner
        _HERE.known = known.name, replanner
    return known.futures.lived(replanner, numbers, without)
