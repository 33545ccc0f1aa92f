"""Whether a folder is on a network drive, where locks and fsync may not mean what they say."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

#: Kinds of file system behind which another computer stands (Linux, macOS names).
_REMOTE = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smbfs", "smb3", "smb2", "afpfs", "webdav", "davfs", "ncpfs", "afs", "ceph"),
        *("glusterfs", "lustre", "sshfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfsd-fuse"),
    )
)
#: Spaces and their like in a name: `\\040`.
_OCTAL = re.compile(rb"\\([0-3][0-7]{2})")


def network_drive(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The kind of network drive a folder is on (`nfs4`, `cifs`); empty for a local one, or when in doubt."""
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE of GetDriveTypeW
        kind = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return "network share" if str(folder).startswith("\\\\") or kind == remote else ""
    return _unix(folder, mounts)


def _unix(folder: Path, mounts: Path) -> str:
    try:
        lines = mounts.read_bytes().splitlines()
        where = folder.resolve()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        parts = line.split(b" ")
        if len(parts) < 3:
            continue
        point = Path(os.fsdecode(_OCTAL.sub(lambda code: bytes([int(code[1], 8)]), parts[1])))
        if where.is_relative_to(point) and len(point.parts) >= best:  # of two on one point the last is on top
            best, kind = len(point.parts), parts[2].decode("ascii", "replace")
    return kind if kind in _REMOTE else ""
