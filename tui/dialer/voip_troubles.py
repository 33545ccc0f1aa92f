"""What is wrong with a SIP phone, in sentences: what happened, what is safe, what to do."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec

from tui.core.call.phones import Sip
from tui.core.ports import DialTrouble, Trouble
from tui.core.text import plain
from tui.dialer.voip_wire import Broken

_SERVER = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:[0-9]{1,5})?\Z")
_USER = re.compile(r"[A-Za-z0-9+._~*-]{1,64}\Z")
_LOGIN = re.compile(r"[A-Za-z0-9+._~*@-]{1,128}\Z")
_TRANSPORT = re.compile(r"(udp|tcp|tls)\Z")
#: What names a sound device: for `baresip` it stands in its configuration file.
_AUDIO = {
    "voip": (re.compile(r"[^\x00-\x1f]{0,100}\Z"), "the name of a sound device, or none"),
    "baresip": (
        re.compile(r"([A-Za-z0-9_]{1,15}(,[A-Za-z0-9_:.,=-]{1,100})?)?\Z"),
        "a driver and a device like alsa,default, or none",
    ),
}
GOES_ON = "The call goes on."
DIED = Trouble(
    "The phone on this computer stopped. They may still be on the line.",
    "The call is kept as far as it went.",
    "Dial again: the phone is started anew.",
)
REFUSED = Trouble(
    "The telephone server did not take your password.",
    "Nobody was rung.",
    "Look at user, login and the password in config.yaml, then run offhook doctor.",
)
DEVICES = Trouble(
    "The phone on this computer ended the call, perhaps for want of a microphone or a loudspeaker.",
    "The call is kept as far as it went.",
    "Plug the headset in, run offhook doctor, then dial again.",
)


def look_at(kind: str, phone: Sip) -> None:
    """Refuse settings that cannot be, before anything is started. Raises DialTrouble and ImportError."""
    wrong = [
        ("server", phone.server, _SERVER, "a name like sip.example.com"),
        ("user", phone.user, _USER, "the name of your account there"),
        ("login", phone.login or "-", _LOGIN, "the name you sign in with, or left out"),
        ("transport", phone.transport, _TRANSPORT, "udp, tcp or tls"),
        ("audio", phone.audio, *_AUDIO[kind]),
    ]
    for key, given, form, meant in wrong:
        if not form.match(given):
            raise DialTrouble(
                f"The SIP phone cannot be used: {kind}.{key} must be {meant}.",
                todo="Put it right in config.yaml.",
            )
    if sys.platform == "win32":
        raise DialTrouble("There is no SIP phone of ours for Windows.", todo="Choose another in config.yaml.")
    if kind == "voip" and find_spec("baresip") is None:
        raise ImportError("baresip")


def look_at_password(password: str) -> None:
    """Refuse what neither engine can quote. Raises DialTrouble."""
    if {'"', "\\"} & set(password):
        raise DialTrouble(
            'The password of the SIP phone has a " or a \\ in it, which it cannot send.',
            todo="Have another one made at your telephone server.",
        )


def not_started(kind: str, broken: str) -> DialTrouble:
    """Why it did not start, a `Broken`."""
    match broken:
        case Broken.MISSING:
            todo = "Install it (Debian, Ubuntu: apt install baresip-core), or choose another phone."
            return DialTrouble("Baresip is not installed on this computer.", todo=todo)
        case Broken.PORTAUDIO:
            todo = "Install it (Debian, Ubuntu: apt install libportaudio2), or choose another phone."
            return DialTrouble("PortAudio, which opens the microphone, is not installed.", todo=todo)
        case Broken.SOUND:
            return DialTrouble(
                "Your microphone or your loudspeaker cannot be opened.",
                todo=f"Plug the headset in, or name another device: {kind}.audio in config.yaml.",
            )
        case _:
            todo = "Try once more. If it happens again, choose another phone in config.yaml."
            return DialTrouble("The phone on this computer did not start.", todo=todo)


def not_signed_in(phone: Sip, words: str) -> DialTrouble:
    """Why the server does not have it, by its words; empty: it was silent."""
    if words[:3] in {"401", "403", "407"}:
        return DialTrouble(
            f"{phone.server} did not take your password.",
            todo="Look at user, login and the password in config.yaml.",
        )
    if words[:3] == "404":
        return DialTrouble(f"{phone.server} does not know {phone.user}.", todo="Look at user in config.yaml.")
    said = f" ({plain(words)})" if words else ""
    todo = "Look at your network, and at server and transport in config.yaml."
    if phone.transport == "tls" and words:
        todo += " Or this computer does not trust the server's certificate."
    return DialTrouble(f"{phone.server} cannot be reached{said}.", todo=todo)
