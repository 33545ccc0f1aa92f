"""What baresip makes necessary and Python does not have: two questions to the system, by way of C."""

from __future__ import annotations

import ctypes
import ctypes.util
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PLAYBACK, _CAPTURE, _NONBLOCK = 0, 1, 1
_C = ctypes.CDLL(None)


def die_with_parent() -> None:
    """Called in the new process, before it becomes baresip: a parent that is killed takes it along, and at
    SIGTERM it hangs up. Linux only; elsewhere it is ended when the parent sees the end of its orders."""
    if sys.platform == "linux":
        _C.prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM))


def opens(device: str) -> bool:
    """Whether ALSA opens that microphone and that loudspeaker (`alsa,default`). Of other drivers: true.

    Baresip opens them when they answer; where it cannot, it drops the call at that moment.
    """
    driver, _, name = device.partition(",")
    if driver != "alsa":
        return True
    library = ctypes.util.find_library("asound")
    if library is None:
        return False
    alsa = ctypes.CDLL(library)
    return all(_opens(alsa, name, stream) for stream in (_CAPTURE, _PLAYBACK))


def _opens(alsa: ctypes.CDLL, name: str, stream: int) -> bool:
    handle = ctypes.c_void_p()
    if alsa.snd_pcm_open(ctypes.byref(handle), name.encode(), stream, _NONBLOCK) < 0:
        return False
    alsa.snd_pcm_close(handle)
    return True
