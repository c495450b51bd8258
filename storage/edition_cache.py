"""The editions that were read last: the words of a model are long, and never change."""

from collections import OrderedDict
from threading import Lock
from typing import Final

from maturity_model.catalog import Edition

MOST_KEPT_READ: Final = 32
"""How many editions a process keeps read; an official one takes about a quarter of a megabyte."""


class EditionCache:
    """The editions that were read last, by their fingerprints; writers and readers are in different threads."""

    def __init__(self) -> None:
        self._editions: OrderedDict[str, Edition] = OrderedDict()
        self._lock = Lock()

    def find(self, fingerprint: str) -> Edition | None:
        """The edition of that fingerprint; None where it was not read lately."""
        with self._lock:
            if fingerprint in self._editions:
                self._editions.move_to_end(fingerprint)
            return self._editions.get(fingerprint)

    def keep(self, fingerprint: str, edition: Edition) -> None:
        """Keep an edition that was read, and forget the one that nobody asked for the longest."""
        with self._lock:
            self._editions[fingerprint] = edition
            if len(self._editions) > MOST_KEPT_READ:
                self._editions.popitem(last=False)
