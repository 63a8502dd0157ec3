"""Blank workbooks for those who send files: made from the same contracts that judge what comes back."""

from pathlib import Path

from schemas.contract import Contract, Field, Form
from schemas.inputs import COMMITTEES, DEPARTMENTS, DEPUTIES, PROGRESS, REPLIES, SUGGESTIONS
from schemas.profile import Edition
from schemas.visit_inputs import CONSULTATIONS, OPINIONS
from schemas.visits import QUARTERS, FollowUp, Sorting
from schemas.words import Publicity, Series
from tasks.rules.template_mark import mark_of
from tasks.writing.place import put
from tasks.writing.workbook import Column, Sheet, guide, render

TEMPLATES = (DEPARTMENTS, COMMITTEES, DEPUTIES, SUGGESTIONS, REPLIES, PROGRESS, OPINIONS, CONSULTATIONS)
_BLANK_ROWS = 200
_WIDTH = {Form.TEXT: 18, Form.PROSE: 36, Form.NAMES: 24, Form.NUMBER: 10, Form.SUGGESTION: 10, Form.DATE: 13}
_HINTS = {
    Form.NUMBER: "只填数字，例如 17",
    Form.SUGGESTION: "例如 17；闭会期间的写“闭会3”，议案转建议的写“议转3”",
    Form.DATE: "例如 2020-09-30；请填写真实存在的日期",
    Form.DEPARTMENT: "承办单位名录中的全称或简称，只填一个单位",
    Form.NAMES: "多个之间用顿号（、）隔开",
    Form.DOCUMENT_NUMBER: "例如 ××〔2020〕1号",
    Form.CONTACT_PHONE: "手机号，或区号加座机号",
    Form.EMAIL: "只填一个，催办函发到这里",
    Form.PHONES: "手机号，或区号加座机号；多个之间用顿号隔开",
}
_CHOICES: dict[Form, tuple[str, ...]] = {
    Form.YES_NO: ("是", "否"),
    Form.PUBLICITY: tuple(word.value for word in Publicity),
    Form.INTERIM: ("最终", "阶段"),
    Form.TERM: ("三个月", "六个月"),
    Form.SERIES: tuple(word.chinese for word in Series),
    Form.QUARTER: QUARTERS,
    Form.SORTING: tuple(word.chinese for word in Sorting),
    Form.FOLLOW_UP: tuple(word.chinese for word in FollowUp),
}


def write_templates(folder: Path, edition: Edition) -> list[Path]:
    """Write one blank workbook per kind of file into `folder`; return where they lie."""
    written = []
    for contract in TEMPLATES:
        path = folder / f"{contract.chinese}（模板）.xlsx"
        put(_workbook(contract, edition), path)
        written.append(path)
    return written


def _workbook(contract: Contract, edition: Edition) -> bytes:
    columns = [
        Column(field.chinese, _WIDTH.get(field.form, 14), to_fill=True, choices=_choices(field, edition))
        for field in contract.fields
    ]
    blank = [("",) * len(columns)] * _BLANK_ROWS
    caption = f"{contract.chinese}（适用规则：{edition.title}）"
    lines = [
        "只在黄色格内填写；标题、模板版本和表头已锁定，请不要改动，也不要合并单元格。不需要填写的列可以留空。",
        "有下拉列表的列请从列表中选择。从别处复制内容时，请用“选择性粘贴—数值”，以免带入格式和公式。",
        "电话、编号按文字填写，前面的零请保留；一行填一件，填完保存为 .xlsx 报送。",
        *(_line(f, edition) for f in contract.fields),
    ]
    form = Sheet("填写", caption, columns, blank, mark=mark_of(contract, edition.profile))
    return render([form, guide("填写说明", caption, lines)])


def _choices(field: Field, edition: Edition) -> tuple[str, ...]:
    return tuple(edition.reply.classes) if field.form is Form.RESULT_CLASS else _CHOICES.get(field.form, ())


def _line(field: Field, edition: Edition) -> str:
    must = "必填" if field.key or field.name in edition.reply.mandatory else "可不填"
    hint = _HINTS.get(field.form) or ("从下拉列表中选择" if _choices(field, edition) else "")
    return f"{field.chinese}：{must}" + (f"；{hint}" if hint else "")
