"""From one main screen to another: the queue lies at the bottom, and one of the others on it."""

from __future__ import annotations

from tui.core.people.contact import Contact
from tui.screens.base import Base


def screen_of(name: str, contact: Contact | None) -> Base:
    """A main screen by its scope, imported when it is gone to; `contact` is who is shown in the queue."""
    match name:
        case "today":
            from tui.screens.today.today import TodayScreen

            return TodayScreen(contact)
        case "library":
            from tui.screens.library.library import LibraryScreen

            return LibraryScreen(contact)
        case "practice":
            from tui.screens.practice.practice import PracticeScreen

            return PracticeScreen(contact)
        case "review":
            from tui.screens.review.review import ReviewScreen

            return ReviewScreen(contact)
        case "lists":
            from tui.screens.lists.lists import ListsScreen

            return ListsScreen(contact)
    raise ValueError(f"no main screen is called {name}")


class ToMain(Base):
    """The keys that lead to the main screens, from the queue and from one to another."""

    def _go(self, name: str) -> None:
        raise NotImplementedError

    def action_today(self) -> None:
        """The day at a glance."""
        self._go("today")

    def action_library(self) -> None:
        """All the words, filled in for the person shown."""
        self._go("library")

    def action_practice(self) -> None:
        """Rehearse."""
        self._go("practice")

    def action_review(self) -> None:
        """What came of it."""
        self._go("review")

    def action_lists(self) -> None:
        """Bring people in."""
        self._go("lists")


class Main(ToMain):
    """One of the main screens that lie on the queue."""

    def __init__(self, contact: Contact | None) -> None:
        """`contact`: who is shown in the queue, if anybody."""
        super().__init__()
        self._contact = contact

    def _go(self, name: str) -> None:
        self.app.switch_screen(screen_of(name, self._contact))

    def action_self_check(self) -> None:
        """What makes the phone heavy."""
        from tui.screens.today.roots import RootsScreen

        self.app.push_screen(RootsScreen())

    def action_queue(self) -> None:
        """Back to the queue."""
        self.app.pop_screen()

    def action_back(self) -> None:
        """Back to the queue."""
        self.app.pop_screen()
