"""Whatever an engine says, in whatever order, a call is in order: no state goes back, and it ends once."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from tests.dialer.conformance import Heard, to_the_end
from tests.dialer.engines import Engine
from tui.core.clock import FakeClock
from tui.core.ports import By, Cap, DialState, Outcome
from tui.dialer.line import Limits, Line

states = st.sampled_from(list(DialState))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("reached"), states),
        st.tuples(st.just("end"), st.sampled_from(list(Outcome)), st.sampled_from(list(By))),
        st.tuples(st.just("hang up")),
        st.tuples(st.just("heard")),
        st.tuples(st.just("wait"), st.sampled_from([0.1, 1.0, 6.0, 45.0, 3600.0])),
    ),
    max_size=12,
)
capabilities = st.sampled_from([Cap.NONE, Cap.HANG_UP, Cap.ANSWER | Cap.END | Cap.HANG_UP, ~Cap.NONE])


@given(steps, capabilities)
def test_a_call_is_in_order_whatever_happens(what: list[tuple[object, ...]], able: Cap) -> None:
    async def call() -> tuple[Heard, Heard, Engine]:
        clock, engine = FakeClock(), Engine()
        line = Line("+15555550100", able, engine, clock, Limits())
        early = asyncio.create_task(to_the_end(line))
        for name, *more in what:
            match name, more:
                case "reached", [DialState() as state]:
                    line.reached(state)
                case "end", [Outcome() as outcome, By() as by]:
                    line.end(outcome, by)
                case "hang up", _:
                    await line.hang_up()
                case "heard", _:
                    line.heard()
                case "wait", [float() as seconds]:
                    clock.advance(seconds)
                    line.look()
            await asyncio.sleep(0)
        await line.hang_up()
        clock.advance(10)
        line.look()
        return await early, await to_the_end(line), engine

    early, late, engine = asyncio.run(call())
    assert early == late
    assert engine.asked.count("hang up") <= 1
    answered = DialState.ANSWERED in early.states
    if answered:
        assert early.end.outcome in {Outcome.ANSWERED, Outcome.FAILED}
    if Cap.ANSWER not in able and early.end.by is By.REP and not any(w[0] == "end" for w in what):
        assert early.end.outcome == (Outcome.ANSWERED if answered else Outcome.UNKNOWN)
    if early.end.by is By.LIMIT and not any(w[0] == "end" for w in what):
        late_answer = {Outcome.ANSWERED} if answered else set()  # while we were hanging up
        assert early.end.outcome in {Outcome.NO_ANSWER, Outcome.UNREACHABLE} | late_answer
