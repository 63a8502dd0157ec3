"""Invented letters, one for each way in which the catalogue of published letters says that they vary."""

from typing import Any, NamedTuple

BODY = (
    "　　全镇现有路灯410盏，2019年第12次镇长办公会研究了改造方案，17路公交已调整站点。",
    "　　依照建发〔2018〕33号文件和市政府令第56号，7月20日完成招标，热线电话0500-5559999全天受理。",
    "　　感谢您对我们工作的关心与支持，欢迎再提宝贵意见。",
)


class Sample(NamedTuple):
    """A letter's lines and every field that has a value."""

    name: str
    lines: tuple[str, ...]
    fields: dict[str, Any]
    reasons: tuple[str, ...] = ()


def letter(
    name: str,
    *,
    head: tuple[str, ...] = ("临溪县住房和城乡建设局关于县十七届人大四次会议第30号建议的答复",),
    to: str = "向晚晴代表：",
    opening: str = "　　您提出的《关于增设路灯的建议》收悉，现答复如下：",
    foot: tuple[str, ...] = ("临溪县住房和城乡建设局", "2020年12月3日"),
    reasons: tuple[str, ...] = (),
    **changed: Any,
) -> Sample:
    """Return a plain letter with the given parts in place of its own, and the fields that change with them."""
    fields = {
        "kind": "deputy_suggestion_reply",
        "suggestion_no": "30",
        "congress_level": "县",
        "session_term": 17,
        "session_meeting": 4,
        "title": "关于增设路灯的建议",
        "departments": ["临溪县住房和城乡建设局"],
        "addressees": ["向晚晴"],
        "reply_date": "2020-12-03",
    } | {key.removesuffix("_"): value for key, value in changed.items()}
    lines = (*head, *((to,) if to else ()), opening, *BODY, *foot)
    return Sample(name, lines, {key: value for key, value in fields.items() if value}, reasons)


def _head(session: str, number: str = "第30号", noun: str = "建议") -> tuple[str, ...]:
    return (f"临溪县住房和城乡建设局关于{session}{number}{noun}的答复",)


D = ("临溪县住房和城乡建设局", "2020年12月3日")
SIGN = "临溪县住房和城乡建设局"


def contact(*lines: str) -> tuple[str, ...]:
    """Return a foot with lines below the date."""
    return (*D, *lines)


def person(name: str | None, *phones: str) -> dict[str, Any]:
    """Return a contact."""
    return {"name": name, "phones": list(phones)}


NUMBERS = [
    letter("number: leading zero", head=_head("县十七届人大四次会议", "第091号"), suggestion_no="091"),
    letter("number: four digits", head=_head("县十七届人大四次会议", "第0162号"), suggestion_no="0162"),
    letter("number: letters", head=_head("县十七届人大四次会议", "第DH0271号"), suggestion_no="DH0271"),
    letter(
        "number: 91 above, 091 below",
        head=_head("县十七届人大四次会议", "第 91 号"),
        opening="　　您提出的《关于增设路灯的建议》（第091号）收悉，现答复如下：",
        suggestion_no="91",
    ),
    letter(
        "number: 第N号代表建议",
        head=_head("县第十七届人大第四次会议", "第4号", "代表建议"),
        suggestion_no="4",
    ),
    letter("number: 建议案", head=_head("县十七届人大四次会议", "第49号", "建议案"), suggestion_no="49"),
    letter("number: 议事原案", head=_head("县十七届人大四次会议", "第8号", "议事原案"), suggestion_no="8"),
    letter(
        "number: N号议案 without 第", head=("关于县十七届人大四次会议16号议案的答复",), suggestion_no="16"
    ),
    letter(
        "number: only in the opening",
        head=("关于县十七届人大四次会议代表建议的答复",),
        opening="　　您提出的第154号建议《关于增设路灯的建议》收悉，现答复如下：",
        suggestion_no="154",
    ),
    letter(
        "number: in brackets, no heading",
        head=(),
        opening="　　您在县十七届人大四次会议上提出的《关于增设路灯的建议》(第24号)收悉，现答复如下：",
        suggestion_no="24",
    ),
    letter(
        "number: form line",
        head=("建议号：201号", "关于县十七届人大四次会议代表建议的答复"),
        suggestion_no="201",
    ),
    letter(
        "number: before 072号 at the end of a heading",
        head=("关于《关于增设路灯的建议》的答复", "临溪县人大十七届四次 072号"),
        suggestion_no="072",
    ),
    letter(
        "number: alone on a line",
        head=("关于县十七届人大四次会议代表建议的答复", "（第66号）"),
        suggestion_no="66",
    ),
    letter(
        "number: heading broken inside",
        head=("临溪县住房和城乡建设局关于县十七届人大四次会议第12", "号建议的答复"),
        suggestion_no="12",
    ),
    letter(
        "number: traps only",
        head=("临住建发〔2020〕88号", "关于县十七届人大四次会议代表建议的答复"),
        opening="　　您提出的《关于打通3号路的建议》收悉，经第56次常务会议研究，现答复如下：",
        suggestion_no=None,
        doc_no="临住建发〔2020〕88号",
        title="关于打通3号路的建议",
        reasons=("missing_number",),
    ),
    letter(
        "number: two different",
        opening="　　您提出的第31号建议《关于增设路灯的建议》收悉，现答复如下：",
        suggestion_no=None,
        reasons=("number_conflict",),
    ),
    letter("number: full-width", head=_head("县十七届人大四次会议", "第３０号")),
]
SESSIONS = [
    letter(
        f"session: {words}",
        head=_head(words),
        congress_level=level,
        session_term=term,
        session_meeting=meeting,
    )
    for words, level, term, meeting in (
        ("市十五届人大一次会议", "市", 15, 1),
        ("区人大十八届第四次会议", "区", 18, 4),
        ("临溪县第十八届人民代表大会第二次会议", "县", 18, 2),
        ("临溪市人大第五届五次会议", "市", 5, 5),
        ("临溪市人大六届二次会议", "市", 6, 2),
        ("三届人大三次会议", None, 3, 3),
        ("县第十七届人大第四次会议", "县", 17, 4),
        ("县第四届届人大第六次次会议", "县", 4, 6),
        ("省十三届人大三次会议", "省", 13, 3),
        ("镇第十九届人大二次会议", "镇", 19, 2),
        ("县人大17届4次会议", "县", 17, 4),
        ("县十七届人大四次会议闭会期间", "县", 17, 4),
        ("县二十一届人大十次会议", "县", 21, 10),
    )
] + [
    letter(
        "session: conflict",
        opening="　　您在县十届五次人代会上提出的《关于增设路灯的建议》收悉，现答复如下：",
        session_term=None,
        session_meeting=None,
        reasons=("session_conflict",),
    ),
    letter(
        "session: 十届五次 as words of the text",
        head=_head("县第十届人大一次会议"),
        opening="　　您在县人大十届五次会议上提出的《关于增设路灯的建议》收悉，现答复如下：",
        session_term=None,
        session_meeting=None,
        reasons=("session_conflict",),
    ),
    letter(
        "session: the standing committee's is none",
        head=("关于第30号建议的答复",),
        opening="　　您提出的《关于增设路灯的建议》收悉，按照县十七届人大常委会第九次会议要求，现答复如下：",
        congress_level=None,
        session_term=None,
        session_meeting=None,
    ),
]
TITLES = [
    letter("title: “”", opening="　　您提出的“关于增设路灯的建议”收悉，现答复如下："),
    letter("title: straight quotes", opening='  您提出的"关于增设路灯的建议"收悉,现答复如下:'),
    letter("title: doubled 关于《关于", opening="　　您提出的关于《关于增设路灯的建议》收悉，现答复如下："),
    letter("title: none", opening="　　您提出的关于增设路灯的建议收悉，现答复如下："),
    letter(
        "title: none, with a comma",
        opening="　　您在县十七届人大四次会议上提出的关于增设路灯的建议，我局高度重视，现答复如下：",
    ),
    letter(
        "title: 的建议 outside", opening="　　您提出的“增设路灯”的建议收悉，现答复如下：", title="增设路灯"
    ),
    letter(
        "title: quotes inside",
        opening="　　您提出的《关于推广“一码通”的建议》收悉，现答复如下：",
        title="关于推广“一码通”的建议",
    ),
    letter(
        "title: nested of one kind",
        opening="　　您提出的《关于落实《规划》的建议》收悉，现答复如下：",
        title="关于落实《规划》的建议",
    ),
    letter(
        "title: only in the heading",
        head=("临溪县住房和城乡建设局关于县十七届人大四次会议第30号《关于增设路灯的建议》的答复",),
        opening="　　您的建议收悉，现答复如下：",
    ),
    letter(
        "title: not a regulation",
        opening="　　您提出的《关于增设路灯的建议》收悉，依照《城市照明管理规定》，现答复如下：",
    ),
]
NUMBERED = "临住建发〔2020〕188号"
MARKS = [
    letter(
        "doc no: half-width",
        head=("临住建发[2017]5号", *_head("县十七届人大四次会议")),
        doc_no="临住建发〔2017〕5号",
    ),
    letter(
        "doc no: 【】",
        head=("临住建发【2021】5号", *_head("县十七届人大四次会议")),
        doc_no="临住建发〔2021〕5号",
    ),
    letter(
        "doc no: run together",
        head=("临住建发〔2020〕11号A类 同意公开", *_head("县十七届人大四次会议")),
        doc_no="临住建发〔2020〕11号",
        class_="A",
        publicity="主动公开",
    ),
    letter(
        "doc no: class far right",
        head=("临住建发〔2020〕188号                              B", *_head("县十七届人大四次会议")),
        doc_no=NUMBERED,
        class_="B",
    ),
    letter(
        "doc no: signatory beside",
        head=("临住建发〔2020〕188号          签发人：佟望舒", *_head("县十七届人大四次会议")),
        doc_no=NUMBERED,
        signatory="佟望舒",
    ),
    letter(
        "doc no: between heading lines",
        head=("临溪县住房和城乡建设局", NUMBERED, "关于县十七届人大四次会议第30号建议的答复"),
        doc_no=NUMBERED,
    ),
    letter("doc no: below the heading", head=(*_head("县十七届人大四次会议"), NUMBERED), doc_no=NUMBERED),
    letter("doc no: empty label", head=("文号：", *_head("县十七届人大四次会议"))),
    letter("doc no: lost brackets", head=("临住建发〔202027", *_head("县十七届人大四次会议"))),
    letter("signatory: label after the date", foot=contact("领导签发：佟望舒"), signatory="佟望舒"),
    letter(
        "signatory: letter-spaced",
        head=("签 发 人：佟　然", *_head("县十七届人大四次会议")),
        signatory="佟然",
    ),
    letter("signatory: blank", head=("签发人：", *_head("县十七届人大四次会议"))),
    letter("signatory: blank at the foot", foot=contact("领导签字：", "单位负责人：")),
    letter(
        "signatory: neither leader nor handler",
        foot=contact("承办负责人：佟望舒", "主管领导：闵知白"),
        contacts=[person("佟望舒"), person("闵知白")],
    ),
    letter("approver: X主任审签", foot=("　　此复函已经佟望舒主任审签。", *D), approver_in_text="佟望舒"),
    letter("approver: 局长X审定", foot=("　　本答复已经局长佟望舒审定。", *D), approver_in_text="佟望舒"),
    letter("approver: a meeting is nobody", foot=("　　本答复已经局党组会议审定。", *D)),
    *(
        letter(f"class: {words}", head=(words, *_head("县十七届人大四次会议")), class_=value)
        for words, value in (
            ("（A类）", "A"),
            ("（A）类", "A"),
            ("A", "A"),
            ("Ｂ", "B"),
            ("类别：B", "B"),
            ("类 别：B", "B"),
            ("类　　别:C", "C"),
            ("B1类", "B1"),
            ("办复类别：B", "B"),
            ("办理结果：（A类）", "A"),
            ("甲类", "甲"),
            ("【B】", "B"),
            ("办理类别：A类", "A"),
            ("分类：A/B/C", None),
            ("类别：A□ B☑ C□", "B"),
        )
    ),
    letter("class: in the footer", foot=contact("办复类别：B类"), class_="B"),
    letter("class: two differ", head=("A类", *_head("县十七届人大四次会议")), foot=contact("B类")),
    *(
        letter(f"publicity: {words}", foot=contact(words), publicity=value)
        for words, value in (
            ("（此件公开发布）", "主动公开"),
            ("（依申请公开）", "依申请公开"),
            ("是否同意公开：（是）", "主动公开"),
            ("是否公开：否", "不予公开"),
            ("公开属性：不予公开", "不予公开"),
            ("（此件不予公开）", "不予公开"),
            ("此件主动公开", "主动公开"),
            ("公开方式：", None),
        )
    ),
]
NAMES10 = "向晚晴、佟然、闵知白、郗明、桑榆、池砚、褚云开、芮溪、岑夫子、屈平"
ADDRESSEES = [
    letter(f"addressee: {to}", to=to, **fields)
    for to, fields in (
        ("尊敬的向晚晴代表：", {}),
        ("尊敬向晚晴代表：", {}),
        ("向晚晴区人大代表：", {}),
        ("向晚晴代表", {}),
        ("向晚晴代表：您好！", {}),
        ("向　晴代表：", {"addressees": ["向晴"]}),
        ("县人大代表向晚晴：", {}),
        ("向晚晴、佟然、闵知白代表：", {"addressees": ["向晚晴", "佟然", "闵知白"]}),
        ("向晚晴代表、佟然代表：", {"addressees": ["向晚晴", "佟然"]}),
        (
            f"{NAMES10}等十代表：",
            {"addressees": NAMES10.split("、"), "addressee_etc": True, "addressee_total": 10},
        ),
        ("向晚晴等10位代表：", {"addressee_etc": True, "addressee_total": 10}),
        ("向晚晴等2名代表：", {"addressee_etc": True, "addressee_total": 2}),
        ("向晚晴等 9 名代表：", {"addressee_etc": True, "addressee_total": 9}),
        ("向晚晴等代表：", {"addressee_etc": True}),
        ("向晚晴、佟然二位代表：", {"addressees": ["向晚晴", "佟然"], "addressee_total": 2}),
        ("城东代表团：", {"addressees": ["城东代表团"]}),
        ("甸沙代委员组：", {"addressees": ["甸沙代委员组"]}),
        ("买合木提·阿不都代表：", {"addressees": ["买合木提·阿不都"]}),
        ("晴代表：", {"addressees": []}),
        ("向晚晴  佟然  闵知白代表：", {"addressees": ["向晚晴", "佟然", "闵知白"]}),
    )
] + [
    letter(
        "addressee: with the opening in one paragraph",
        to="",
        opening="向晚晴代表：您提出的《关于增设路灯的建议》收悉，现答复如下：",
    ),
    letter(
        "addressee: form line",
        head=(*_head("县十七届人大四次会议"), "代表姓名：向晚晴、佟然"),
        to="",
        addressees=["向晚晴", "佟然"],
    ),
]
DATES = [
    letter(f"date: {words}", foot=(SIGN, words), reply_date=day, reasons=() if day else ("missing_date",))
    for words, day in (
        ("二○一一年五月十日", "2011-05-10"),
        ("二00七年五月十日", "2007-05-10"),
        ("二0二一年四月七日", "2021-04-07"),
        ("二〇二三年十月二十一日", "2023-10-21"),
        ("20231122", "2023-11-22"),
        ("2020年 12 月 3 日", "2020-12-03"),
        ("２０２０年１２月３日", "2020-12-03"),
        ("2020.12.3", "2020-12-03"),
        ("2020-12-03", "2020-12-03"),
        ("2020年12月", None),
        ("2017821", None),
        ("2020年13月3日", None),
        ("二〇二〇年　月　日", None),
        ("2020年12月3日", "2020-12-03"),
    )
] + [
    letter("date: on the department's line", foot=("临溪县住房和城乡建设局    2020年12月3日",)),
    letter("date: before 领导签发", foot=(SIGN, "2020年12月3日    领导签发：佟望舒"), signatory="佟望舒"),
    letter(
        "date: after the contact line",
        foot=(SIGN, "联系人：佟然 联系电话：13800001234", "2020年12月3日"),
        contacts=[person("佟然", "13800001234")],
    ),
    letter("date: printed later", foot=contact("临溪县住房和城乡建设局办公室    2020年12月9日印发")),
    letter("date: none", foot=(SIGN,), reply_date=None, reasons=("missing_date",)),
    letter("date: seal", foot=("临溪县住房和城乡建设局（盖章）", "2020年12月3日")),
    letter(
        "departments: three on one line",
        foot=("临溪县住房和城乡建设局  临溪县财政局  临溪县公安局", "2020年12月3日"),
        departments=["临溪县住房和城乡建设局", "临溪县财政局", "临溪县公安局"],
    ),
    letter("departments: from the heading", foot=("2020年12月3日",)),
]
PHONE = "0500-5550181"
CONTACTS = [
    letter(f"contact: {' / '.join(lines)}", foot=contact(*lines), contacts=list(people))
    for lines, people in (
        (("联系人：佟然 联系电话：0500-5550181",), [person("佟然", PHONE)]),
        (("联系人及电话：佟然 0500-5550181",), [person("佟然", PHONE)]),
        (("联系人及电话：佟然，0500-5550181",), [person("佟然", PHONE)]),
        (("（联系单位：临溪县住建局，联系人：佟然，联系电话：0500-5550181）",), [person("佟然", PHONE)]),
        (("联系单位及电话：临溪县住建局 0500-5550181",), [person(None, PHONE)]),
        (("承办人及联系电话：佟然 0500-5550181",), [person("佟然", PHONE)]),
        (("联 系 人：佟　然    联系电话：0500—5550181",), [person("佟然", PHONE)]),
        (("联系电话：0500-5550181", "联系人：佟然"), [person("佟然", PHONE)]),
        (("联系人；佟然；联系电话；0500-5550181",), [person("佟然", PHONE)]),
        (("联系人:佟然;联系电话:0500─5550181",), [person("佟然", PHONE)]),
        (("联系人：佟然", "电话：5550181"), [person("佟然", "5550181")]),
        (("联系人：佟然  电话：55501810",), [person("佟然", "55501810")]),
        (("联系人：佟然，联系电话：0500-5550181-7817",), [person("佟然", "0500-5550181-7817")]),
        (("联系人：佟然，联系电话：（0500）5550181转8021",), [person("佟然", "0500-5550181转8021")]),
        (("联系人：佟然、郗明；联系电话：0500-5550181",), [person("佟然", PHONE), person("郗明", PHONE)]),
        (
            ("联系人：佟然 0500-5550181、郗明 13800001234",),
            [person("佟然", PHONE), person("郗明", "13800001234")],
        ),
        (
            (
                "主管领导人姓名：佟望舒  电话：5550180",
                "具体经办人姓名：佟然  电话：5550181  邮政编码：255000",
            ),
            [person("佟望舒", "5550180"), person("佟然", "5550181")],
        ),
        (
            ("承办负责人：佟望舒 5550180  承办人：佟然 5550181",),
            [person("佟望舒", "5550180"), person("佟然", "5550181")],
        ),
        (("联系人：佟然  联系电话：131******5505",), [person("佟然")]),
        (("联系人：佟然  联系电话：0500-5550181  传真：0500-5550182",), [person("佟然", PHONE)]),
        (("联系人姓名：佟然  联系地址：中心路8号  联系电话：55501810",), [person("佟然", "55501810")]),
        (("联系人：佟然  联系电话：138 0000 1234",), [person("佟然", "13800001234")]),
        (("联系人：佟然  联系电话：0500-5550181，13800001234",), [person("佟然", PHONE, "13800001234")]),
        (("联系人佟然，联系电话0500-5550181",), [person("佟然", PHONE)]),
        (("联系科室：照明股  联系人：佟然  办公电话：0500-5550181",), [person("佟然", PHONE)]),
        (("注：县人大代表工委电话0500-5550001。",), []),
    )
] + [
    letter(
        "contact: feedback form",
        foot=contact(
            "联系人：佟然 0500-5550181",
            "代表建议办理情况征询意见表",
            "联系人：郗明  电话：5550999",
            "2020年12月30日",
        ),
        contacts=[person("佟然", PHONE)],
    ),
    letter(
        "cc: 、 and copies",
        foot=contact("抄送：县人大常委会代表工作委员会（2份）、县政府办公室（1份）。"),
        cc=["县人大常委会代表工作委员会", "县政府办公室"],
    ),
    letter(
        "cc: ;", foot=contact("抄  报：县人大代选工委；县政府督查室"), cc=["县人大代选工委", "县政府督查室"]
    ),
    letter("cc: commas", foot=contact("抄送:县人大人事委,县政府办公室"), cc=["县人大人事委", "县政府办公室"]),
    letter(
        "cc: two lines",
        foot=contact("抄报：县人大常委会选举任免代表工委", "抄送：县政府办公室"),
        cc=["县人大常委会选举任免代表工委", "县政府办公室"],
    ),
]
CO_HANDLERS = [
    letter(
        f"co-handlers: {words}",
        opening=f"　　您提出的《关于增设路灯的建议》收悉。{words}，现答复如下：",
        co_departments=list(names),
    )
    for words, names in (
        ("经县财政局会办", ["县财政局"]),
        ("经与县财政局共同研究", ["县财政局"]),
        ("我局与县财政局、县公安局等协办单位认真研究", ["县财政局", "县公安局"]),
        ("我局会同县发展和改革局、县财政局研究", ["县发展和改革局", "县财政局"]),
        ("我局商县公安局后", ["县公安局"]),
        ("经商县财政局和县公安局", ["县财政局", "县公安局"]),
        ("我们已与镇政府商定方案", []),
        ("我局高度重视，认真研究", []),
    )
] + [
    letter(
        "co-handlers: lines at the end",
        foot=contact("主办单位：临溪县住房和城乡建设局", "会办单位：县财政局、县公安局"),
        co_departments=["县财政局", "县公安局"],
    )
]
PROPOSAL = {"kind": "cppcc_proposal_reply", "reasons": ("not_deputy_suggestion",)}
KINDS = [
    letter(
        "kind: proposal",
        head=("临溪县住房和城乡建设局", "关于县政协十七届四次会议第21064号提案的答复"),
        to="向晚晴委员：",
        opening="　　您提出的《关于增设路灯的建议》提案收悉，现答复如下：",
        suggestion_no="21064",
        **PROPOSAL,
    ),
    letter(
        "kind: A类第72提案",
        head=("临溪县住房和城乡建设局对政协临溪县十七届四次会议A类第72提案的答复",),
        to="向晚晴委员：",
        opening="　　您提出的《关于增设路灯的提案》收悉，现答复如下：",
        suggestion_no="72",
        title="关于增设路灯的提案",
        class_="A",
        **PROPOSAL,
    ),
    letter(
        "kind: proposal of a party branch",
        head=("临溪县住房和城乡建设局关于县政协第十七届四次会议第30号提案的答复",),
        to="民盟临溪县支部：",
        opening="　　你们提出的《关于增设路灯的提案》收悉，现答复如下：",
        title="关于增设路灯的提案",
        addressees=["民盟临溪县支部"],
        **PROPOSAL,
    ),
    letter(
        "kind: 政协第…届…委员会",
        head=("临溪县住房和城乡建设局关于政协第十七届临溪县委员会第四次会议第30号提案的答复",),
        to="向晚晴委员：",
        opening="　　您提出的《关于增设路灯的提案》收悉，现答复如下：",
        title="关于增设路灯的提案",
        **PROPOSAL,
    ),
    letter(
        "kind: opinion",
        head=("临溪县财政局对县十七届人大四次会议第30号建议的协办意见",),
        to="县住房和城乡建设局：",
        opening="　　现将向晚晴代表提出的《关于增设路灯的建议》协办意见函复如下：",
        foot=("临溪县财政局", "2020年12月3日"),
        kind="co_handler_opinion",
        departments=["临溪县财政局"],
        addressees=["县住房和城乡建设局"],
        reasons=("co_handler_opinion",),
    ),
]
SAMPLES = [*NUMBERS, *SESSIONS, *TITLES, *MARKS, *ADDRESSEES, *DATES, *CONTACTS, *CO_HANDLERS, *KINDS]
