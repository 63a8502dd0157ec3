"""Records to what an office has to know: typed fields, warnings that keep the row, or the reason why it is set aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.outcome_words import OUTCOME_WORDS
from schemas.words import Kind, Outcome
from tasks.rules.sheets.answers import attitude_of, outcome_of
from tasks.rules.sheets.found import Finding, ReadRow
from tasks.rules.sheets.layout import Block
from tasks.rules.sheets.people import departments_in, handlers_in, names_in, one_name
from tasks.rules.sheets.records import Record
from tasks.rules.sheets.telephones import telephones_in
from tasks.rules.sheets.values import (
    attempt_in,
    class_in,
    date_in,
    doc_no_in,
    due_in,
    is_proposal,
    met_in,
    number_in,
    publicity_in,
    title_in,
)
from tasks.rules.sheets.words import tight

_OF_NUMBERS = frozenset({"proposal_in_register", "number_unreadable"})


@dataclass
class _Reading:
    """A record being read: the columns there are, and what was found wrong so far."""

    record: Record
    names: frozenset[str]
    words: Mapping[str, Outcome]
    found: list[Finding] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return name in self.names

    def parsed(self, name: str, parse: Any) -> Any:
        text = self.record.get(name)
        if text is None:
            return None
        value, code = parse(text)
        if code:
            self.found.append(Finding(code, name, text))
        return value

    def phones(self, *names: str) -> list[str]:
        numbers: list[str] = []
        for name in names:
            for text in self.record.cells.get(name, ()):
                found, codes = telephones_in(text)
                numbers += found
                self.found += [Finding(code, name) for code in codes]
        self.found = list(dict.fromkeys(self.found))
        return list(dict.fromkeys(numbers))

    def warn_of_empty(self, codes: Mapping[str, str]) -> None:
        for name, code in codes.items():
            if self.has(name) and self.record.get(name) is None:
                self.found.append(Finding(code, name))


def read_record(
    kind: Kind, block: Block, record: Record, words: Mapping[str, Outcome] = OUTCOME_WORDS
) -> ReadRow | None:
    """Return a record of a kind as read, with the words of its survey centre; None when it names nobody and nothing."""
    reading = _Reading(record, block.names, words)
    fields = _READERS[kind](reading)
    rejection = _rejection(kind, reading, fields)
    if kind is Kind.DEPUTIES and not fields["name"]:
        return None
    warnings = tuple(finding for finding in reading.found if finding is not rejection)
    return ReadRow(record.row, fields, warnings, rejection)


def _rejection(kind: Kind, reading: _Reading, fields: Mapping[str, Any]) -> Finding | None:
    if kind is Kind.DEPUTIES:
        return None
    by_number = (finding for finding in reading.found if finding.code in _OF_NUMBERS)
    if finding := next(by_number, None):
        return finding
    if _is_of_conference(reading):
        return Finding("proposal_in_register", "number", fields["number"])
    if fields["number"] is None and reading.has("number"):
        return Finding("missing_number", "number")
    return _incomplete(kind, reading, fields)


def _is_of_conference(reading: _Reading) -> bool:
    record = reading.record
    return (
        record.is_of_conference or "提案" in tight(record.get("category")) or is_proposal(record.get("title"))
    )


def _incomplete(kind: Kind, reading: _Reading, fields: Mapping[str, Any]) -> Finding | None:
    if kind is Kind.SURVEY_RESULTS and fields["outcome"] is None:
        code = outcome_of(reading.record, reading.words)[1] or "no_answer"
        return Finding(code, "outcome", reading.record.get("outcome") or reading.record.get("code"))
    if kind is Kind.SUGGESTIONS:
        for name, code in (("title", "missing_title"), ("main_dept", "missing_department")):
            if reading.has(name) and not fields[name]:
                return Finding(code, name)
    return None


def _common(reading: _Reading) -> dict[str, Any]:
    title = reading.record.get("title")
    co_depts = [name for text in reading.record.cells.get("co_depts", ()) for name in departments_in(text)]
    main, helpers = handlers_in(reading.record.get("main_dept"))
    co_depts += helpers
    return {
        "number": reading.parsed("number", number_in),
        "title": title_in(title) if title else None,
        "main_dept": "、".join(main) or None,
        "co_depts": list(dict.fromkeys(co_depts)),
    }


def _contact(reading: _Reading) -> dict[str, Any]:
    both = reading.record.get("contact_phone")
    names = ["phone", "contact_phone"] if both else ["phone"]
    name = reading.record.get("contact")
    if both and not name:
        name = "".join(part for part in tight(both) if not (part.isascii() or part in "转、，；：")) or None
    # two people with a space between them are not one
    return {"contact": "、".join(names_in(name)[0]) or None, "phone": reading.phones(*names)}


def _registration(reading: _Reading) -> dict[str, Any]:
    fields = _common(reading)
    deputies, has_more = names_in(reading.record.get("lead"))
    if reading.has("lead") and not deputies:
        reading.found.append(Finding("missing_deputy", "lead"))
    for signers in reading.record.cells.get("co_signers", ()):
        more, also = names_in(signers)
        deputies, has_more = list(dict.fromkeys([*deputies, *more])), has_more or also
    fields |= {"deputies": deputies, "deputies_etc": has_more}
    fields["assigned_on"] = reading.parsed("assigned_on", date_in)
    fields["due_on"] = reading.parsed("due_on", due_in)
    text = reading.record.get("result_class")
    fields["result_class"] = class_in(text)[0] if text else None
    return fields | _contact(reading)


_EXPECTED_IN_REPLIES = {
    "doc_no": "missing_doc_no",
    "reply_date": "missing_reply_date",
    "result_class": "missing_result_class",
    "signatory": "missing_signatory",
    "contact": "missing_contact",
    "phone": "missing_phone",
    "face_to_face": "missing_face_to_face",
    "publicity": "missing_publicity",
}


def _reply(reading: _Reading) -> dict[str, Any]:
    fields = _common(reading)
    fields["doc_no"] = reading.parsed("doc_no", doc_no_in)
    fields["reply_date"] = reading.parsed("reply_date", date_in)
    fields["result_class"] = reading.parsed("result_class", class_in)
    fields["signatory"] = one_name(reading.record.get("signatory"))
    met, publicity = reading.record.get("face_to_face"), reading.record.get("publicity")
    fields["face_to_face"] = met_in(met) if met else None
    fields["publicity"] = publicity_in(publicity) if publicity else None
    fields |= _contact(reading)
    reading.warn_of_empty(_EXPECTED_IN_REPLIES)
    return fields


def _survey(reading: _Reading) -> dict[str, Any]:
    deputy = one_name(reading.record.get("deputy"))
    if reading.has("deputy") and not deputy:
        reading.found.append(Finding("missing_deputy", "deputy"))
    reading.warn_of_empty({"phone": "missing_phone"})
    reason, attempts = reading.record.get("reason"), reading.record.get("attempts")
    attitude, outcome = attitude_of(reading.record), outcome_of(reading.record, reading.words)[0]
    return {
        "number": reading.parsed("number", number_in),
        "deputy": deputy,
        "phone": reading.phones("phone"),
        "outcome": outcome.value if outcome else None,
        "attitude": attitude.value if attitude else None,
        "reason": reason,
        "called_on": reading.parsed("called_on", date_in),
        "attempts": attempt_in(attempts) if attempts else None,
    }


def _deputy(reading: _Reading) -> dict[str, Any]:
    phones = reading.phones("phone")
    if reading.has("phone") and not reading.record.cells.get("phone"):
        reading.found.append(Finding("missing_phone", "phone"))
    return {
        "name": one_name(reading.record.get("name")),
        "phone": sorted(phones, key=lambda number: not number.startswith("1")),
        "unit": reading.record.get("unit"),
        "delegation": tight(reading.record.get("delegation")) or None,
    }


_READERS = {
    Kind.SUGGESTIONS: _registration,
    Kind.REPLIES: _reply,
    Kind.SURVEY_RESULTS: _survey,
    Kind.DEPUTIES: _deputy,
}
