"""The process that has the sound devices. Run as a module; ends when its standard input does.

A process of its own, because PortAudio, ALSA and JACK write to the terminal from C whenever they like (the
screen is drawn on standard error: to silence that is to lose frames), may hang or crash, and must not make a
key wait for the detector of speech.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TextIO

from tui.core.clock import Clock, SystemClock
from tui.voice import trial
from tui.voice.answer import NOTHING, Figures
from tui.voice.session import Session
from tui.voice.wire import Command, Told, command, line


class Child:
    """Does what is wanted, one after the other; `stop` at once."""

    def __init__(self, clock: Clock, out: TextIO) -> None:
        self._clock, self._session, self._out = clock, Session(clock), out
        self._jobs: SimpleQueue[Command] = SimpleQueue()
        self._stops: dict[int, Event] = {}
        self._lock = Lock()

    def take(self, job: Command) -> None:
        """A command came in."""
        if job.do == "stop":
            with self._lock:
                if job.id in self._stops:
                    self._stops[job.id].set()
            return
        with self._lock:
            self._stops[job.id] = Event()
        self._jobs.put(job)

    def work(self) -> None:
        """Do what comes, for ever. A fault of a library ends the process, which the app can tell the rep."""
        try:
            while True:
                job = self._jobs.get()
                stop = self._stops[job.id]
                if stop.is_set():
                    self._tell(job.id, "nothing")
                else:
                    self._do(job, stop)
                with self._lock:
                    del self._stops[job.id]
        finally:
            os._exit(1)

    def _do(self, job: Command, stop: Event) -> None:
        match job.do:
            case "open":
                self._session.open()
                self._tell(job.id, "done")
            case "speak":
                spoke = self._session.speak(job.text, job.voice, job.rate, stop)
                self._tell(job.id, "done" if spoke else "nothing")
            case "record":
                recorded = self._session.record(Path(job.text), job.most, stop)
                self._tell(job.id, "done" if recorded else "nothing")
            case "measure":
                problem = trial.measure(self._clock, job.text, lambda level: self._level(job.id, level), stop)
                self._tell(job.id, "nothing" if problem else "done", text=problem)
            case "echo":
                now = partial(self._tell, job.id, "first word")
                problem = trial.echo(self._clock, job.text, job.most, now, stop)
                self._tell(job.id, "nothing" if problem else "done", text=problem)
            case "listen":
                heard = self._session.listen(job.most, lambda: self._tell(job.id, "first word"), stop)
                if heard is None:
                    self._tell(job.id, "nothing")
                    return
                figures, text = heard
                self._tell(job.id, "done", figures, text)

    def _tell(self, id: int, what: str, figures: Figures = NOTHING, text: str = "") -> None:
        self._out.write(line(Told(id, what, figures, text, self._session.powers)))
        self._out.flush()

    def _level(self, id: int, level: float) -> None:
        self._out.write(line(Told(id, "level", level=level)))
        self._out.flush()


def main() -> None:
    """Until standard input ends: the app is gone, whatever way it went."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # libraries may write here too
    os.dup2(nowhere, 2)
    child = Child(SystemClock(), out)
    Thread(target=child.work, daemon=True).start()
    for text in sys.stdin:
        if wanted := command(text):
            child.take(wanted)
    os._exit(0)  # closing a device that has gone may take for ever


if __name__ == "__main__":
    main()
