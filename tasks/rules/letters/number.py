"""The number of the suggestion and the session it was made at: from the heading and the opening, never from the body."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.words import Series
from tasks.rules.letters.found import Found, only
from tasks.rules.letters.labels import labels_in
from tasks.rules.letters.layout import Layout
from tasks.rules.letters.numerals import SPELT, digits, whole_number
from tasks.rules.letters.text import HAN, Line

_NO = r"(?P<no>[A-Za-z]{0,4}-?\d{1,8}(?:-\d{1,5})?)"
_OF = (
    r"(?:(?:人大|政协|代表|委员|书面|重点|督办|闭会|会议|期间|平时|大会|集体|个人|联名|领衔|类|的|议事|[A-D甲乙丙])*"
    r"(?:建议|提案|议案|原案|意见|案件|案))"
)
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"第{_NO}号(?={_OF})",
        rf"第{_NO}(?=(?:人大)?(?:代表)?(?:建议|提案|议案))",
        rf"(?<![\dA-Za-z〕\]】)第-]){_NO}号(?=(?:人大)?(?:代表)?(?:重点)?(?:建议|提案|议案|议事原案))",
        rf"(?:建议|提案|议案|原案)(?:编号|案号|号)?[(:]?第{_NO}号",
        rf"[(\[【](?:编号|建议|提案|议案|代表建议|人大代表建议|案号|建议号|建议编号)?:?第{_NO}号?(?:{_OF})?[)\]】]",
        rf"[(\[【](?:编号|建议|提案|议案|代表建议|人大代表建议|案号|建议号|建议编号)?:?{_NO}号(?:{_OF})?[)\]】]",
        rf"[(\[【](?:编号|建议编号|提案编号|案号|建议号|提案号|建议|提案|议案):?{_NO}[)\]】]",
        rf"次(?:会议|大会)?(?:上提出的|以来|期间|闭会期间|关于|上|的)*第?{_NO}号",
        rf"第{_NO}号(?=[《“\"]|关于|收悉|的?答复|办理|的?复函|的?回复)",
        rf"(?:答复|复函|回复|建议|提案|议案)\(?第{_NO}号\)?",
        rf"(?:建议|提案|议案){_NO}号",
        rf"(?:№|N[oO]\.?:?){_NO}号?(?=建议|提案|议案|的?答复|的?复函|[)\]】]|$)",
        rf"^[(\[【]?第{_NO}号[)\]】]?$",
    )
]
_SPELT = re.compile(rf"(?<=第){SPELT}(?=号)")
_SEVERAL = re.compile(
    rf"第?([A-Za-z]{{0,3}}\d{{1,6}})(?:号?[、和及]第?([A-Za-z]{{0,3}}\d{{1,6}}))+号(?={_OF}|$|的)"
)
# what stands before a number of another series; the year in brackets makes no document number of it
_SERIES_WORDS = {
    Series.BETWEEN_SESSIONS: "闭会期间|闭会|平时|平字|平",
    Series.MOTION: "议案转建议|议案转|议转",
}
_MORE = r"(?:的|人大|代表|建议|提出|字|[〔\[【(](?:19|20)\d{2}[〕\]】)])*第?0*"
_WITH_YEAR = re.compile(rf"(?:闭会|平)字?[〔\[【(](?:19|20)\d{{2}}[〕\]】)]第?{_NO}号(?={_OF})")
_TRAPS = re.compile(
    r"[〔\[【(](?:19|20)\d{2}[〕\]】)]第?\d{1,5}号|(?:令|公告|文件|通知|批次)\(?第?\d+号|第?\d+号(?:令|公告|文件|楼|院|线|桥|路|街|地块|井|泵站|机组)"
)
_QUOTED = re.compile(r"《[^《》]{0,200}》|“[^“”]{0,200}”|\"[^\"]{2,200}\"")
_LABEL_NO = re.compile(rf"[(\[【]?第?\s*{_NO}\s*号?(?:建议|提案|议案)?[)\]】]?(?=$|[\s,;。)])")

_NUM = r"[\d一二三四五六七八九十百廿]{1,4}"
_CONGRESS = r"人民代表大会|人民代表会议|人代会|人大|政治协商会议|人民政协|政协"
_SESSION = re.compile(
    rf"第?(?P<term>{_NUM})届+"
    rf"(?P<middle>(?:[{HAN}]{{0,8}}?(?:{_CONGRESS})|[{HAN}]{{0,10}}?委员会)?)(?:第|的)?(?P<meeting>{_NUM})次+(?P<after>全体会议|会议|大会)?"
)
_LEVEL = re.compile(r"(全国|省|自治州|自治县|自治旗|市|区|县|乡|镇|州|旗)$")
_LEVELS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_NO_CONGRESS = re.compile(
    r"常委会$|常务委员会$|中央|党委|县委$|市委$|区委$|省委$|党代会|党的?$|全会|职工|团代会|妇代会|主任会议"
)

# what the first line ends with and the next begins with, where a break cut one thing in two
_BREAKS = [
    (
        re.compile(rf"第(?:[A-Za-z]{{0,4}}-?(?:\d{{1,8}}-?)?\d{{0,6}}|{SPELT})$"),
        re.compile(rf"(?:[A-Za-z\d-]|{SPELT})*号"),
    ),
    (re.compile(rf"(?:第|{_NUM})$"), re.compile(rf"(?:{_NUM})?届")),
]


def numbers(layout: Layout) -> list[Found[str]]:
    """Return every suggestion number that the heading, the opening and the form lines name."""
    found = [
        Found(match["no"], line)
        for line in [*layout.labelled, *layout.head_and_foot]
        for label in labels_in(line)
        if label.kind == "number" and (match := _LABEL_NO.match(_in_digits(label.value)))
    ]
    for line, text in _texts(layout):
        found += [Found(no, line) for no in _numbers_in(text)]
    return found


def number(layout: Layout) -> tuple[Found[str] | None, str | None]:
    """Return the number, or the reason why there is none: missing_number, number_conflict."""
    found = numbers(layout)
    if not found:
        return None, "missing_number"
    if len({_key(each.value) for each in found}) > 1:
        return None, "number_conflict"
    return found[0], None


def series(layout: Layout, of_number: str | None) -> Series | None:
    """Return the series that the letter gives its number: 闭会期间第3号, 平〔2020〕3号; None when it names none."""
    if of_number is None:
        return None
    texts = [_in_digits(text) for _, text in _texts(layout)]
    texts += [_in_digits(line.tight) for line in layout.labelled]
    for word, words in _SERIES_WORDS.items():
        written = re.compile(rf"(?:{words}){_MORE}{re.escape(of_number.lstrip('0'))}(?!\d)")
        if any(written.search(_QUOTED.sub("《》", text)) for text in texts):
            return word
    return None


def _key(value: str) -> str:
    return re.sub(r"^([A-Z]*)-?0*", r"\1", value.upper())


def _numbers_in(text: str) -> Iterator[str]:
    spoken = _in_digits(_QUOTED.sub("《》", text))
    yield from (match["no"] for match in _WITH_YEAR.finditer(spoken))
    plain = _TRAPS.sub(" ", spoken)
    for match in _SEVERAL.finditer(plain):
        yield from re.findall(r"[A-Za-z]{0,3}\d{1,6}", match[0])
    for pattern in _PATTERNS:
        yield from (match["no"] for match in pattern.finditer(plain))


def _in_digits(text: str) -> str:
    """Return 第十七号 as 第17号, and 第一五四号 as 第154号."""
    return _SPELT.sub(lambda match: digits(match[0]) or match[0], text)


def _texts(layout: Layout) -> Iterator[tuple[Line, str]]:
    """Yield the texts to search: the head joined, for headings are broken into lines; then the opening."""
    head = _mended([line for line in layout.head if not line.label])
    for line in head:
        yield line, line.tight
    for first, second in pairwise(head):
        if first.part == second.part and _is_broken(first, second):
            yield first, first.tight + second.tight
    for line in layout.opening:
        yield line, line.tight


def _mended(lines: Sequence[Line]) -> list[Line]:
    """Join lines broken inside the number or the session: of 第7 and 9号建议 neither half may be read alone."""
    mended: list[Line] = []
    for line in lines:
        if mended and any(
            above.search(mended[-1].tight) and below.match(line.tight) for above, below in _BREAKS
        ):
            mended[-1] = mended[-1].with_text(mended[-1].text + line.text)
        else:
            mended.append(line)
    return mended


def _is_broken(first: Line, second: Line) -> bool:
    """Whether a heading goes on in the next line: marks between colons or brackets are no headings."""
    return not re.search(r"[:。\]】]|[〕\]】]\d+号$", first.tight) and not re.search(
        r"^[(\[【A-D]|:", second.tight
    )


def session(layout: Layout) -> tuple[Found[tuple[int, int]] | None, Found[str] | None, str | None]:
    """Return ((term, meeting), level, None), or a null pair and session_conflict when two sessions are named."""
    named = [(line, found) for line, text in _session_texts(layout) for found in sessions_in(text)]
    if not named:
        return None, None, None
    level = only(Found(found[2], line) for line, found in named if found[2])
    if len({found[:2] for _, found in named}) > 1:
        return None, level, "session_conflict"
    line, (term, meeting, _) = named[0]
    return Found((term, meeting), line), level, None


def _session_texts(layout: Layout) -> Iterator[tuple[Line, str]]:
    for line, text in _texts(layout):
        yield line, _QUOTED.sub("《》", text)
    for line in layout.labelled:
        if any(label.kind in ("number", "title") for label in labels_in(line)):
            yield line, line.tight


def sessions_in(tight: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield (term, meeting, level) for every meeting of a congress or consultative conference named in a text."""
    for match in _SESSION.finditer(tight):
        before, after = tight[: match.start("term")].removesuffix("第"), tight[match.end() :]
        if (
            _NO_CONGRESS.search(before[-8:])
            or re.search(r"常委会|常务委员会", match["middle"])
            or after.startswith("全会")
        ):
            continue
        says_so = re.search(_CONGRESS, before[-24:] + match["middle"]) or re.match(
            r"人大|政协|人代会|代表大会|代表会议", after
        )
        if not match["after"] and not says_so:
            continue
        term, meeting = whole_number(match["term"]), whole_number(match["meeting"])
        if term and meeting and term < 40 and meeting < 20:
            yield term, meeting, _level(before, match["middle"])


def _level(before: str, middle: str) -> str | None:
    bare = re.sub(rf"(?:{_CONGRESS}|委员会)$", "", before)
    inside = re.sub(rf"(?:{_CONGRESS}|委员会)$", "", middle)
    match = _LEVEL.search(bare) or _LEVEL.search(inside)
    return _LEVELS.get(match[1], match[1]) if match else None
