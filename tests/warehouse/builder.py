"""Rows straight into the tables, every default filled: for tests that need a warehouse and no pipeline."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from schemas.lifecycle import Event, Status
from schemas.problems import level_of
from schemas.words import Outcome, Role, Signature, TermKind
from warehouse import tables
from warehouse.offices import Scope

PHONE = "13800001234"
_DAY = date(2020, 1, 17)
_serial = count(1)


def put(connection: Connection, table: Table, **values: Any) -> int:
    """Insert one row and return the first part of its key."""
    result = connection.execute(insert(table).values(values))
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


_SHEET = "答复"


class Builder:
    """One session of one office. Everything that is referred to is named by its key."""

    def __init__(self, connection: Connection, office_id: int, meeting: int = 4) -> None:
        self.connection, self.office_id = connection, office_id
        session = {
            "term": 17,
            "meeting": meeting,
            "name": f"区十七届人大{meeting}次会议",
            "year": 2016 + meeting,
        }
        self.scope = Scope(office_id, self.put(tables.session, office_id=office_id, **session), 17)
        self.batch_id = self.batch("建议交办台账.xlsx", kind="suggestions")
        self.lead_of: dict[int, int | None] = {}

    def put(self, table: Table, **values: Any) -> int:
        """Insert one row and return the first part of its key."""
        return put(self.connection, table, **values)

    def batch(self, file_name: str, *, kind: str = "replies", status: str = "loaded", **counts: int) -> int:
        """Add a file that came in."""
        row = {"sha256": f"{next(_serial):064d}", "file_name": file_name, "kind": kind, "status": status}
        return self.put(tables.batch, office_id=self.office_id, received_on=_DAY, **row, **counts)

    def profile(self, batch_id: int, department_id: int) -> None:
        """Add that a file held a row of a department."""
        row = {"row_count": 1, "set_aside_count": 0, "fill_rate": 1.0}
        self.put(tables.batch_profile, batch_id=batch_id, department_id=department_id, **row)

    def problem(self, batch_id: int, row_no: int | None, code: str, status: str = "open") -> int:
        """Add a problem of a row; its field is what the code says is missing or bad."""
        row = {"code": code, "level": level_of(code).value, "field": code.split("_", 1)[1], "status": status}
        return self.put(tables.problem, batch_id=batch_id, sheet=_SHEET, row_no=row_no, **row)

    def department(self, name: str) -> int:
        """Add a department with a telephone."""
        key = self.put(tables.department, office_id=self.office_id, name=name, contact_phone=PHONE)
        self.put(tables.department_name, department_id=key, name=name)
        return key

    def committee(self, name: str, *categories: str) -> None:
        """Add a committee and the categories it supervises."""
        committee_id = self.put(tables.committee, office_id=self.office_id, name=name)
        for category in categories:
            duty = {"office_id": self.office_id, "category": category, "committee_id": committee_id}
            self.connection.execute(insert(tables.committee_duty).values(duty))

    def deputy(self, name: str, delegation: str, *, has_phone: bool = True) -> int:
        """Add a deputy of the 17th term."""
        key = self.put(tables.deputy, office_id=self.office_id, term=17, name=name, delegation=delegation)
        if has_phone:
            number = {"e164": f"+86{PHONE}", "is_mobile": True, "added_on": _DAY}
            self.put(tables.deputy_phone, deputy_id=key, position=1, **number)
        return key

    def suggestion(
        self,
        number: str,
        category: str | None,
        lead: int | None,
        co_signers: Sequence[int] = (),
        *,
        status: Status = Status.ANSWERED,
        of_round: int = 1,
        term_kind: TermKind = TermKind.REPLY,
        is_key: bool = False,
        is_confidential: bool = False,
        series: str = "in_session",
    ) -> int:
        """Add a suggestion with its signers, as it stands now."""
        row = {"number": number, "title": f"建议{number}", "category": category, "term_kind": term_kind.value}
        place = {"session_id": self.scope.session_id, "series": series, "batch_id": self.batch_id}
        marks = {"is_key": is_key, "is_confidential": is_confidential}
        key = self.put(tables.suggestion, row_no=int(number), **row, **place, **marks)
        self.put(tables.suggestion_state, suggestion_id=key, status=status.value, round=of_round)
        for position, signer in enumerate([lead, *co_signers]):
            if signer is not None:
                signature = self._signature(position == 0)
                self.put(
                    tables.signer, suggestion_id=key, deputy_id=signer, signature=signature, position=position
                )
        self.lead_of[key] = lead
        return key

    def referral(
        self,
        suggestion_id: int,
        department_id: int,
        due_on: date | None,
        role: Role = Role.LEAD,
        of_round: int = 1,
    ) -> int:
        """Add a referral without a reply; a co-handler has no due date and owes none."""
        row = {"role": role.value, "round": of_round, "assigned_on": _DAY, "due_on": due_on}
        # no query asks which is the newest, but no two may say so
        row["is_latest"] = of_round == 1
        key = self.put(tables.referral, suggestion_id=suggestion_id, department_id=department_id, **row)
        if due_on:
            self.put(tables.open_referral, referral_id=key, suggestion_id=suggestion_id, due_on=due_on)
        return key

    def extended(self, referral_id: int, due_on: date) -> None:
        """Say that a referral got its due date by an extension."""
        dates = {"happened_on": _DAY, "old_due_on": _DAY, "new_due_on": due_on, "recorded_on": _DAY}
        said = {"reason": "立项", "approved_by": "主任", "explanation": "延期。"}
        self.put(tables.referral_change, referral_id=referral_id, change="extended", **dates, **said)

    def provisional(self, referral_id: int, due_on: date) -> None:
        """Say that the due date of a referral rests on holidays not published yet."""
        dates = {"effective_from": _DAY, "start_on": _DAY, "due_on": due_on, "is_provisional": True}
        said = {"profile": "national", "term_name": "reply", "explanation": "暂定。"}
        trace = self.put(tables.due_trace, **dates, **said)
        of_referral = tables.referral.c.referral_id == referral_id
        self.connection.execute(tables.referral.update().where(of_referral).values(due_trace_id=trace))

    def letter(
        self,
        referral_id: int,
        department_id: int,
        serial: int,
        of_round: int,
        *,
        kind: str = "rereferral",
        is_withdrawn: bool = False,
    ) -> int:
        """Add a letter that was written, with one suggestion in it."""
        key = self._letter(department_id, serial, of_round, kind)
        item = {"referral_id": referral_id, "kind": kind, "is_withdrawn": is_withdrawn}
        self.put(tables.letter_item, letter_id=key, **item)
        return key

    def withdrawal(self, letter_id: int, department_id: int, serial: int, of_round: int) -> None:
        """Add the letter that takes another back."""
        key = self._letter(department_id, serial, of_round, "withdrawal")
        self.put(tables.letter_withdrawal, letter_id=letter_id, withdrawn_by_id=key, because="有误")

    def _letter(self, department_id: int, serial: int, of_round: int, kind: str) -> int:
        row = {"kind": kind, "year": 2020, "serial": serial, "round": of_round, "issued_on": _DAY}
        key = self.put(tables.letter, office_id=self.office_id, department_id=department_id, **row)
        self._sent("letter", key, f"{serial}号.docx")
        return key

    def reminded(self, referral_id: int, department_id: int, file_name: str, on: date, due_on: date) -> None:
        """Add that a department was reminded of a reply and of a promise, in one letter."""
        of_day = {"department_id": department_id, "made_on": on}
        key = self.put(tables.reminder_digest, office_id=self.office_id, **of_day)
        for tier in ("overdue", "promise_today"):
            row = {"referral_id": referral_id, "tier": tier, "due_on": due_on, "digest_id": key}
            self.put(tables.reminder, **row)
        self._sent("reminder", key, file_name)

    def _sent(self, what: str, subject_id: int, file_name: str) -> None:
        row = {"what": what, "subject_id": subject_id, "file_name": file_name, "sha256": "0" * 64}
        sent = {"office_id": self.office_id, "confirmed_by": "主任", "dispatched_on": _DAY}
        self.put(tables.dispatch, **row, **sent)

    def reply(
        self,
        referral_id: int,
        replied_on: date | None,
        *,
        lacks: Sequence[str] = (),
        version: int = 1,
        **content: Any,
    ) -> tuple[int, int]:
        """Add a reply in force, with open problems in its row; return where it stands: batch_id, row_no."""
        opened = tables.open_referral
        self.connection.execute(opened.delete().where(opened.c.referral_id == referral_id))
        row_no = next(_serial)
        row = {
            "result_class": "A",
            "publicity": "主动公开",
            "face_to_face": True,
            "is_current": True,
        } | content
        place = {
            "batch_id": self.batch_id,
            "sheet": _SHEET,
            "row_no": row_no,
            "phone": PHONE,
            "content_hash": row_no,
        }
        self.put(
            tables.reply, referral_id=referral_id, version=version, replied_on=replied_on, **row, **place
        )
        for code in lacks:
            self.problem(self.batch_id, row_no, code)
        return self.batch_id, row_no

    def promise(
        self,
        suggestion_id: int,
        department_id: int,
        text: str,
        due_on: date | None,
        owner: str | None,
        status: str = "open",
    ) -> None:
        """Add what the first reply of a department promised."""
        row = {"text": text, "due_on": due_on, "owner": owner, "status": status}
        query = select(tables.reply.c.reply_id).where(
            tables.reply.c.referral_id == self._first(suggestion_id, department_id), tables.reply.c.is_current
        )
        self.put(tables.promise, reply_id=self.connection.execute(query).scalar_one(), **row)

    def progress(self, suggestion_id: int, department_id: int, on: date, **said: Any) -> None:
        """Add a report of progress on the first referral to a department."""
        place = {"referral_id": self._first(suggestion_id, department_id), "batch_id": self.batch_id}
        self.put(tables.progress, reported_on=on, row_no=next(_serial), **place, **said)

    def _first(self, suggestion_id: int, department_id: int) -> int:
        handled = tables.referral.c
        query = select(handled.referral_id).where(
            handled.suggestion_id == suggestion_id, handled.department_id == department_id, handled.round == 1
        )
        return int(self.connection.execute(query).scalar_one())

    def opinion(self, quarter: str, number: str, sorting: str, became: str | None, **content: Any) -> None:
        """Add an opinion of a visit, in force unless it says otherwise."""
        row = {"deputies": "张一", "content": f"意见{number}", "version": 1, "is_current": True} | content
        place = {"session_id": self.scope.session_id, "batch_id": self.batch_id, "sheet": "意见"}
        key = {"quarter": quarter, "number": number, "sorting": sorting, "suggestion": became}
        self.put(tables.opinion, row_no=next(_serial), **key, **row, **place)

    def consultation(self, number: str, held_on: date, *items: dict[str, Any]) -> None:
        """Add a meeting with what it came to: quarter, number, result, and more."""
        place = {"session_id": self.scope.session_id, "batch_id": self.batch_id, "sheet": "会商"}
        in_force = {"version": 1, "is_current": True}
        row = {"number": number, "held_on": held_on, "participants": "交通、水利"}
        self.put(tables.consultation, row_no=next(_serial), **row, **in_force, **place)
        for item in items:
            said = {**in_force, **place, **item}
            self.put(tables.consultation_item, meeting=number, row_no=next(_serial), **said)

    def cycle(self, name: str, of_round: int = 1) -> int:
        """Add a survey."""
        days = {"as_of": _DAY, "window_from": _DAY, "window_to": _DAY, "closed_on": _DAY}
        rules = {"ask": "signers", "verdict_rule": "lead", "confirmed_by": "主任"}
        return self.put(
            tables.cycle, session_id=self.scope.session_id, round=of_round, name=name, **days, **rules
        )

    def call(
        self,
        cycle_id: int,
        deputy_id: int,
        items: Sequence[tuple[int, str | None]],
        *,
        has_phone: bool = True,
    ) -> int:
        """Add a deputy asked about suggestions: each with its outcome (`x: y` has the reason y), None when not back."""
        row = {"deputy_id": deputy_id, "has_phone": has_phone, "case_key": f"K{next(_serial)}"}
        call_id = self.put(tables.call, cycle_id=cycle_id, **row)
        for position, (suggestion_id, said) in enumerate(items, start=1):
            signature = self._signature(self.lead_of[suggestion_id] == deputy_id)
            item = {"suggestion_id": suggestion_id, "position": position, "signature": signature}
            item_id = self.put(tables.call_item, call_id=call_id, **item)
            if said:
                outcome, _, reason = said.partition(": ")
                self.answer(item_id, outcome, reason or None)
        return call_id

    def answer(self, item_id: int, outcome: str, reason: str | None = None, **version: Any) -> None:
        """Add what a deputy said on an item."""
        row = {"version": 1, "is_current": True, "batch_id": self.batch_id, "row_no": 1} | version
        self.put(tables.answer, call_item_id=item_id, outcome=outcome, reason=reason, **row)

    def verdict(self, cycle_id: int, suggestion_id: int, outcome: Outcome | None, of_round: int = 1) -> None:
        """Add a suggestion's satisfaction in a cycle; dissatisfied is unsatisfied, as in most profiles."""
        word = outcome.value if outcome else None
        self.put(tables.verdict, cycle_id=cycle_id, suggestion_id=suggestion_id, outcome=word)
        if outcome is Outcome.DISSATISFIED:
            row = {"event": Event.FOUND_UNSATISFIED.value, "happened_on": _DAY, "round": of_round}
            self.put(tables.suggestion_event, suggestion_id=suggestion_id, **row)

    @staticmethod
    def _signature(is_lead: bool) -> str:
        return (Signature.LEAD if is_lead else Signature.CO_SIGNER).value
