"""The reference of the rounds: what should become of suggestions, told with plain dicts and day by day.

It shares nothing with the product but the words of files and the terms of the profile: the lifecycle is written down here
once more, due dates are walked over the calendar, numbers of letters are counted on fingers.
"""

from dataclasses import dataclass, field
from datetime import date

from schemas.profile import in_force
from tests.rules.walking import walk

STANDS_STILL = date(9999, 12, 31)
VERDICTS = {"满意": "satisfied", "基本满意": "mostly_satisfied", "不满意": "dissatisfied"}
# what people can decide on, and what a decision makes of it
ENDS = {"re_refer": "re_referred", "close": "closed", "escalate": "escalated"}


class Illegal(Exception):
    """The event is not allowed here; nothing may change."""


@dataclass
class Handler:
    """A department that was given a suggestion in a round."""

    role: str
    assigned_on: date
    due_on: date | None
    is_open: bool = True
    ended: bool = False
    suspended_on: date | None = None
    current: dict | None = None
    versions: list[dict] = field(default_factory=list)
    changes: set = field(default_factory=set)
    # days on which it took over from another department
    taken: set = field(default_factory=set)
    letter: tuple[int, int] | None = None


@dataclass
class Item:
    """A suggestion."""

    status: str = "referred"
    round: int = 1
    handlers: dict[tuple[int, str], Handler] = field(default_factory=dict)
    decided_on: list[date] = field(default_factory=list)
    signers: tuple[str, ...] = ()

    def live(self, department: str) -> Handler | None:
        found = self.handlers.get((self.round, department))
        return found if found and found.role != "co_handler" and not found.ended else None

    def newest(self, department: str) -> Handler | None:
        rounds = [key for key in self.handlers if key[1] == department]
        return self.handlers[max(rounds)] if rounds else None

    def repeats(self, department: str, key: str) -> bool:
        """Return whether a department says again what it said in an earlier round, or before it handed the item on."""
        is_live = self.live(department) is not None
        return any(
            version["key"] == key
            for (of_round, name), past in self.handlers.items()
            if name == department and (of_round < self.round or not is_live)
            for version in past.versions
        )

    def owing(self) -> list[Handler]:
        return [handler for handler in self.handlers.values() if handler.is_open]


@dataclass
class Survey:
    """A cycle: what each deputy said of each item so far, what was taken back meanwhile, and what was concluded."""

    round: int
    items: tuple[str, ...]
    is_open: bool = True
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    taken_back: set[str] = field(default_factory=set)
    verdicts: dict[str, str | None] = field(default_factory=dict)


@dataclass
class Model:
    """The office."""

    profile: str
    items: dict[str, Item] = field(default_factory=dict)
    surveys: list[Survey] = field(default_factory=list)
    letters: dict[tuple[int, int], dict] = field(default_factory=dict)
    withdrawals: dict[int, int] = field(default_factory=dict)

    def term(self, name: str, start: date) -> date:
        edition = in_force(self.profile, start)
        term = edition.term("reply", in_session=True) if name == "reply" else edition.terms[name]
        return walk(start, term)

    def register(self, number, leads, helpers, signers, day) -> None:
        if number in self.items:
            return
        item = self.items[number] = Item(signers=signers)
        due_on = self.term("reply", day)
        for department in leads:
            role = "lead" if len(leads) == 1 else "separate"
            item.handlers[1, department] = Handler(role, day, due_on)
        for department in helpers:
            item.handlers[1, department] = Handler("co_handler", day, None, is_open=False)

    def reply(self, number, department, said: dict) -> None:
        """`said`: key (equal keys: the same content), doc_no, day (None: undated), is_interim, is_empty, promised_on."""
        item = self.items.get(number)
        if item is None:
            raise Illegal
        handler = item.live(department)
        if item.repeats(department, said["key"]):
            return
        if handler is None or self._contradicts(item, handler, said):
            raise Illegal
        if handler.current and handler.current["key"] == said["key"]:
            return
        handler.current = said
        handler.versions.append(said)
        if not said["is_interim"]:
            handler.is_open = False
        if item.status in ("referred", "re_referred") and not item.owing():
            item.status = "answered"

    @staticmethod
    def _contradicts(item: Item, handler: Handler, said: dict) -> bool:
        too_early = said["day"] and said["day"] < handler.assigned_on
        undated = said["day"] is None and item.round > 1
        after_final = said["is_interim"] and handler.current and not handler.current["is_interim"]
        return bool(too_early or undated or after_final)

    def open_survey(self) -> Survey:
        waiting = [number for number, item in self.items.items() if item.status == "answered"]
        if not waiting:
            raise Illegal
        of_round = min(self.items[number].round for number in waiting)
        asked = tuple(number for number in waiting if self.items[number].round == of_round)
        for number in asked:
            self.items[number].status = "surveying"
        self.surveys.append(Survey(of_round, asked))
        return self.surveys[-1]

    def answer(self, place: int, number: str, deputy: str, word: str) -> None:
        survey = self.surveys[place]
        if not survey.is_open:
            raise Illegal
        # nothing is said of what was taken back, and who was heard was heard
        if number in survey.taken_back or (
            word not in VERDICTS and survey.said.get((number, deputy)) in VERDICTS
        ):
            return
        survey.said[number, deputy] = word

    def close_survey(self, place: int) -> None:
        survey = self.surveys[place]
        if not survey.is_open:
            raise Illegal
        survey.is_open = False
        for number in survey.items:
            item = self.items[number]
            outcome = VERDICTS.get(survey.said.get((number, item.signers[0]), ""))
            if number in survey.taken_back:
                if outcome:
                    survey.verdicts[number] = outcome
                continue
            survey.verdicts[number] = outcome
            ends = {None: "answered", "dissatisfied": "unsatisfied"}
            item.status = ends.get(outcome, "satisfied")

    def came_of(self, place: int) -> dict[str, int]:
        """Return where the items of a cycle have gone, those that there are."""
        survey, found = self.surveys[place], {}
        for number in survey.items:
            for deputy in self.items[number].signers:
                word = survey.said.get((number, deputy))
                if word in VERDICTS:
                    term = "complete"
                elif number in survey.taken_back:
                    term = "withdrawn"
                else:
                    term = "not_reached" if word else "outstanding"
                found[term] = found.get(term, 0) + 1
        return found

    def broken(self, item: Item, day: date) -> bool:
        return any(
            handler.current
            and (promised := handler.current["promised_on"])
            and promised < day
            and not any(decided > promised for decided in item.decided_on)
            for handler in item.handlers.values()
        )

    def waits(self, number: str, day: date) -> str | None:
        """Return why an item may be decided on."""
        item = self.items.get(number)
        if item is None:
            return None
        if item.status in ("unsatisfied", "escalated"):
            return item.status
        if item.status in ("answered", "satisfied", "closed") and self.broken(item, day):
            return "broken_promise"
        live = [h for (r, _), h in item.handlers.items() if r == item.round and not h.ended]
        empty = any(h.role != "co_handler" and h.current and h.current["is_empty"] for h in live)
        return "empty_reply" if item.status == "answered" and empty else None

    def decide(self, number, decision, day, *, findings=None, department=None, due_on=None) -> None:
        why = self.waits(number, day)
        last_day = self.term("second_reply", day)
        if (
            why is None
            or (why == "escalated" and decision != "close")
            or (decision == "close" and not findings)
            or (decision != "re_refer" and (department or due_on))
            or (due_on and not day < due_on <= last_day)
        ):
            raise Illegal
        item = self.items[number]
        item.decided_on.append(day)
        item.status = ENDS[decision]
        if decision == "re_refer":
            again = [
                (name, h.role)
                for (of_round, name), h in item.handlers.items()
                if of_round == item.round and h.role != "co_handler" and not h.ended
            ]
            item.round += 1
            for name, role in [(department, "lead")] if department else again:
                item.handlers[item.round, name] = Handler(role, day, due_on or last_day)

    def _changing(self, number, department, change, day) -> tuple[Item, Handler] | None:
        item = self.items.get(number)
        handler = item.newest(department) if item else None
        if handler is None:
            raise Illegal
        if (change, day) in handler.changes:
            return None
        if handler.role == "co_handler" or handler.ended or not handler.is_open:
            raise Illegal
        return item, handler

    def withdraw(self, number, department, day) -> None:
        item = self.items.get(number)
        handler = item.newest(department) if item else None
        if handler is None:
            raise Illegal
        if ("withdrawn", day) in handler.changes:
            return
        rated = item.status not in ("referred", "re_referred", "answered", "surveying")
        if rated or handler.role == "co_handler" or handler.ended:
            raise Illegal
        handler.changes.add(("withdrawn", day))
        if item.status == "surveying":
            self.surveys[
                -1 - [number in survey.items for survey in reversed(self.surveys)].index(True)
            ].taken_back.add(number)
        item.status = "withdrawn"
        for (of_round, _), each in item.handlers.items():
            if of_round == item.round:
                each.ended, each.is_open = True, False

    def extend(self, number, department, until, day) -> None:
        found = self._changing(number, department, "extended", day)
        if found is None:
            return
        item, handler = found
        if item.round > 1 or not handler.due_on < until <= self.term("long_reply", handler.assigned_on):
            raise Illegal
        handler.changes.add(("extended", day))
        handler.due_on = until

    def give_back(self, number, department, day) -> None:
        found = self._changing(number, department, "returned", day)
        if found is None:
            return
        found[1].changes.add(("returned", day))
        found[1].suspended_on = day

    def reassign(self, number, department, to, day) -> None:
        found = self._changing(number, department, "reassigned", day)
        if found is None:
            return
        item, handler = found
        before = item.handlers.get((item.round, to))
        moved_today = day in handler.taken or (
            before and (day in before.taken or ("reassigned", day) in before.changes)
        )
        if to == department or item.live(to) or moved_today:
            raise Illegal
        handler.changes.add(("reassigned", day))
        handler.ended, handler.is_open, handler.suspended_on = True, False, None
        taken = item.handlers.setdefault((item.round, to), Handler(handler.role, day, handler.due_on))
        taken.role = "separate" if handler.role == "separate" else "lead"
        taken.assigned_on, taken.due_on = day, handler.due_on
        taken.is_open, taken.ended, taken.suspended_on = True, False, None
        taken.taken.add(day)

    def issue_letters(self, day: date) -> int:
        due: dict[tuple[int, str], list] = {}
        for number, item in self.items.items():
            for (of_round, name), handler in item.handlers.items():
                if of_round > 1 and handler.role != "co_handler" and not handler.ended and not handler.letter:
                    due.setdefault((of_round, name), []).append((number, handler))
        for (of_round, name), handlers in sorted(due.items()):
            serial = 1 + max((each for year, each in self.letters if year == day.year), default=0)
            about = {(number, of_round) for number, _ in handlers}
            self.letters[day.year, serial] = {"to": name, "about": about, "is_withdrawn": False}
            for _, handler in handlers:
                handler.letter = (day.year, serial)
        return len(due)

    def withdraw_letter(self, key: tuple[int, int], day: date) -> None:
        if key not in self.letters:
            raise Illegal
        if self.letters[key]["is_withdrawn"]:
            return
        self.letters[key]["is_withdrawn"] = True
        self.withdrawals[day.year] = self.withdrawals.get(day.year, 0) + 1
        for item in self.items.values():
            for handler in item.handlers.values():
                if handler.letter == key:
                    handler.letter = None

    def told(self) -> dict[str, object]:
        """Return everything that the warehouse is held against."""
        handlers = [
            ((number, of_round, name), handler)
            for number, item in self.items.items()
            for (of_round, name), handler in item.handlers.items()
        ]
        serials = {
            ("rereferral", *key): (x["to"], x["is_withdrawn"], x["about"]) for key, x in self.letters.items()
        }
        return {
            "verdicts": {
                (place, number): outcome
                for place, survey in enumerate(self.surveys)
                for number, outcome in survey.verdicts.items()
            },
            "status": {number: (item.status, item.round) for number, item in self.items.items()},
            "owed": {
                key: STANDS_STILL if handler.suspended_on else handler.due_on
                for key, handler in handlers
                if handler.is_open
            },
            "due": {key: handler.due_on for key, handler in handlers},
            "replies": {key: handler.current["doc_no"] for key, handler in handlers if handler.current},
            "letters": serials,
            "withdrawals": {(year, n + 1) for year, count in self.withdrawals.items() for n in range(count)},
        }
