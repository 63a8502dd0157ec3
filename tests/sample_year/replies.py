"""The reply registers, each as its department writes it, and the files of August that are no use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.sample_year.sheets import Cell, save, xlsx
from tests.sample_year.work import CORRECTING
from tests.sample_year.world import YEAR, Department, Duty, words

SELF_RATING = "区农业农村局"
"""The department whose second register has a column in which it rates itself."""
PROBLEMS = "区商务局"
"""The department whose register of problems must be set aside row by row."""

REFUSED = {
    "区水利局_答复登记表（没有传完）.xlsx": "file_unreadable",
    "空表.csv": "file_empty",
    "食堂菜单.csv": "header_not_found",
}
"""The files of August that are refused whole, and why."""

_FIELDS = words(
    "建议编号 建议标题 承办单位 会办单位 答复文号 答复日期 办理结果 签发人 联系人 联系电话 是否面商 公开属性"
)
_HEADERS: tuple[list[str], ...] = (
    _FIELDS,
    words("编号 标题 主办单位 协办单位 文号 复函日期 办理类别 签发领导 经办人 电话 面商情况 是否公开"),
    words(
        "建议号 案由 责任单位 会办单位 发文字号 答复时间 结果类别 签发人 联系人 联系方式 是否面复 公开属性"
    ),
    [*words("案号 题目 承办单位 协办单位 答复文号"), "答复 日期", "办理\n结果", *_FIELDS[7:]],
)
_FORMATS = (
    ("xlsx", ""),
    ("xls", ""),
    ("csv", "gb18030"),
    ("ods", ""),
    ("csv", "utf-8-sig"),
    ("xlsx", ""),
    ("csv", "utf-8"),
)
_NUMBERS = ("{}", "{:03}", "第{}号", "{}号", "{}.0")
_CLASSES = ("{}", "{}类", "（{}）")
_YES_NO = (("是", "否"), ("√", "×"), ("已面商", "未面商"))
_DOC_NUMBERS = ("临{}提〔{}〕{}号", "临{}提[{}]{}号", "临{}提【{}】{}号")
_HAN_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Style:
    """How one department fills in its registers; all of it follows from its place in the directory."""

    index: int

    @property
    def suffix(self) -> str:
        """The ending of its files."""
        return _FORMATS[self.index % len(_FORMATS)][0]

    @property
    def encoding(self) -> str:
        """The encoding of its csv files."""
        return _FORMATS[self.index % len(_FORMATS)][1] or "utf-8"

    @property
    def headers(self) -> list[str]:
        """The names of its columns."""
        return _HEADERS[self.index % len(_HEADERS)]

    @property
    def has_title(self) -> bool:
        """Whether a title row stands above the header."""
        return self.index % 3 != 1

    @property
    def has_row_numbers(self) -> bool:
        """Whether the first column counts the rows."""
        return self.index % 5 == 3

    def name(self, department: Department) -> str:
        """The department's name as it writes it itself."""
        names = (department.short, department.name, department.aliases[-1])
        return names[self.index % len(names)]

    def number(self, number: int) -> Cell:
        """A suggestion's number; in workbooks also as a number."""
        form = _NUMBERS[self.index % len(_NUMBERS)]
        return number if form == "{}" and self.suffix != "csv" else form.format(number)

    def date(self, day: date | None) -> Cell:
        """A date in one of six forms."""
        if day is None:
            return ""
        forms: tuple[Cell, ...] = (
            day if self.suffix != "csv" else f"{day.year}.{day.month}.{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            _han_date(day),
            f"{day.year}.{day.month}.{day.day}",
            day.isoformat(),
            f"{day.year}/{day.month}/{day.day}",
            day if self.suffix != "csv" else day.isoformat(),
        )
        return forms[(self.index * 3 + self.index // 7) % len(forms)]

    def result_class(self, letter: str) -> str:
        """A class as A, A类 or （A）."""
        return _CLASSES[self.index % len(_CLASSES)].format(letter) if letter else ""

    def yes_no(self, is_yes: bool) -> str:
        """Whether the deputy was met."""
        return _YES_NO[self.index % len(_YES_NO)][0 if is_yes else 1]

    def phone(self, number: str) -> str:
        """A telephone with the area code, with it in brackets, or without it."""
        forms = {2: f"（{number[:4]}）{number[5:]}", 5: number[5:]}
        return forms.get(self.index % 6, number) if number else ""

    def doc_no(self, department: Department, serial: int) -> str:
        """A document number."""
        return _DOC_NUMBERS[self.index % len(_DOC_NUMBERS)].format(department.mark, YEAR, serial)


def _han_date(day: date) -> str:
    return f"{''.join(_HAN_DIGITS[int(d)] for d in str(day.year))}年{_han(day.month)}月{_han(day.day)}日"


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else _HAN_DIGITS[tens] + "十"
    return before + (_HAN_DIGITS[ones] if ones else "")


def _reply_row(duty: Duty, style: Style, is_first_version: bool = False) -> list[Cell]:
    suggestion, department = duty.suggestion, duty.department
    nobody = "无" if style.index % 4 == 2 else ""
    first = duty.first_version if is_first_version else {}
    day = date.fromisoformat(first["reply_date"]) if "reply_date" in first else duty.reply_date
    doc_no = style.doc_no(department, duty.serial) if duty.has_doc_no else ""
    return [
        style.number(suggestion.number),
        suggestion.title,
        style.name(department),
        "、".join(other.short for other in suggestion.co_departments) or nobody,
        first.get("doc_no", doc_no),
        style.date(day),
        style.result_class(first.get("result_class", duty.result_class)),
        first.get("signatory", duty.signatory),
        department.contact,
        style.phone(duty.phone),
        style.yes_no(duty.has_met),
        duty.publicity,
    ]


def _register(duties: Sequence[Duty], style: Style, is_first_version: bool = False) -> list[list[Cell]]:
    rows = [_reply_row(duty, style, is_first_version) for duty in duties]
    header: list[Cell] = list(style.headers)
    if style.has_row_numbers:
        header, rows = ["序号", *header], [[n, *row] for n, row in enumerate(rows, 1)]
    title: list[list[Cell]] = []
    if style.has_title:
        title = [[f"{duties[0].department.short}{YEAR}年代表建议答复登记表", *[""] * (len(header) - 1)]]
    return [*title, header, *rows]


def write_replies(folder: Path, departments: list[Department], duties: list[Duty]) -> None:
    """Write the registers of April, those of August, and the two that are sent again."""
    for index, department in enumerate(departments):
        style, stem = Style(index), f"{index + 1:02}_{department.short}_答复登记表"
        own = [duty for duty in duties if duty.department == department]
        early = [duty for duty in own if duty.is_early_file]
        later = [duty for duty in own if not duty.is_early_file]
        april, august = folder / "2-replies-by-april", folder / "3-replies-by-august"
        save(april / f"{stem}.{style.suffix}", _register(early, style, is_first_version=True), style.encoding)
        if later:
            rows = _register(later, style)
            if department.short == SELF_RATING:
                rows = _with_self_rating(rows, len(later))
            save(august / f"{stem}（第二批）.{style.suffix}", rows, style.encoding)
        if department.short in CORRECTING:
            save(august / f"{stem}（更正 2020-08-25）.xlsx", _register(early, style))


def _with_self_rating(rows: list[list[Cell]], count: int) -> list[list[Cell]]:
    """Add the column in which a department says that the deputies are satisfied."""
    above = [[*row, ""] for row in rows[: -count - 1]]
    return [*above, [*rows[-count - 1], "满意度"], *([*row, "满意"] for row in rows[-count:])]


def write_bad_files(
    folder: Path, departments: list[Department], duties: list[Duty]
) -> list[dict[str, str | int]]:
    """Write the files of August that hold nothing usable; return what is wrong in each row of the last."""
    target = folder / "3-replies-by-august"
    index = next(i for i, department in enumerate(departments) if department.short == "区水利局")
    whole = xlsx(_register([duty for duty in duties if duty.department == departments[index]], Style(0)))
    truncated, empty, menu = (target / name for name in REFUSED)
    truncated.write_bytes(whole[: len(whole) * 6 // 10])
    empty.write_bytes(b"")
    lines = ("机关食堂本周菜单", "星期 午餐 价格", "星期一 土豆烧牛肉 12", "星期二 西红柿鸡蛋面 8")
    save(menu, [words(line) for line in lines])
    return _write_problems(target, departments, duties)


def _write_problems(
    target: Path, departments: list[Department], duties: list[Duty]
) -> list[dict[str, str | int]]:
    department = next(d for d in departments if d.short == PROBLEMS)
    own = [str(duty.suggestion.number) for duty in duties if duty.department == department]
    others = [duty.suggestion for duty in duties if department not in duty.suggestion.departments]
    other = str(others[0].number)
    name = department.short
    bad = (
        ("unknown_suggestion", "999", name, "2020-03-02"),
        ("unknown_department", own[0], "区园林绿化处", "2020-03-03"),
        ("impossible_date", own[0], name, "2020年9月31日"),
        ("replied_in_future", own[1], name, "2031-03-05"),
        ("replied_before_assigned", own[2], name, "2020-01-10"),
        ("not_referred", other, name, "2020-03-06"),
        ("missing_number", "", name, "2020-03-09"),
        ("number_unreadable", "见附件", name, "2020-03-10"),
    )
    title = next(duty.suggestion.title for duty in duties if duty.department == department)
    rows: list[list[Cell]] = [list(_FIELDS)]
    for serial, (_, number, written, day) in enumerate(bad, 301):
        doc_no = f"临{department.mark}提〔{YEAR}〕{serial}号"
        tail = ["A", department.signatory, department.contact, department.phone, "是", "主动公开"]
        rows.append([number, title if number in own[:1] else "", written, "", doc_no, day, *tail])
    save(target / f"{name}_答复登记表（问题示例）.csv", rows)
    return [{"row": row, "number": number, "problem": code} for row, (code, number, *_) in enumerate(bad, 2)]


def write_second_replies(folder: Path, departments: list[Department], redone: list[Duty]) -> None:
    """Write one register for each department that answered a suggestion again."""
    for duty in redone:
        index = departments.index(duty.department)
        style, stem = Style(index), f"{index + 1:02}_{duty.department.short}_答复登记表"
        path = folder / "4-second-replies" / f"{stem}（再次办理）.{style.suffix}"
        save(path, _register([duty], style), style.encoding)
