"""Whatever is done, undone, redone, cancelled and reopened in any order: the book holds what a list of states says."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.store.cancelling import Cancellation
from kyosai_desktop.store.history import Step
from kyosai_desktop.store.opening import create_book, open_book

NAMES = st.sampled_from(["石狩", "後志", "空知", "渡島", "檜山"])
VALUES = st.sampled_from(["1", "2", "3", None])

State = dict[str, str]


class HistoryMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="履歴"))
        self.path = self.folder / "台帳.kyosai"
        self.book = create_book(self.path)
        self.states: list[State] = [{}]
        self.now = 0
        self.ids: list[int] = []

    def record(self, state: State, step_id: int) -> None:
        del self.states[self.now + 1 :]
        del self.ids[self.now :]
        self.states.append(state)
        self.ids.append(step_id)
        self.now += 1

    @rule(edits=st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=8))
    def change(self, edits: list[tuple[str, str | None]]) -> None:
        state = dict(self.states[self.now])
        with self.book.change("入力") as tx:
            for name, value in edits:
                tx.execute("DELETE FROM book_setting WHERE name = ?", (name,))
                state.pop(name, None)
                if value is not None:
                    tx.execute("INSERT INTO book_setting VALUES (?, ?)", (name, value))
                    state[name] = value
        if state != self.states[self.now]:
            self.record(state, tx.step_id)

    @rule(edits=st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=8))
    def fail(self, edits: list[tuple[str, str | None]]) -> None:
        try:
            with self.book.change("止まる") as tx:
                for name, value in edits:
                    tx.execute(
                        "INSERT OR REPLACE INTO book_setting VALUES (?, coalesce(?, '0'))", (name, value)
                    )
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass

    @rule()
    def undo(self) -> None:
        outcome = self.book.undo()
        assert isinstance(outcome, Step if self.now else Problem)
        self.now = max(0, self.now - 1)

    @rule()
    def redo(self) -> None:
        outcome = self.book.redo()
        can = self.now < len(self.states) - 1
        assert isinstance(outcome, Step if can else Problem)
        self.now += can

    @precondition(lambda self: self.now > 0)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, self.now - 1))
        before, wrote, current = self.states[number], self.states[number + 1], dict(self.states[self.now])
        outcome = self.book.cancel(self.ids[number])
        assert isinstance(outcome, Cancellation)
        for name in before.keys() | wrote.keys():
            was, written = before.get(name), wrote.get(name)
            if was != written and current.get(name) == written:
                current.pop(name, None)
                if was is not None:
                    current[name] = was
        if current != self.states[self.now]:
            self.record(current, self.book.history(1)[0].id)
        else:
            assert outcome.restored == 0

    @rule()
    def reopen(self) -> None:
        self.book.close()
        self.book = open_book(self.path)

    @invariant()
    def holds_the_state(self) -> None:
        assert dict(self.book.query("SELECT name, value FROM book_setting")) == self.states[self.now]
        assert (self.book.undo_label() is None) == (self.now == 0)
        assert (self.book.redo_label() is None) == (self.now == len(self.states) - 1)

    def teardown(self) -> None:
        while self.now:
            self.undo()
        assert self.book.query("SELECT * FROM book_setting") == []
        assert self.book.verify() == []
        self.book.close()
        shutil.rmtree(self.folder)


TestHistoryMachine = HistoryMachine.TestCase
TestHistoryMachine.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
