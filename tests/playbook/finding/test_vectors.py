"""Vectors of texts: what comes with Offhook, what is kept, and what a file that is not ours may do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tui.files.home import shipped_data
from tui.playbook.finding.entry import Entry
from tui.playbook.finding.meaning import Meaning

ENTRIES = (
    Entry("Price of zebras", ["zebras cost a lot", "too dear a zebra"]),
    Entry("Too expensive", ["no zebra now"]),
)


class Model:
    """Stands for the model, and counts what it was asked."""

    def __init__(self, real: Any) -> None:
        self.real, self.asked = real, list[Sequence[str]]()

    def encode(self, texts: str | Sequence[str]) -> Any:
        self.asked.append([texts] if isinstance(texts, str) else texts)
        return self.real.encode(texts)


@pytest.fixture
def model(extra: None, monkeypatch: pytest.MonkeyPatch) -> Model:
    from tui.playbook.finding import vectors

    counting = Model(vectors.model())
    monkeypatch.setattr(vectors, "model", lambda: counting)
    return counting


def test_nearly_all_shipped_lines_have_their_vector(extra: None) -> None:
    """Where this fails, `python -m docs.vectors` makes them anew."""
    from docs.vectors import shipped_lines
    from tui.playbook.finding.vectors import NAME, hashed, read

    made, lines = read(shipped_data() / NAME), {hashed(line) for line in shipped_lines()}
    assert len(lines - made.keys()) <= 200
    assert len(made.keys() - lines) <= 1_000


def test_the_first_search_makes_no_vector_but_its_own(model: Model) -> None:
    from tui.files.home import shipped_scripts
    from tui.playbook.library import open_playbook

    hits = open_playbook([shipped_scripts()]).more("wij hebben al iemand anders")
    assert "have_vendor" in [hit.id for hit in hits[:3]]
    assert sum(map(len, model.asked)) <= 201


def test_a_byte_for_each_number_is_enough(extra: None) -> None:
    from tui.playbook.finding.vectors import vector, vectors

    for said in ("zebras cost a lot", "Das ist mir zu teuer.", "k", "…"):
        (row,), exact = vectors([said], None), vector(said)
        assert row.shape == exact.shape == (128,)
        assert float(row @ exact) == pytest.approx(float(exact @ exact) ** 0.5, rel=2e-3)


def test_the_axes_know_what_is_said_and_not_keys_hit_at_random(extra: None) -> None:
    from tui.playbook.finding.vectors import vector

    said, hit = vector("Das ist mir zu teuer."), vector("qwertz uiop")
    assert float(hit @ hit) < float(said @ said) <= 1


def test_vectors_are_kept_and_only_new_texts_cost(model: Model, tmp_path: Path) -> None:
    from tui.playbook.finding.vectors import NAME

    first = Meaning(ENTRIES, (), tmp_path / "cache").near("far too much")
    assert [len(asked) for asked in model.asked] == [4, 1]  # one is a shipped title
    file = tmp_path / "cache" / NAME
    assert file.stat().st_mode & 0o777 == 0o600
    model.asked.clear()
    assert Meaning(ENTRIES, (), tmp_path / "cache").near("far too much") == first
    assert [len(asked) for asked in model.asked] == [1]
    more = (*ENTRIES, Entry("Later zebra", ["no zebra now", "zebras in spring"]))
    model.asked.clear()
    assert Meaning(more, (), tmp_path / "cache").near("far too much") is not None
    assert model.asked[0] == ["Later zebra", "zebras in spring"]


@pytest.mark.parametrize(
    "spoilt", ["empty", "foreign", "flipped", "locked", "cut", "older", "other", "array", "odd"]
)
def test_a_file_that_is_not_ours_is_made_anew(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    import numpy as np

    from tui.playbook.finding import vectors

    cache = tmp_path / "cache"
    if spoilt == "older":
        with monkeypatch.context() as patch:
            patch.setattr(vectors, "_version", lambda: b"0.1")
            Meaning(ENTRIES, (), cache).near("far too much")
    right = Meaning(ENTRIES, (), None).near("far too much")
    file = cache / vectors.NAME
    odd = np.zeros(3, [("a", "i4")])
    if spoilt in ("other", "array", "odd"):
        cache.mkdir()
        with file.open("wb") as spoiling:
            if spoilt == "array":
                np.save(spoiling, np.zeros(3))
            else:
                rows = odd if spoilt == "odd" else np.zeros((3, 512))
                np.savez(spoiling, hashes=odd if spoilt == "odd" else np.zeros((3, 8)), rows=rows)
    elif spoilt != "older":
        Meaning(ENTRIES, (), cache).near("far too much")
        content = file.read_bytes()
        flipped = content[:300] + bytes([content[300] ^ 1]) + content[301:]
        locked = bytearray(content)
        locked[content.rindex(b"PK\x01\x02") + 8] |= 1  # the zip says that it is encrypted
        file.write_bytes(
            {
                "empty": b"",
                "foreign": b"x" * 9_000,
                "flipped": flipped,
                "locked": bytes(locked),
                "cut": content[:-7],
            }[spoilt]
        )
    model.asked.clear()
    assert Meaning(ENTRIES, (), cache).near("far too much") == right
    assert len(model.asked[0]) == 4


def test_what_nobody_says_any_more_is_dropped_now_and_then(extra: None, tmp_path: Path) -> None:
    from tui.playbook.finding.vectors import NAME, read

    cache = tmp_path / "cache"
    Meaning(ENTRIES, (), cache).near("far too much")
    assert len(read(cache / NAME)) == 4
    Meaning(ENTRIES[1:], (), cache).near("far too much")
    assert len(read(cache / NAME)) == 1


def test_a_library_of_one_line_is_searched(extra: None) -> None:
    near = Meaning([Entry("Too expensive", [])], (), None).near("That is too expensive.")
    assert near
    assert near.entries[0] > 0.7


def test_without_what_is_shipped_the_words_do(
    extra: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.playbook.finding import vectors

    vectors._axes.cache_clear()
    monkeypatch.setattr(vectors, "shipped_data", lambda: tmp_path)
    assert Meaning(ENTRIES, (), None).near("far too much") is None


def test_no_folder_for_it_costs_only_time(model: Model, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert Meaning(ENTRIES, (), tmp_path / "cache").near("far too much") is not None
    assert Meaning(ENTRIES, (), tmp_path / "no" / "cache").near("far too much") is not None
    assert not (tmp_path / "no").exists()
