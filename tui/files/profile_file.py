"""The profile as a file of our own, `profile.yaml` in the home folder, with every version kept.

Saving writes a new version into `profiles/` and the same into `profile.yaml`; undo and redo put another
version into its place. What somebody has changed by hand becomes a version before anything else does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from tui.core.lists.profile import BadMarker, Marker, Profile, check
from tui.files.atomic import write_atomic
from tui.files.document import Document
from tui.files.fault import FaultyFile
from tui.files.guarded import read_yaml
from tui.files.home import Home, no_file

_HEAD = "# Who fits: written by Offhook (6 Lists, m). You may change it; each version is kept in profiles/.\n"
_NAME = re.compile(r"(\d{4,})\.yaml")


@dataclass(frozen=True, slots=True)
class Kept:
    """A profile, and which version of it this is."""

    profile: Profile
    version: int = 0
    """0: there is none yet."""
    latest: int = 0
    """The highest version that is kept: above `version` after an undo."""
    fault: str = ""
    """Why `profile.yaml` is not used, a sentence with its line; the profile is the last good version."""


class ProfileFile:
    """Reads and writes the profile of a home folder. All methods raise OSError where the disk does."""

    def __init__(self, home: Home) -> None:
        self._path, self._versions = home.path / "profile.yaml", home.path / "profiles"

    def read(self) -> Kept:
        """The profile in force. A broken file is left as it is, and told."""
        versions = self._kept()
        latest = max(versions, default=0)
        if not self._path.is_file():
            return Kept(Profile(), 0, latest, no_file(self._path))
        try:
            found = _profile(_read(self._path))
            content = self._path.read_bytes()
        except FaultyFile as faulty:
            last, version = _last_good(versions)
            meanwhile = "the version before it is used" if version else "nobody is out of profile"
            return Kept(last, version, latest, f"{faulty.fault.sentence}. Until it is mended {meanwhile}.")
        return Kept(found, self._version_of(content, versions), latest)

    def save(self, profile: Profile) -> Kept:
        """A new version. Raises BadMarker for a profile that cannot be."""
        check(profile.markers)
        self._keep_by_hand()
        from tui.files.yaml_writer import write_yaml

        content = (_HEAD + write_yaml(_data(profile))).encode()
        version = max(self._kept(), default=0) + 1
        self._write(version, content)
        return Kept(profile, version, version)

    def turn_to(self, version: int) -> Kept:
        """Another version in force: undo and redo. Raises FileNotFoundError for one that is not there.

        One that somebody broke by hand is told as a fault, and nothing is changed.
        """
        self._keep_by_hand()
        versions = self._kept()
        if version not in versions:
            raise FileNotFoundError(f"There is no version {version} of the profile.")
        content = versions[version].read_bytes()
        try:
            profile = _profile(_read(versions[version]))
        except FaultyFile as faulty:
            return replace(self.read(), fault=f"Version {version} cannot be used: {faulty.fault.sentence}")
        write_atomic(self._path, content)
        return Kept(profile, version, max(versions))

    def _keep_by_hand(self) -> None:
        """What somebody has written into `profile.yaml` becomes a version, before it is replaced."""
        if self._path.is_file():
            content, versions = self._path.read_bytes(), self._kept()
            if not self._version_of(content, versions):
                self._write(max(versions, default=0) + 1, content)

    def _write(self, version: int, content: bytes) -> None:
        self._versions.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomic(self._versions / f"{version:04}.yaml", content)
        write_atomic(self._path, content)

    def _kept(self) -> Mapping[int, Path]:
        """Version → its file."""
        if not self._versions.is_dir():
            return {}
        named = ((_NAME.fullmatch(path.name), path) for path in self._versions.iterdir())
        return {int(match[1]): path for match, path in named if match}

    @staticmethod
    def _version_of(content: bytes, versions: Mapping[int, Path]) -> int:
        """The latest version that is just this; 0: none is."""
        return max((v for v, path in versions.items() if path.read_bytes() == content), default=0)


def _last_good(versions: Mapping[int, Path]) -> tuple[Profile, int]:
    """The latest version that can be read, and which it is; 0: none can."""
    for version in sorted(versions, reverse=True):
        try:
            return _profile(_read(versions[version])), version
        except FaultyFile:
            continue
    return Profile(), 0


def _data(profile: Profile) -> dict[str, Any]:
    return {"a": profile.a, "b": profile.b, "markers": [asdict(marker) for marker in profile.markers]}


def _profile(document: Document) -> Profile:
    """The profile of a file. Raises FaultyFile."""
    data = document.data or {}
    if not isinstance(data, dict):
        raise FaultyFile(document.fault((), "lines like 'markers:' are expected"))
    for key in data:
        if key not in {"a", "b", "markers"}:
            raise FaultyFile(
                document.fault((key,), f"unknown key '{key}'", "there are a, b, markers", key=True)
            )
    given = data.get("markers") or []
    if not isinstance(given, list):
        raise FaultyFile(document.fault(("markers",), "a list of markers is expected"))
    markers = tuple(_marker(document, index, item) for index, item in enumerate(given))
    limits = {name: _whole(document, (name,), data[name]) for name in ("a", "b") if name in data}
    try:
        return Profile(markers, **limits)
    except BadMarker as bad:
        raise FaultyFile(document.fault(("markers",), str(bad))) from None


def _read(path: Path) -> Document:
    return read_yaml(path, text_only=True)  # a list may be called 0123


def _whole(document: Document, place: tuple[str | int, ...], text: Any) -> int:
    try:
        return int(text)
    except (TypeError, ValueError):
        raise FaultyFile(document.fault(place, f"{place[-1]} is a whole number")) from None


def _marker(document: Document, index: int, item: Any) -> Marker:
    place = ("markers", index)
    known = {field.name for field in fields(Marker)}
    if not isinstance(item, dict) or not {"field", "rule"} <= item.keys():
        raise FaultyFile(document.fault(place, "a marker needs a field and a rule"))
    for key, value in item.items():
        if key not in known:
            there = ", ".join(sorted(known))
            raise FaultyFile(
                document.fault((*place, key), f"unknown key '{key}'", f"there are {there}", key=True)
            )
        if isinstance(value, list | dict) or value is None:
            raise FaultyFile(document.fault((*place, key), f"{key} is one text"))
    weight = {"weight": _whole(document, (*place, "weight"), item["weight"])} if "weight" in item else {}
    marker = Marker(**{**item, **weight})
    try:
        check([marker])
    except BadMarker as bad:
        raise FaultyFile(document.fault((*place, "rule"), str(bad))) from None
    return marker
