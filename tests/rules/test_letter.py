"""The words of a re-referral letter."""

import re
from datetime import date

import pandas as pd
import pytest

from schemas.office import Office
from tasks.rules.letter import addressee_of, chinese_date, document_number, letter_words
from tests.offices import SETTINGS

OFFICE = Office.model_validate({name: SETTINGS[name] for name in Office.model_fields})
GOVERNMENT = OFFICE.government
ITEM = {
    "number": "17",
    "title": "关于增设充电桩的建议",
    "lead": "张三",
    "doc_no": "临建字〔2020〕17号",
    "replied_on": date(2020, 4, 10),
    "result_class": "A",
    "reason": "没有见到进展",
    "findings": "仅完成一处",
    "requirements": "年内完成",
    "due_on": date(2020, 11, 9),
    "explanation": "自2020年10月9日交办之日起1个月。",
}


def words(*changes: dict[str, object]) -> dict[str, object]:
    items = pd.DataFrame([ITEM | change for change in changes or ({},)])
    made: dict[str, object] = letter_words(
        OFFICE, "区十七届人大四次会议", "区住建局", 2020, 1, date(2020, 10, 9), items
    )
    return made


@pytest.mark.parametrize(
    ("department", "addressee"),
    [
        pytest.param("临泉区人民法院", "临泉区人民法院", id="the court"),
        pytest.param("临泉区人民检察院", "临泉区人民检察院", id="the procuratorate"),
        pytest.param("区住房和城乡建设局", GOVERNMENT, id="a department of the government"),
        pytest.param("区人民法院家属院社区", GOVERNMENT, id="a name that only contains the court"),
    ],
)
def test_a_letter_goes_to(department, addressee):
    assert addressee_of(department, GOVERNMENT) == addressee


def test_a_document_number_has_no_leading_zeros_and_hexagonal_brackets():
    assert document_number("临人代工函", 2020, 1) == "临人代工函〔2020〕1号"
    assert document_number("临人代工函", 2020, 112) == "临人代工函〔2020〕112号"


def test_a_date_is_printed_without_leading_zeros():
    assert chinese_date(date(2020, 9, 3)) == "2020年9月3日"


def test_the_letter_names_its_suggestions_addressee_and_term():
    made = words({}, {"number": "63", "due_on": date(2020, 11, 10)})
    assert made["title"] == "关于再次办理区十七届人大四次会议第17号、第63号代表建议的交办函"
    assert (made["addressee"], made["department"], made["count"]) == (GOVERNMENT, "区住建局", 2)
    assert (made["due_on"], made["issued_on"]) == ("2020年11月10日", "2020年10月9日")
    assert made["doc_no"] == "临人代工函〔2020〕1号"


def test_an_item_says_how_it_was_answered():
    assert words()["items"][0]["reply"] == "临建字〔2020〕17号，2020年4月10日，办理结果A类"  # type: ignore[index]


@pytest.mark.parametrize("empty", [None, pd.NaT], ids=["None", "NaT"])
def test_what_nobody_wrote_is_said_in_words(empty):
    lacking = dict.fromkeys(("doc_no", "result_class", "reason", "findings", "requirements", "lead"))
    (item,) = words(lacking | {"replied_on": empty})["items"]  # type: ignore[misc]
    assert item["reply"] == "（无文号），（无日期）"
    assert item["reason"] == "代表未说明"
    assert item["requirements"].startswith("请与代表当面沟通")
    assert item["findings"] == item["lead"] == ""


def test_no_telephone_and_no_english_is_in_a_letter():
    text = str(list(words().values()))
    assert not re.search(r"1\d{10}", text)
    assert not re.search(r"None|NaT|nan", text)
