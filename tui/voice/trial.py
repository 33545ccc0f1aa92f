"""The sound of a phone tried out before a call: how loud the microphone is, and how the rep sounds.

Opens what it needs and nothing else. The device is PortAudio's name for it; empty: the usual one.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any, TypeVar

from tui.core.clock import Clock
from tui.voice.answer import RATE
from tui.voice.device import Gone, Loudspeaker, Microphone
from tui.voice.session import LOST, NOT_INSTALLED, sound_library, working
from tui.voice.sound import samples

NOT_HERE = "The microphone is not heard without the voice: pip install 'offhook[voice]' adds it."
NO_MICROPHONE = "The microphone cannot be opened. Plug it in, or let go of it in the program that has it."
NO_LOUDSPEAKER = "The loudspeaker cannot be opened. Plug it in, or let go of it in the program that has it."
#: Chunks of which one level is told: five times a second.
_MEASURED = 6

D = TypeVar("D", Loudspeaker, Microphone)


def measure(clock: Clock, device: str, told: Callable[[float], None], stop: Event) -> str:
    """Tell how loud it is, five times a second until `stop`: the loudest sample as a share of the loudest
    there can be. Returns why it cannot, as a sentence."""
    library, problem = _library()
    microphone = library and _opened(lambda: Microphone(library, clock, device), library)
    if microphone is None:
        return problem or NO_MICROPHONE
    loudest = 0
    try:
        chunks = microphone.chunks(microphone.number_at(clock.now().mono), stop)
        for number, chunk in enumerate(chunks, 1):
            loudest = max(loudest, *map(abs, samples(chunk)))
            if number % _MEASURED == 0:
                told(loudest / 32768)
                loudest = 0
    except Gone:
        return LOST
    return ""


def echo(clock: Clock, device: str, seconds: float, speak_now: Callable[[], None], stop: Event) -> str:
    """Record so many seconds from when `speak_now` is called, and play them. Returns why not."""
    library, problem = _library()
    microphone = library and _opened(lambda: Microphone(library, clock, device), library)
    if microphone is None:
        return problem or NO_MICROPHONE
    loudspeaker = _opened(lambda: Loudspeaker(library, clock, device), library)
    if loudspeaker is None:
        return NO_LOUDSPEAKER
    heard, enough = bytearray(), int(seconds * RATE) * 2
    try:
        speak_now()
        for chunk in microphone.chunks(microphone.number_at(clock.now().mono), stop):
            heard += chunk
            if len(heard) >= enough:
                break
        loudspeaker.play(bytes(heard), stop)
    except Gone:
        return LOST
    return ""


def _library() -> tuple[Any, str]:
    library, problem = sound_library()
    return library, NOT_HERE if problem == NOT_INSTALLED else problem


def _opened(device: Callable[[], D], library: Any) -> D | None:
    """A device from which sound comes, or into which it goes."""
    try:
        return working(device())
    except (library.PortAudioError, OSError, ValueError):
        return None
