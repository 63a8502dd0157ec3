"""A letter read: its fields, the evidence of each, and whether a clerk must look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemas.words import LetterKind, Series
from tasks.rules.letters import contacts, copies, dates, departments, kind, marks, number, title
from tasks.rules.letters.found import Found
from tasks.rules.letters.labels import labels_in
from tasks.rules.letters.layout import Layout, lay_out
from tasks.rules.letters.promises import Promise, promises
from tasks.rules.letters.salutation import addressees_in_cell
from tasks.rules.letters.text import Evidence, Paragraph

NO_FIELDS: dict[str, Any] = {
    "kind": None,
    "suggestion_no": None,
    "congress_level": None,
    "session_term": None,
    "session_meeting": None,
    "title": None,
    "departments": [],
    "co_departments": [],
    "doc_no": None,
    "signatory": None,
    "approver_in_text": None,
    "class": None,
    "addressees": [],
    "addressee_etc": False,
    "addressee_total": None,
    "reply_date": None,
    "contacts": [],
    "publicity": None,
    "cc": [],
}
_OTHER_KINDS = {
    LetterKind.CPPCC_PROPOSAL_REPLY: "not_deputy_suggestion",
    LetterKind.CO_HANDLER_OPINION: "co_handler_opinion",
}


@dataclass(frozen=True)
class Letter:
    """Fields by name, evidence by field, and the reasons why a clerk must decide (none: accepted)."""

    fields: dict[str, Any]
    evidence: dict[str, list[Evidence]]
    reasons: tuple[str, ...]
    promises: tuple[Found[Promise], ...] = ()
    # which series the letter gives its number; none: it does not say
    series: Series | None = None


def read_letter(paragraphs: Sequence[Paragraph]) -> Letter:
    """Return what a letter says of itself. A field that is not certain is left empty."""
    layout = lay_out(paragraphs)
    reading = _Reading(dict(NO_FIELDS), {})
    what = reading.take("kind", kind.kind(layout))
    no, no_reason = number.number(layout)
    pair, level, session_reason = number.session(layout)
    reading.take("suggestion_no", no)
    reading.take("congress_level", level)
    reading.take_session(pair)
    reading.take("title", title.title(layout))
    signed = reading.take("departments", departments.departments(layout))
    reading.take_co_departments(departments.co_departments(layout), signed or [])
    reading.take("doc_no", marks.doc_no(layout))
    reading.take("signatory", marks.signatory(layout))
    reading.take("approver_in_text", marks.approver(layout))
    reading.take("class", marks.result_class(layout))
    reading.take_addressees(layout)
    day = dates.reply_date(layout)
    reading.take("reply_date", Found(day.value.isoformat(), day.line) if day else None)
    reading.take_contacts(contacts.contacts(layout))
    reading.take("publicity", marks.publicity(layout))
    reading.take("cc", copies.copies(layout))
    reasons = [
        _OTHER_KINDS.get(what) if what else "not_deputy_suggestion",
        no_reason,
        session_reason,
        None if day else "missing_date",
    ]
    promised = tuple(promises(layout.body, day.value if day else None))
    series = number.series(layout, reading.fields["suggestion_no"])
    kept = tuple(reason for reason in reasons if reason)
    return Letter(reading.fields, reading.evidence, kept, promised, series)


@dataclass
class _Reading:
    fields: dict[str, Any]
    evidence: dict[str, list[Evidence]]

    def take(self, name: str, found: Found[Any] | None) -> Any:
        """Enter a finding and return its value."""
        if found is None:
            return None
        self.fields[name] = found.value
        self.evidence[name] = [found.evidence]
        return found.value

    def take_session(self, pair: Found[tuple[int, int]] | None) -> None:
        if pair:
            for position, name in enumerate(("session_term", "session_meeting")):
                self.take(name, Found(pair.value[position], pair.line))

    def take_co_departments(self, found: Found[list[str]] | None, signed: list[str]) -> None:
        if found and (names := [name for name in dict.fromkeys(found.value) if name not in signed]):
            self.take("co_departments", Found(names, found.line))

    def take_addressees(self, layout: Layout) -> None:
        salutation = layout.salutation
        if salutation:
            place = [Evidence.of(salutation.line)]
            self._enter_addressees(list(salutation.names), salutation.etc, salutation.total, place)
            return
        names: list[str] = []
        places: list[Evidence] = []
        etc, total = False, None
        for wanted in ("addressees", "co_signers"):
            for line in [*layout.labelled, *layout.head]:
                for label in labels_in(line):
                    if label.kind == wanted and (read := addressees_in_cell(label.value))[0]:
                        names += [name for name in read[0] if name not in names]
                        etc, total = etc or read[1], total or read[2]
                        places.append(Evidence.of(line))
        self._enter_addressees(names, etc, total, places)

    def _enter_addressees(
        self, names: list[str], etc: bool, total: int | None, places: list[Evidence]
    ) -> None:
        for name, value in (("addressees", names), ("addressee_etc", etc), ("addressee_total", total)):
            if value:
                self.fields[name] = value
                self.evidence[name] = places

    def take_contacts(self, found: list[Found[contacts.Contact]]) -> None:
        if found:
            self.fields["contacts"] = [
                {"name": each.value.name, "phones": list(each.value.phones)} for each in found
            ]
            self.evidence["contacts"] = list(dict.fromkeys(each.evidence for each in found))
