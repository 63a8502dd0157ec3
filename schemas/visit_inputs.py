"""The files of visits between sessions: the register of opinions, and the record of consultation meetings.

Every opinion on the consultation list (会商清单) is registered as a suggestion between sessions with a number of its own, as is
one that is taken up at once. So its referral, its reply, its survey and its re-referral are the ordinary ones, and nobody who
handles it can write down how satisfied the deputy is; the meetings are recorded beside.
"""

from schemas.contract import Contract, Field, Form
from schemas.words import Kind, Series

_QUARTER = Field("quarter", "走访季度", Form.QUARTER, ("季度",))
_OPINION_NO = Field("opinion_no", "意见编号", Form.NUMBER, ("意见序号", "意见号"), key=True)

OPINIONS = Contract(
    Kind.OPINIONS,
    "走访意见登记表",
    (
        _OPINION_NO,
        _QUARTER,
        Field("visited_on", "走访日期", Form.DATE, ("走访时间", "视察日期")),
        Field("deputies", "提出代表", Form.NAMES, ("走访代表", "意见代表", "代表小组"), key=True),
        Field("place", "走访地点", aliases=("视察地点", "走访地")),
        Field("content", "意见内容", Form.PROSE, ("意见建议内容", "意见建议"), key=True),
        Field("category", "类别", Form.NAME, ("意见类别",)),
        Field("main_dept", "涉及单位", Form.DEPARTMENT, ("涉及部门", "答复单位")),
        Field("sorting", "处理方式", Form.SORTING, ("分类处理", "办理方式"), key=True),
        Field("handled", "处理情况", Form.PROSE, ("答复情况",)),
        Field("suggestion", "转建议编号", Form.SUGGESTION, ("闭会建议编号", "对应建议编号")),
    ),
    frozenset({"opinion_no", "content", "sorting"}),
    bare_series=Series.BETWEEN_SESSIONS,
)

CONSULTATIONS = Contract(
    Kind.CONSULTATIONS,
    "会商记录表",
    (
        Field(
            "meeting_no",
            "会商编号",
            Form.NUMBER,
            ("会商会议编号", "会商次序", "会商场次"),
            key=True,
            fill_down=True,
        ),
        Field("held_on", "会商日期", Form.DATE, ("会商时间",), key=True, fill_down=True),
        Field("participants", "参加单位", Form.NAMES, ("参会单位", "参会部门"), fill_down=True),
        _QUARTER,
        _OPINION_NO,
        Field("result", "会商结果", Form.PROSE, ("会商意见", "议定事项"), key=True),
        Field("main_dept", "责任单位", Form.DEPARTMENT, ("牵头单位", "落实单位")),
        # may lie in the future, as agreements do
        Field("agreed_until", "完成时限", Form.DATE, ("落实时限",)),
        Field("follow_up", "落实情况", Form.FOLLOW_UP, ("落实状态", "进展")),
    ),
    frozenset({"meeting_no", "held_on", "opinion_no"}),
)
