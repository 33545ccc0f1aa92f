"""The doors of the core: what it asks of the rooms around it, and the types that cross.

`lists`, `playbook`, `store`, `dialer` and `voice` do not know one another; what they share is here, a file
for each neighbour. Everybody imports from `tui.core.ports` itself, so that a type may move from file to file.
"""

from tui.core.ports.lists import (
    Conflict,
    Guess,
    ImportPlan,
    Person,
    Skipped,
)
from tui.core.ports.phone import (
    By,
    Cap,
    Dialer,
    DialEvent,
    DialRefused,
    DialState,
    DialTrouble,
    Outcome,
    PhoneCall,
    Trouble,
)
from tui.core.ports.playbook import (
    Answer,
    Card,
    CardHit,
    Line,
    Persona,
    Playbook,
    RolePlay,
)
from tui.core.ports.practice import (
    Schedule,
    Take,
    Voice,
)
from tui.core.ports.store import (
    Batch,
    R,
    Record,
    Saved,
    SaveFailed,
    Shelf,
    Store,
    StoreBusy,
    StoreProblem,
)

__all__ = [
    "Answer",
    "Batch",
    "By",
    "Cap",
    "Card",
    "CardHit",
    "Conflict",
    "DialEvent",
    "DialRefused",
    "DialState",
    "DialTrouble",
    "Dialer",
    "Guess",
    "ImportPlan",
    "Line",
    "Outcome",
    "Person",
    "Persona",
    "PhoneCall",
    "Playbook",
    "R",
    "Record",
    "RolePlay",
    "SaveFailed",
    "Saved",
    "Schedule",
    "Shelf",
    "Skipped",
    "Store",
    "StoreBusy",
    "StoreProblem",
    "Take",
    "Trouble",
    "Voice",
]
