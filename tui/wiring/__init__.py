"""Composition root: what the commands and the app are made of. Imports only what is asked for.

Never imports the app, so that a command never pays for a screen. `rooms.py` opens each room,
`settings_in_use.py` has the settings and changes them, `services.py` is all of it together.
"""

from tui.wiring.rooms import (
    back_up,
    check_data,
    choose_phone,
    echo,
    hand_over,
    local_zone,
    look_at_files,
    make_schedule,
    measure,
    open_playbook,
    open_recordings,
    open_store,
    open_voice,
    phone_troubles,
    record,
    render,
    restore,
    search_status,
    voice_status,
)
from tui.wiring.services import Services, open_services, take_up_leftovers

__all__ = [
    "Services",
    "back_up",
    "check_data",
    "choose_phone",
    "echo",
    "hand_over",
    "local_zone",
    "look_at_files",
    "make_schedule",
    "measure",
    "open_playbook",
    "open_recordings",
    "open_services",
    "open_store",
    "open_voice",
    "phone_troubles",
    "record",
    "render",
    "restore",
    "search_status",
    "take_up_leftovers",
    "voice_status",
]
