"""The few calls into Textual that are not promised to stay, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from rich.text import Text
from textual.app import App
from textual.content import Content
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions
from textual.widget import Widget


def screen_text(app: Any) -> str:
    """What is on screen, as text: goldens that read well in a diff. Textual has no public way to it."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def draw_line(widget: Widget, content: Content, width: int, style: Style) -> Strip:
    """One line of `content` as a strip of exactly `width` cells, for line-API widgets.

    Textual draws Content inside a widget through `_get_style`, which knows the theme's colours by name.
    """
    options = RenderOptions(widget._get_style, {"text_wrap": "nowrap", "text_overflow": "ellipsis"})
    strips = content.render_strips(width, 1, style, options)
    return (strips[0] if strips else Strip.blank(0)).adjust_cell_length(width, style.rich_style)


def set_title(app: App[Any], words: str) -> None:
    """What the terminal's title says; empty: what it said before.

    Textual sets no title of the terminal. The old one is kept by the terminal itself (xterm's CSI 22 and 23),
    which those that cannot do so ignore. `words` are ours, never anybody's name.
    """
    driver = app._driver
    if driver is not None:
        driver.write(f"\x1b[22;2t\x1b]2;{words}\x07" if words else "\x1b[23;2t")
        driver.flush()


def tell_terminal(app: App[Any], sequence: str) -> None:
    """Send the terminal something that draws nothing (`core/notice.py`), between two pictures.

    Textual has a way to the bell and to the clipboard, and to nothing else. The text within is cleaned.
    """
    driver = app._driver
    if driver is not None:
        driver.write(sequence)
        driver.flush()


def end_with(app: App[Any], words: str) -> None:
    """End the app after a fault with words on the last screen.

    What Textual prints itself holds local variables, so names and numbers.
    """
    app._exit_renderables.append(Text(words))
    app._close_messages_no_wait()


def beside(
    node: Any, work: Callable[[], Coroutine[Any, Any, None]], group: str, *, only: bool = False
) -> Any:
    """Start work beside the screen, with `only` in the place of what its group does. Returns the worker.

    Handed over as a function, for a coroutine that is cancelled before it began is told as never awaited;
    Textual takes that, but its annotations do not say so.
    """
    return node.run_worker(work, group=group, exclusive=only)


def go_on(app: App[Any]) -> None:
    """After SIGCONT. Textual starts the terminal anew whatever stopped the program. After a SIGSTOP it had
    never ended: two threads then read the keys, and none is heard any more. So there it is only drawn.
    """
    driver = app._driver
    if getattr(driver, "_must_signal_resume", False):
        driver._sigcont_application()  # type: ignore[union-attr]  # only the drivers of Unix get here
    else:
        app.refresh(layout=True)
