"""Whom to ask: persons and their telephones, from lines that begin with such a label or stand at the foot."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from tasks.rules.letters.found import Found
from tasks.rules.letters.labels import Labelled, labels_in, split_label
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.marks import first_name
from tasks.rules.letters.people import people, person
from tasks.rules.letters.telephones import first_telephone, telephones
from tasks.rules.letters.text import HAN, Line

_PERSON, _PHONE = {"contact", "contact_and_phone"}, {"phone", "unit_and_phone"}
_WORDS = r"(?:联\s*系|经\s*办|承\s*办)\s*人(?:\s*员)?(?:\s*(?:及|和|、|与)\s*(?:联\s*系\s*)?电\s*话)?|(?:联\s*系\s*)?电\s*话|联\s*系\s*方\s*式|手\s*机"
_NO_COLON = re.compile(
    rf"(?:(?<=^)|(?<=[(\s,;。]))({_WORDS})\s*[;,.]?\s*(?=[\d({{]|(?<=[;,\s])\S)(?!\s*[:(](?!0\d))"
)
_NAME_AT_ONCE = re.compile(
    rf"(^\s*\(?|[,;。\s])((?:联系|经办|承办)人)(?!电话|及|和|与|员|姓名|联系)(?=[{HAN}]{{2,4}}[,;\s(\d])"
)
_NOT_OURS = re.compile(
    r"^\(?(?:注|备注|说明|附|提示):?|人大常委会?.{0,12}电话|代表工委.{0,12}电话|督查室.{0,6}电话|回执|征询|测评|反馈|寄至|网站|投诉|举报|监督电话"
)
_AFTER_PEOPLE = re.compile(r"\s{2,}|\t|[。()\[\]【】]")


@dataclass
class _Group:
    """The persons of one label and the telephones that follow it."""

    names: list[str]
    phones: list[str]
    line: Line
    paired: list[tuple[str, list[str]]] = field(default_factory=list)
    named: bool = False
    more: Line | None = None

    @property
    def last(self) -> Line:
        """The last line that said something of them."""
        return self.more or self.line


@dataclass(frozen=True)
class Contact:
    """A person, or none, and telephones."""

    name: str | None
    phones: tuple[str, ...]


def contacts(layout: Layout) -> list[Found[Contact]]:
    """Return the contacts in the order of the letter."""
    groups: list[_Group] = []
    lines = list(_lines(layout))
    for index, line in enumerate(lines):
        _read(line, groups, lines[index - 1] if index else None)
    return list(_unique(found for group in _joined(groups) for found in _spread(group)))


def _lines(layout: Layout) -> Iterator[Line]:
    foot = [line for line in layout.foot if not _NOT_OURS.search(line.tight)]
    begins = [line for line in layout.body if _begins_with_contact(line) and not _NOT_OURS.search(line.tight)]
    # a form has no foot; a suggestion printed in its place has the telephone of the deputy
    marks = [
        line
        for line in layout.head
        if (
            line.part in ("header", "text box")
            or (not layout.salutation and _begins_with_contact(line, _PERSON))
        )
        and not _NOT_OURS.search(line.tight)
    ]
    yield from (*marks, *begins, *foot)
    yield from (line for line in layout.labelled if not _NOT_OURS.search(line.tight))


def _begins_with_contact(line: Line, kinds: Set[str] = _PERSON | _PHONE) -> bool:
    label = split_label(_with_colons(line))
    return label is not None and label[0] in kinds and len(line.tight) <= 120


def _begins_with_phone(line: Line) -> bool:
    label = split_label(_with_colons(line))
    return label is not None and label[0] == "phone"


def _with_colons(line: Line) -> Line:
    """Return the line with a colon behind each label that has none, or has another mark in its place."""
    if line.label:
        return line
    return line.with_text(_NAME_AT_ONCE.sub(r"\1\2:", _NO_COLON.sub(r"\1:", line.folded)))


def _read(line: Line, groups: list[_Group], above: Line | None) -> None:
    # 电话 and 手机 of one person may take a line each
    was_phone = bool(groups and groups[-1].named and groups[-1].last is above) and _begins_with_phone(line)
    for label in labels_in(_with_colons(line)):
        if label.kind in _PERSON:
            groups.append(_persons(label, line))
        elif label.kind in _PHONE and _is_office_phone(label, groups):
            _add_phones(telephones(label.value), line, groups, was_phone)
            if label.kind == "unit_and_phone" or was_phone:
                continue
        was_phone = label.kind in _PHONE


def _is_office_phone(label: Labelled, groups: list[_Group]) -> bool:
    """Whether 电话 is that of the person before it: glued to another word it is somebody else's."""
    return (
        not label.glued
        or label.label not in ("电话", "电话号码")
        or bool(groups and groups[-1].named and not groups[-1].phones)
    )


def _persons(label: Labelled, line: Line) -> _Group:
    start = first_telephone(label.value)
    if start is None:
        value = _AFTER_PEOPLE.split(_letterspaced(label.value))[0].strip(" ,;.、")
        one = first_name(label.value)
        names = people(value) or ([one] if one else [])
        return _Group(names, [], line, named=True)
    head = label.value[:start]
    pairs = list(_pairs(label.value))
    if len(pairs) > 1:
        return _Group([], [], line, pairs, named=True)
    names = _names(head)
    return _Group(names, telephones(label.value[start:]), line, named=True)


def _names(text: str) -> list[str]:
    text = text.strip(" ,;.、(\t")
    if found := people(text):
        return found
    one = first_name(text)
    return [one] if one else []


def _letterspaced(text: str) -> str:
    """Return 曲  航 as 曲航: two characters set as wide as three."""
    return re.sub(rf"(^|[、,;/]\s*)([{HAN}])\s+([{HAN}])(?=$|[\s、,;/。)])", r"\1\2\3", text.strip())


def _pairs(value: str) -> Iterator[tuple[str, list[str]]]:
    """Yield name and telephones where each person has an own number: 甲 N、乙 N."""
    for match in re.finditer(
        r"(?P<name>[^\d,;、()+]{2,14}?)[\s,:(]*(?P<phones>[\d+(][\d\s()+转分机-]{5,}[\d)](?:[、,;/]\s*[\d(][\d\s()转分机-]{5,}\d)*)",
        value,
    ):
        name, phones = person(match["name"]), telephones(match["phones"])
        if name and phones:
            yield name, phones


def _add_phones(phones: list[str], line: Line, groups: list[_Group], goes_on: bool) -> None:
    if not phones:
        return
    last = groups[-1] if groups else None
    waiting = [
        group for group in groups if group.named and group.names and not group.phones and not group.paired
    ]
    if (
        (last and last.named and (not last.phones or goes_on) and not last.paired)
        or (last and waiting and last is waiting[-1])
        or (last and (last.line is line or goes_on) and not last.paired)
    ):
        last.phones += phones
        last.more = line
    else:
        groups.append(_Group([], phones, line))


def _joined(groups: list[_Group]) -> list[_Group]:
    """Give a person without telephone the numbers of the line above, when they belong to nobody."""
    joined: list[_Group] = []
    for group in groups:
        before = joined[-1] if joined else None
        if before and not before.named and not before.names and group.names and not group.phones:
            before.names, before.named = group.names, True
        elif group.names or group.phones or group.paired:
            joined.append(group)
    return joined


def _spread(group: _Group) -> Iterator[Found[Contact]]:
    if group.paired:
        yield from (Found(Contact(name, tuple(phones)), group.line) for name, phones in group.paired)
    elif len(group.names) > 1 and len(group.names) == len(group.phones):
        for name, phone in zip(group.names, group.phones, strict=True):
            yield Found(Contact(name, (phone,)), group.line)
    elif group.names:
        yield from (Found(Contact(name, tuple(group.phones)), group.line) for name in group.names)
    elif group.phones:
        yield Found(Contact(None, tuple(group.phones)), group.line)


def _unique(found: Iterable[Found[Contact]]) -> Iterator[Found[Contact]]:
    """Leave out what is said twice: a page may carry its contact line in the text and in the footer."""
    seen: set[Contact] = set()
    for each in found:
        if each.value not in seen:
            seen.add(each.value)
            yield each
