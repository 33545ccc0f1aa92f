"""A store without a disk, for tests of everything above the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tui.core.ports import Batch, R, Saved, SaveFailed
from tui.store.shelf import Records


class MemoryStore(Records):
    """The Store of `core/ports` in memory. Set `fail_next` to make the next commit answer SaveFailed."""

    def __init__(self, *batches: Batch) -> None:
        super().__init__()
        self.commits: list[Batch] = []
        """What was committed, in order, the failed ones left out."""
        self.fail_next = ""
        """The sentence the next commit fails with, once; empty: it saves."""
        self.closed = False
        self.tell: list[str] = []
        """Sentences for the rep."""
        for batch in batches:
            self.apply(batch)

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        """Put a batch into memory, or refuse it once."""
        problem, self.fail_next = self.fail_next, ""
        if problem:
            return SaveFailed(problem)
        self.apply(batch)
        self.commits.append(batch)
        return Saved()

    def news(self) -> Sequence[str]:
        """What a test has put into `tell`, once."""
        told, self.tell = self.tell, []
        return told

    def close(self) -> None:
        """Nothing to let go of."""
        self.closed = True


class CountingStore(MemoryStore):
    """Counts what is read one by one: on disk each of these is decoded then."""

    def __init__(self, *batches: Batch) -> None:
        self.read: Counter[tuple[type, int]] = Counter()
        super().__init__(*batches)

    def get(self, kind: type[R], id: int) -> R | None:
        """The record of that id."""
        self.read[kind, id] += 1
        return super().get(kind, id)

    def ids_of(self, kind: type) -> set[int]:
        """Whose records of a kind were read since `read` was cleared."""
        return {id for of, id in self.read if of is kind}
