"""Some of a queue, found a slice at a time."""

from tests.core.given import Book, number, person
from tui.core.people.contact import Contact
from tui.core.queue.chosen import AHEAD, FEW, Chosen
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Place


def crowd(many: int, role: str = "", every: int = 1) -> tuple[Book, Queue]:
    """So many people, every so manieth with a role."""
    book = Book()
    book.put(
        *(
            person(id, number(f"+4420{id:08}"), role=role if id % every == 0 else "")
            for id in range(1, many + 1)
        )
    )
    return book, Queue(book.judge(), book.store.all(Contact), book.now)


def bosses(book: Book, queue: Queue) -> Chosen:
    def fits(place: Place) -> bool:
        contact = book.store.get(Contact, place.contact)
        return contact is not None and contact.role == "boss"

    chosen = Chosen(queue, fits)
    chosen.begin()
    return chosen


def test_the_last_of_very_many_is_found() -> None:
    book, queue = crowd(3000, "boss", 2999)
    chosen = bosses(book, queue)
    slices = 0
    while chosen.looking:
        chosen.look(100)
        slices += 1
    assert [place.contact for place in chosen.people()] == [2999]
    assert slices == 30
    assert chosen.over


def test_it_stops_when_enough_are_known_and_goes_on_when_few_are_left() -> None:
    book, queue = crowd(300, "boss")
    chosen = bosses(book, queue)
    chosen.look(300)
    assert [place.contact for place in chosen.people()] == list(range(1, AHEAD + 1))
    before = chosen.looking
    for id in range(1, AHEAD - FEW + 2):
        book.begin(id)
        queue.update([id], book.now)
    assert (before, chosen.looking) == (False, True), "who was called rests"
    chosen.look(300)
    assert [place.contact for place in chosen.people()] == list(range(AHEAD - FEW + 2, AHEAD * 2 - FEW + 2))


def test_a_queue_that_moves_meanwhile_loses_nobody() -> None:
    book, queue = crowd(100, "boss", 50)
    chosen = bosses(book, queue)
    chosen.look(20)
    for id in range(1, 11):
        book.begin(id)
    queue.update(list(range(1, 11)), book.now)
    chosen.look(100)
    assert [place.contact for place in chosen.people()] == [50, 100]


def test_from_the_top_again_those_who_came_meanwhile_are_found() -> None:
    book, queue = crowd(5, "boss", 5)
    chosen = bosses(book, queue)
    chosen.look(100)
    assert chosen.over
    book.put(person(9, role="boss"))
    queue.update([9], book.now)
    chosen.begin()
    chosen.look(100)
    assert [place.contact for place in chosen.people()] == [5, 9]
