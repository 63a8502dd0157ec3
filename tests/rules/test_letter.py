"""The words of a re-referral letter."""

import re
from datetime import date

import pandas as pd
import pytest

from schemas.office import Office
from schemas.outgoing import Outgoing, mark_of
from schemas.profile import in_force
from tasks.rules.dates import chinese_day
from tasks.rules.letter import Head, addressee_of, document_number, read_number
from tasks.rules.letter_words import (
    Particulars,
    feedback_words,
    meeting_words,
    rereferral_words,
    send_back_words,
    withdrawal_words,
)
from tests.offices import SETTINGS

OFFICE = Office.model_validate({name: SETTINGS[name] for name in Office.model_fields if name in SETTINGS})
GOVERNMENT = OFFICE.government
ITEM = {
    "number": "17",
    "title": "关于增设充电桩的建议",
    "lead": "张三",
    "doc_no": "临建字〔2020〕17号",
    "replied_on": date(2020, 4, 10),
    "result_class": "A",
    "basis": "verdict",
    "grounds": "回访中代表评价为不满意",
    "decision": "re_refer",
    "measure": None,
    "formerly": None,
    "reason": "没有见到进展",
    "findings": "仅完成一处",
    "requirements": "年内完成",
    "due_on": date(2020, 11, 9),
    "explanation": "自2020年10月9日交办之日起1个月。",
    "is_confidential": False,
    "departments": "区住建局",
    "co_departments": "区财政局",
    "shortcomings": [],
}
DAY = date(2020, 10, 9)
EDITION = in_force(OFFICE.profile, DAY)


def head(kind: Outgoing = Outgoing.REREFERRAL, department: str = "区住建局", serial: int = 1) -> Head:
    return Head(OFFICE, "区十七届人大四次会议", kind, 2020, serial, DAY, department)


def frame(*changes: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([ITEM | change for change in changes or ({},)]).astype(object)


def words(*changes: dict[str, object], department: str = "区住建局") -> dict[str, object]:
    return rereferral_words(head(department=department), frame(*changes), EDITION, Particulars())


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
    assert chinese_day(date(2020, 9, 3)) == "2020年9月3日"


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
    assert "None" not in str(item)


def test_no_telephone_and_no_english_is_in_a_letter():
    text = str(list(words().values()))
    assert not re.search(r"1\d{10}", text)
    assert not re.search(r"None|NaT|nan", text)


def test_several_due_dates_are_each_said_with_their_numbers():
    later = {"number": "63", "due_on": date(2020, 11, 10), "explanation": "另一期限。"}
    assert words({}, later)["terms"] == [
        {"numbers": "第17号", "due_on": "2020年11月9日", "explanation": ITEM["explanation"]},
        {"numbers": "第63号", "due_on": "2020年11月10日", "explanation": "另一期限。"},
    ]
    assert words({}, {"number": "63"})["terms"][0]["numbers"] == ""  # type: ignore[index]


def test_a_long_list_of_numbers_is_counted_in_the_title_and_the_title_is_broken_where_it_reads():
    many = words(*({"number": str(number)} for number in range(1, 7)))
    assert many["title"] == "关于再次办理区十七届人大四次会议第1号等6件代表建议的交办函"
    assert many["heading"] == "关于再次办理区十七届人大四次会议\n第1号等6件代表建议的交办函"


def test_who_gets_the_second_reply_and_its_copies_comes_from_the_profile():
    assert "经领衔代表同意" in str(words()["recipients"])
    assert words()["copies_to"] == "人大常委会人事代表工作机构、政府办公厅（室）（政府系统的承办单位）"


def test_copies_go_to_those_who_handle_it_and_not_to_the_addressee():
    assert words()["copies"] == "区住建局，区财政局"
    court = words({"co_departments": ""}, department="临泉区人民法院")
    assert (court["addressee"], court["copies"], court["is_direct"]) == ("临泉区人民法院", "", True)


def test_a_deputy_who_asked_for_it_is_not_named_in_any_letter():
    hidden = frame({"is_confidential": True})
    for make in (rereferral_words, send_back_words, feedback_words, meeting_words):
        assert "张三" not in str(make(head(), hidden, EDITION, Particulars()))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("临人代工函〔2020〕1号", (Outgoing.REREFERRAL, 2020, 1), id="as printed"),
        pytest.param("临人代工函[2020]第012号", (Outgoing.REREFERRAL, 2020, 12), id="as typed"),
        pytest.param("临人代工退函（2020）3", (Outgoing.SEND_BACK, 2020, 3), id="another kind"),
        pytest.param("临住建字〔2020〕1号", None, id="somebody else's"),
        pytest.param("17", None, id="a suggestion"),
    ],
)
def test_a_number_is_read_back(text, found):
    assert read_number(text, OFFICE.letter_mark) == found


def test_no_two_kinds_have_the_same_mark():
    for mark in ("临人代工函", "张人代工"):
        assert len({mark_of(kind, mark) for kind in Outgoing}) == len(Outgoing)


def test_a_reply_is_sent_back_with_what_is_wrong_and_by_when():
    lacking = {"shortcomings": [("missing_phone", "联系电话", None)]}
    (item,) = send_back_words(head(), frame(lacking), EDITION, Particulars("没有逐项回应。"))["items"]
    assert item["why"][0] == "没有逐项回应"
    assert "没有填写" in item["why"][1]
    assert item["due"].startswith("请于2020年11月9日前重新答复")
    (late,) = send_back_words(head(), frame({"due_on": date(2020, 10, 8)}), EDITION, Particulars())["items"]
    assert late["due"] == "办理期限已过，请抓紧重新答复。"


def test_the_form_asks_what_the_profile_asks():
    made = feedback_words(head(Outgoing.FEEDBACK), frame(), EDITION, Particulars())
    assert [question["text"] for question in made["questions"]] == ["对办理态度", "对办理结果"]
    assert made["questions"][0]["answers"] == "□满意　□基本满意　□不满意"
    assert made["by_when"] == "请在收到答复后"
    beijing = feedback_words(head(), frame(), in_force("beijing", DAY), Particulars())
    assert beijing["by_when"] == "请在收到答复之日起15个工作日内"


def test_time_and_place_of_a_meeting_are_printed_or_left_to_write():
    known = meeting_words(
        head(), frame(), EDITION, Particulars(on=date(2020, 11, 2), time="上午9时", place="机关二楼")
    )
    assert (known["time"], known["place"]) == ("2020年11月2日上午9时", "机关二楼")
    assert known["copies"] == "区财政局，临泉区人民政府"
    unknown = meeting_words(head(), frame(), EDITION, Particulars())
    assert "年　　月" in unknown["time"]
    assert unknown["place"].strip("　") == ""


@pytest.mark.parametrize(
    ("decided", "why"),
    [
        pytest.param({}, "", id="somebody wants it"),
        pytest.param(
            {"decision": "escalate", "measure": "meeting", "findings": "仍未开工。"},
            "回访中代表评价为不满意。仍未开工。经审定，提请处理，召集代表和承办单位会商",
            id="the rules or the office say what follows",
        ),
        pytest.param(
            {"decision": "escalate", "measure": "not_stated", "findings": None},
            "回访中代表评价为不满意。经审定，提请处理",
            id="nobody says what follows",
        ),
    ],
)
def test_a_notice_of_a_meeting_says_what_was_decided(decided, why):
    (item,) = meeting_words(head(), frame(decided), EDITION, Particulars())["items"]
    assert item["why"] == why


def test_a_withdrawal_names_what_it_takes_back():
    made = withdrawal_words(head(Outgoing.WITHDRAWAL, serial=4), words(), "单位有误。")
    assert made["doc_no"] == "临人代工撤函〔2020〕4号"
    assert (made["withdrawn_no"], made["because"]) == ("临人代工函〔2020〕1号", "单位有误")
    assert (made["addressee"], made["copies"]) == (GOVERNMENT, "区住建局，区财政局")
