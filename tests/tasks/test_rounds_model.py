"""Random rounds against the reference in rounds_model: what is allowed happens as there, what is not changes nothing.

DUBAN_ROUNDS_EXAMPLES and DUBAN_ROUNDS_STEPS let it run longer, and with other examples each time.
"""

import os
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from schemas.office import OfficeFolder
from schemas.outgoing import Outgoing
from schemas.words import Decision
from tasks.batches import settle_batch, waiting_batches
from tasks.cycles import SurveyError
from tasks.inbox import receive
from tasks.letter_withdrawal import withdraw_letter
from tasks.letters import LetterError, issue_letters
from tasks.progress import record_answered
from tasks.rereferrals import NotAwaiting, NotDecided, decide
from tasks.rules.decisions import Order
from tasks.rules.figures.balance import TERMS
from tasks.survey_balance import survey_balance
from tasks.surveys import close_cycle, open_cycle
from tasks.verifying import verify
from tests.digest import digest
from tests.offices import SETTINGS, run_night, write
from tests.tasks.rounds_model import Illegal, Model
from warehouse import tables as t
from warehouse.engine import reading

START = date(2020, 2, 3)
DEPARTMENTS = ("区教育局", "区交通局", "区民政局")
DEPUTIES = ("王一", "李二", "张三", "赵四")
NUMBERS, UNKNOWN = ("1", "2", "3", "4", "5"), "9"
REGISTER = "建议编号,建议标题,领衔代表,附议代表,主办单位,会办单位,交办日期,备注\n"
REPLIES = "建议编号,承办单位,答复文号,答复日期,办理结果,签发人,联系人,联系电话,是否面商,公开属性,答复性质,承诺事项,完成时限,备注\n"
CHANGES = "建议编号,承办单位,变更事项,变更日期,改派单位,延期至,变更原因,批准人,备注\n"
# where the intake keeps its own books: a refused row is a problem there
BOOKS = {"batch", "problem", "set_aside_row", "batch_check", "batch_profile"}
LONGER = os.environ.get("DUBAN_ROUNDS_EXAMPLES")

departments = st.sampled_from(DEPARTMENTS)


def _prepare(folder: OfficeFolder) -> None:
    write(folder, "单位.csv", "单位全称,简称\n" + "".join(f"{name},\n" for name in DEPARTMENTS))
    people = "".join(f"{name},东团,1380000000{place}\n" for place, name in enumerate(DEPUTIES))
    write(folder, "代表.csv", "姓名,代表团,联系电话\n" + people)
    run_night(folder, START)


class Rounds(RuleBasedStateMachine):
    """An office and its reference, driven by the same events."""

    give: Callable[[], OfficeFolder]

    @initialize(
        leads=st.lists(st.lists(departments, min_size=1, max_size=2, unique=True), min_size=2, max_size=3)
    )
    def begin(self, leads):
        self.folder = type(self).give()
        self.model, self.day, self.serial = Model(str(SETTINGS["profile"])), START, 0
        self.rows: list[tuple[str, str, dict, str]] = []
        for number, of_item in zip(NUMBERS, leads, strict=False):
            self._register(number, of_item, [], DEPUTIES[:2])

    def drop(self, head: str, row: str) -> None:
        """Let a file with one row come in, and everything follow from it that follows at night."""
        self.serial += 1
        write(self.folder, f"{self.serial}.csv", f"{head}{row},{self.serial}\n")
        receive(self.folder, self.day)
        for batch_id in waiting_batches(self.folder):
            settle_batch(self.folder, batch_id, self.day)
        record_answered(self.folder, self.day)

    def pair(self, data) -> tuple[str, str]:
        """Draw a number and a department, mostly one that handles it now."""
        number = data.draw(st.sampled_from([*self.model.items, UNKNOWN]))
        item = self.model.items.get(number)
        handling = [name for of_round, name in item.handlers if of_round == item.round] if item else []
        return number, data.draw(st.sampled_from([*handling * 4, *DEPARTMENTS]))

    def both(
        self, in_model: Callable[[], object], in_office: Callable[[], object], *refusals: type[Exception]
    ) -> None:
        """Let an event happen in both; where the reference refuses it, the office has to, and must stay as it was."""
        try:
            in_model()
        except Illegal:
            before = self._kept(with_books=bool(refusals))
            if refusals:
                with pytest.raises(refusals):
                    in_office()
            else:
                in_office()
            assert self._kept(with_books=bool(refusals)) == before
        else:
            in_office()

    def _kept(self, *, with_books: bool) -> dict:
        return {
            name: rows
            for name, rows in digest(self.folder.database).items()
            if with_books or name not in BOOKS
        }

    @rule(days=st.sampled_from((1, 2, 9, 33, 70)))
    def days_go_by(self, days):
        self.day += timedelta(days=days)

    @rule(
        number=st.sampled_from(NUMBERS),
        leads=st.lists(departments, min_size=1, max_size=2, unique=True),
        helper=st.none() | departments,
        signers=st.lists(st.sampled_from(DEPUTIES), min_size=1, max_size=2, unique=True),
    )
    def register(self, number, leads, helper, signers):
        if number in self.model.items:
            return
        self._register(number, leads, [helper] if helper and helper not in leads else [], signers)

    def _register(self, number, leads, helpers, signers):
        row = f"{number},关于道路的建议{number},{signers[0]},{'、'.join(signers[1:])},{'、'.join(leads)},{'、'.join(helpers)},{self.day}"
        self.both(
            lambda: self.model.register(number, leads, helpers, tuple(signers), self.day),
            lambda: self.drop(REGISTER, row),
        )

    @precondition(lambda self: self.model.items)
    @rule(
        data=st.data(),
        kind=st.sampled_from(
            ("complete", "complete", "complete", "incomplete", "interim", "undated", "before", "empty")
        ),
        promised=st.none() | st.integers(1, 60),
    )
    def reply(self, data, kind, promised):
        number, department = self.pair(data)
        doc_no = None if kind == "empty" else f"文〔2020〕{self.serial + 1}号"
        on = {"undated": None, "before": date(2020, 2, 1)}.get(kind, self.day)
        promised_on = self.day + timedelta(days=promised) if promised and kind != "empty" else None
        signatory = "" if kind == "incomplete" else "李四"
        content = ",,,,,," if kind == "empty" else f"B,{signatory},王五,0500-5550001,是,主动公开,"
        nature = "阶段性答复" if kind == "interim" else ""
        promise = f"修好,{promised_on}" if promised_on else ","
        row = f"{number},{department},{doc_no or ''},{on or ''},{content}{nature},{promise}"
        said = {
            # two empty replies of one day say the same
            "key": doc_no or str(on),
            "doc_no": doc_no,
            "day": on,
            "is_interim": kind == "interim",
            "is_empty": kind == "empty",
            "promised_on": promised_on,
        }
        self.both(lambda: self.model.reply(number, department, said), lambda: self.drop(REPLIES, row))
        self.rows.append((number, department, said, row))

    @precondition(lambda self: self.rows)
    @rule(data=st.data())
    def reply_again(self, data):
        number, department, said, row = data.draw(st.sampled_from(self.rows))
        self.both(lambda: self.model.reply(number, department, said), lambda: self.drop(REPLIES, row))

    @precondition(lambda self: self.model.items)
    @rule()
    def open_survey(self):
        self.both(
            self.model.open_survey,
            lambda: open_cycle(self.folder, self.day, (self.day, self.day + timedelta(days=20)), "主任"),
            SurveyError,
        )

    @precondition(lambda self: self.model.surveys)
    @rule(
        data=st.data(),
        word=st.sampled_from(("满意", "基本满意", "不满意", "不满意", "未接通")),
        is_whole=st.booleans(),
    )
    def results(self, data, word, is_whole):
        place = data.draw(st.integers(0, len(self.model.surveys) - 1))
        asked = self._asked(place)
        rows = asked if is_whole else [data.draw(st.sampled_from(asked))]
        # every row as wide as the header: `drop` fills the last one up
        lines = ",\n".join(f"{key},{position},{word},没有落实" for key, position, _, _ in rows)

        def in_model():
            for _, _, deputy, number in rows:
                self.model.answer(place, number, deputy, word)

        self.both(in_model, lambda: self.drop("回访编码,题号,回访结果,不满意原因,备注\n", lines))

    def _asked(self, place: int) -> list:
        query = (
            select(t.call.c.case_key, t.call_item.c.position, t.deputy.c.name, t.suggestion.c.number)
            .join(t.call_item, t.call_item.c.call_id == t.call.c.call_id)
            .join(t.deputy, t.deputy.c.deputy_id == t.call.c.deputy_id)
            .join(t.suggestion, t.suggestion.c.suggestion_id == t.call_item.c.suggestion_id)
            .where(t.call.c.cycle_id == place + 1)
            .order_by(t.suggestion.c.number, t.deputy.c.name)
        )
        with reading(self.folder.database) as connection:
            return [tuple(row) for row in connection.execute(query)]

    @precondition(lambda self: self.model.surveys)
    @rule(data=st.data())
    def close_survey(self, data):
        place = data.draw(st.integers(0, len(self.model.surveys) - 1))
        self.both(
            lambda: self.model.close_survey(place),
            lambda: close_cycle(self.folder, self.day, place + 1),
            SurveyError,
        )

    @precondition(lambda self: self.model.items)
    @rule(
        data=st.data(),
        decision=st.sampled_from(("re_refer", "re_refer", "close", "escalate")),
        findings=st.sampled_from((None, "已核实", "已核实")),
        department=st.none() | departments,
        term=st.none() | st.integers(0, 40),
    )
    def decide(self, data, decision, findings, department, term):
        waiting = [number for number in self.model.items if self.model.waits(number, self.day)]
        number = data.draw(st.sampled_from([*waiting * 4, *self.model.items, UNKNOWN]))
        due_on = None if term is None else self.day + timedelta(days=term)
        said = {"findings": findings, "department": department, "due_on": due_on}
        order = Order(Decision(decision), **said)
        self.both(
            lambda: self.model.decide(number, decision, self.day, **said),
            lambda: decide(self.folder, {number: order}, "财经委", self.day),
            NotAwaiting,
            NotDecided,
        )

    def change(self, in_model, number, department, word, *said) -> None:
        row = ",".join((number, department, word, str(self.day), *said))
        self.both(in_model, lambda: self.drop(CHANGES, row))

    @precondition(lambda self: self.model.items)
    @rule(data=st.data())
    def withdraw(self, data):
        self._withdraw(*self.pair(data))

    @precondition(lambda self: any(item.status == "surveying" for item in self.model.items.values()))
    @rule(data=st.data())
    def withdraw_while_asked(self, data):
        asked = [number for number, item in self.model.items.items() if item.status == "surveying"]
        number = data.draw(st.sampled_from(asked))
        handled = self.model.items[number].handlers
        self._withdraw(number, data.draw(st.sampled_from(sorted({name for _, name in handled}))))

    def _withdraw(self, number, department):
        self.change(
            lambda: self.model.withdraw(number, department, self.day),
            number,
            department,
            "撤回",
            "",
            "",
            "",
            "主任",
        )

    @precondition(lambda self: self.model.items)
    @rule(data=st.data(), days=st.sampled_from((-5, 10, 30, 200)))
    def extend(self, data, days):
        number, department = self.pair(data)
        item = self.model.items.get(number)
        handler = item.newest(department) if item else None
        until = (handler.due_on if handler and handler.due_on else self.day) + timedelta(days=days)
        self.change(
            lambda: self.model.extend(number, department, until, self.day),
            *(number, department, "同意延期", "", str(until), "需要立项", "主任"),
        )

    @precondition(lambda self: self.model.items)
    @rule(data=st.data())
    def give_back(self, data):
        number, department = self.pair(data)
        self.change(
            lambda: self.model.give_back(number, department, self.day),
            *(number, department, "同意退回", "", "", "不属职责", "主任"),
        )

    @precondition(lambda self: self.model.items)
    @rule(data=st.data(), to=departments)
    def reassign(self, data, to):
        number, department = self.pair(data)
        self.change(
            lambda: self.model.reassign(number, department, to, self.day),
            *(number, department, "改派", to, "", "职责调整", "主任"),
        )

    @precondition(lambda self: any(item.round > 1 for item in self.model.items.values()))
    @rule()
    def letters(self):
        count = self.model.issue_letters(self.day)
        assert len(issue_letters(self.folder, "主任", self.day)) == count

    @precondition(lambda self: any(item.round > 1 for item in self.model.items.values()))
    @rule(serial=st.integers(1, 4))
    def letter_back(self, serial):
        number = f"临人代工函〔{self.day.year}〕{serial}号"
        self.both(
            lambda: self.model.withdraw_letter((self.day.year, serial), self.day),
            lambda: withdraw_letter(self.folder, number, "有误", "主任", self.day),
            LetterError,
        )

    @invariant()
    def is_as_in_the_reference(self):
        wanted, found = self.model.told(), _told(self.folder)
        for name, value in wanted.items():
            assert found[name] == value, name
        assert verify(self.folder).empty
        for place in range(len(self.model.surveys)):
            of_items = survey_balance(self.folder, place + 1).set_index("unit").loc["代表×建议"]
            terms = {name: int(of_items[name]) for name in TERMS if of_items[name]}
            assert (terms, int(of_items["difference"])) == (self.model.came_of(place), 0)


def _told(folder: OfficeFolder) -> dict[str, object]:
    place = (t.suggestion.c.number, t.referral.c.round, t.department.c.name)
    of_referral = t.referral.join(
        t.suggestion, t.suggestion.c.suggestion_id == t.referral.c.suggestion_id
    ).join(t.department, t.department.c.department_id == t.referral.c.department_id)
    with reading(folder.database) as connection:

        def rows(query):
            return [tuple(row) for row in connection.execute(query)]

        states = select(t.suggestion.c.number, t.suggestion_state.c.status, t.suggestion_state.c.round)
        status = rows(
            states.join(
                t.suggestion_state, t.suggestion_state.c.suggestion_id == t.suggestion.c.suggestion_id
            )
        )
        due = rows(select(*place, t.referral.c.due_on).select_from(of_referral))
        owed = rows(
            select(*place, t.open_referral.c.due_on)
            .select_from(of_referral)
            .join(t.open_referral, t.open_referral.c.referral_id == t.referral.c.referral_id)
        )
        replies = rows(
            select(*place, t.reply.c.doc_no)
            .select_from(of_referral)
            .join(t.reply, t.reply.c.referral_id == t.referral.c.referral_id)
            .where(t.reply.c.is_current)
        )
        about = rows(
            select(t.letter_item.c.letter_id, t.suggestion.c.number, t.referral.c.round)
            .select_from(of_referral)
            .join(t.letter_item, t.letter_item.c.referral_id == t.referral.c.referral_id)
        )
        verdicts = rows(
            select(t.verdict.c.cycle_id, t.suggestion.c.number, t.verdict.c.outcome).join(
                t.suggestion, t.suggestion.c.suggestion_id == t.verdict.c.suggestion_id
            )
        )
        back = {row[0] for row in rows(select(t.letter_withdrawal.c.letter_id))}
        letters = rows(
            select(
                t.letter.c.kind, t.letter.c.year, t.letter.c.serial, t.letter.c.letter_id, t.department.c.name
            ).join(t.department, t.department.c.department_id == t.letter.c.department_id)
        )
    sent = {
        (kind, year, serial): (name, key in back, {(n, r) for letter_id, n, r in about if letter_id == key})
        for kind, year, serial, key, name in letters
        if kind == Outgoing.REREFERRAL
    }
    return {
        "verdicts": {(cycle_id - 1, number): outcome for cycle_id, number, outcome in verdicts},
        "status": {number: (state, of_round) for number, state, of_round in status},
        "owed": {row[:3]: row[3] for row in owed},
        "due": {row[:3]: row[3] for row in due},
        "replies": {row[:3]: row[3] for row in replies},
        "letters": sent,
        "withdrawals": {(year, serial) for kind, year, serial, *_ in letters if kind == Outgoing.WITHDRAWAL},
    }


def test_random_rounds_are_as_in_the_reference(prepared_office):
    machine = type("OfRounds", (Rounds,), {"give": staticmethod(lambda: prepared_office(_prepare))})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=int(LONGER or 6),
            stateful_step_count=int(os.environ.get("DUBAN_ROUNDS_STEPS", "15")),
            derandomize=LONGER is None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
