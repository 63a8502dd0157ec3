"""Further invented letters: phrasings that the catalogue names in passing, and what looks like a field and is none."""

from tests.rules.letters.samples import BODY, SIGN, D, Sample, contact, letter, person

HEADING = "临溪县住房和城乡建设局关于县十七届人大四次会议第30号建议的答复"
UNNUMBERED = "关于县十七届人大四次会议代表建议的答复"
NOT_SAID = dict.fromkeys(("kind", "suggestion_no", "congress_level", "session_term", "session_meeting"))
PHONE, OTHER = "0500-5550181", "13800001234"


def _opening(words: str) -> str:
    return f"　　{words}，现答复如下："


NUMBERS = [
    letter(f"number: {heading}", head=(heading,), suggestion_no=number)
    for heading, number in (
        ("临溪县住房和城乡建设局关于县十七届人大四次会议第三十号建议的答复", "30"),
        ("临溪县住房和城乡建设局关于县十七届人大四次会议第一百零五号建议的答复", "105"),
        ("临溪县住房和城乡建设局关于县十七届人大四次会议第一五四号建议的答复", "154"),
        ("关于县十七届人大四次会议第T007号代表书面意见的答复", "T007"),
        ("关于县十七届人大四次会议第30号建议、批评和意见的答复", "30"),
        ("关于县十七届人大四次会议代表建议（第30号）的答复", "30"),
        ("县十七届人大四次会议№30建议的答复", "30"),
        ("县十七届人大四次会议建议30号答复", "30"),
        ("关于县十七届人大四次会议第2024-30号建议的答复", "2024-30"),
    )
] + [
    letter(
        "number: two in one heading",
        head=("关于县十七届人大四次会议第30、31号建议的答复",),
        suggestion_no=None,
        reasons=("number_conflict",),
    ),
    letter("number: spelt in a form line", head=("建议编号：第十七号", UNNUMBERED), suggestion_no="17"),
    letter(
        "number: spelt, heading broken inside",
        head=("临溪县住房和城乡建设局关于县十七届人大四次会议第三", "十号建议的答复"),
    ),
    letter(
        "number: before an unquoted title",
        head=(UNNUMBERED,),
        opening=_opening("您提出的第30号关于增设路灯的建议收悉"),
    ),
    letter(
        "session: heading broken inside",
        head=("临溪县住房和城乡建设局关于县第十", "七届人大四次会议第30号建议的答复"),
    ),
    letter(
        "session: heading broken before 届",
        head=("临溪县住房和城乡建设局关于县人民代表大会1", "7届4次会议第30号建议的答复"),
    ),
]
TITLES = [
    letter(f"title: {words}", opening=_opening(words), title=title)
    for words, title in (
        ("您提出的关于设立“夜间服务窗口”的建议收悉", "关于设立“夜间服务窗口”的建议"),
        ("您提出的关于增设路灯的建议已交由我局办理", "关于增设路灯的建议"),
        ("您提出的【关于增设路灯的建议】收悉", "关于增设路灯的建议"),
        ("您提出的“关于增设路灯的建议“收悉", "关于增设路灯的建议"),
        ("您提出的”关于增设路灯的建议”收悉", "关于增设路灯的建议"),
        ("您提出的加强农村路灯管护的建议收悉", "加强农村路灯管护的建议"),
        ("您提出的关于增设路灯的意见建议收悉", "关于增设路灯的意见建议"),
        ("您关于增设路灯的建议收悉", "关于增设路灯的建议"),
        ("您提出的有关建议收悉", None),
    )
]
MARKS = (
    [
        letter(f"signatory: {words}", head=(words, HEADING), signatory=name)
        for words, name in (
            ("签发人：王登科", "王登科"),
            ("签发人：局长 佟然", "佟然"),
            ("签发人：佟然（局长）", "佟然"),
            ("签发人（签字）：佟然", "佟然"),
            ("签发人 佟然", "佟然"),
            ("签发人：____佟然____", "佟然"),
            ("审核人：闵知白    签发人：佟然", "佟然"),
            ("审签人：闵知白", None),
        )
    ]
    + [
        letter(f"class: {words}", head=(words, HEADING), class_=value)
        for words, value in (
            ("办理情况：A类", "A"),
            ("办理结果：已解决（A类）", "A"),
            ("☑A类  □B类  □C类", "A"),
            ("A类(√)  B类( )  C类( )", "A"),
            ("“B”类", "B"),
            ("办理情况：B超设备已购置", None),
            ("A/B/C类", None),
        )
    ]
    + [
        letter(f"doc no: {words}", head=(words, HEADING), doc_no=number)
        for words, number in (
            ("临住建发〔2020〕第5号", "临住建发〔2020〕第5号"),
            ("临政办 函〔2020〕5号", "临政办函〔2020〕5号"),
            ("（临住建发〔2020〕5号）", "临住建发〔2020〕5号"),
            ("临住建发{2020}5号", "临住建发〔2020〕5号"),
            ("临住建发〔2020〕5", None),
        )
    ]
    + [
        letter(
            "doc no: one that the last sentence cites",
            foot=("　　依据建发〔2019〕8号文件要求执行。", "此复。", SIGN, "二〇二二年　月　日"),
            reply_date=None,
            reasons=("missing_date",),
        ),
        *(
            letter(f"publicity: {words}", foot=contact(words), publicity=value)
            for words, value in (
                ("是否可以公开：可以公开", "主动公开"),
                ("公开与否：同意公开", "主动公开"),
                ("（本件主动公开）", "主动公开"),
                ("是否公开：公开", "主动公开"),
                ("公开方式：不宜公开", "不予公开"),
            )
        ),
        letter(
            "publicity, doc no: only in the lines of the page",
            head=(
                "索引号：000014349/2020-00123   发布机构：临溪县住建局   发文日期：2020-12-30",
                "文号：临住建发〔2020〕9号   公开方式：主动公开   有效性：有效",
                HEADING,
            ),
            doc_no="临住建发〔2020〕9号",
            publicity="主动公开",
        ),
        letter(
            "page: its own telephone",
            foot=contact(
                "打印本页   关闭窗口",
                "电话：0500-5550000",
                "主办：临溪县人民政府办公室   承办：县大数据中心   联系电话：0500-5550000",
            ),
        ),
    ]
)
PAGES = [
    letter(
        "page: a date and its tools above the letter",
        head=("首页 > 建议提案 > 正文", "关于增设路灯的建议", "2020-12-30", "分享到：", "打印本页", HEADING),
    ),
]
ADDRESSEES = [
    letter(f"addressee: {to}", to=to, **fields)
    for to, fields in (
        ("向晚晴代表，您好：", {}),
        ("致向晚晴代表：", {}),
        ("城关代表团向晚晴代表：", {}),
        ("尊敬的县人大代表向晚晴女士：", {}),
        ("王登科、伏羲和代表：", {"addressees": ["王登科", "伏羲和"]}),
        ("伏羲和   佟然代表：", {"addressees": ["伏羲和", "佟然"]}),
        ("巴 桑   经 纬代表：", {"addressees": ["巴桑", "经纬"]}),
        ("向晚晴（领衔）、佟然代表：", {"addressees": ["向晚晴", "佟然"]}),
        ("向晚晴等 5 位县人大代表：", {"addressee_etc": True, "addressee_total": 5}),
        ("向晚晴等三十五名代表：", {"addressee_etc": True, "addressee_total": 35}),
    )
]
DATES = [
    letter(f"date: {words}", foot=(SIGN, words))
    for words in (
        "二O二0年十二月三日",
        "二零二零年十二月三日",
        "2020年12月3日星期四",
        "（2020年12月3日）",
        "2020．12．03",
    )
] + [
    letter("date: in brackets on the department's line", foot=(f"{SIGN}（盖章）      （2020年12月3日）",)),
    letter("date: above the department", foot=("2020年12月3日", SIGN)),
    letter(
        "date: unfinished, on the department's line",
        foot=(f"{SIGN}　　　年　月　日",),
        head=("关于县十七届人大四次会议第30号建议的答复",),
        reply_date=None,
        reasons=("missing_date",),
    ),
    letter(
        "date: unfinished, and one of printing",
        foot=(f"{SIGN}  2020年12月", f"{SIGN}办公室      2020年12月9日印发"),
        reply_date=None,
        reasons=("missing_date",),
    ),
    letter(
        "departments: names whose gap was lost",
        foot=("临溪县财政局临溪县公安局", D[1]),
        departments=["临溪县财政局", "临溪县公安局"],
    ),
    letter(
        "departments: a section of the road office",
        head=(UNNUMBERED.replace("代表", "第30号"),),
        foot=("临溪县公路管理段", D[1]),
        departments=["临溪县公路管理段"],
    ),
]
CONTACTS = [
    letter(f"contact: {' / '.join(lines)}", foot=contact(*lines), contacts=list(people))
    for lines, people in (
        (("联系人：佟然", "电  话：0500-5550181", "手  机：13800001234"), [person("佟然", PHONE, OTHER)]),
        (("联系人：佟然、郗  明；联系电话：0500-5550181",), [person("佟然", PHONE), person("郗明", PHONE)]),
        (
            ("联系人：佟然（0500-5550181转分机203）、郗明（13800001234）",),
            [person("佟然", f"{PHONE}转203"), person("郗明", OTHER)],
        ),
        (("联系人：佟然（副局长）  电话：0500-5550181",), [person("佟然", PHONE)]),
        (("联系电话/传真：0500-5550181",), [person(None, PHONE)]),
        (("业务联系人：佟然   办公室电话：0500-5550181",), [person("佟然", PHONE)]),
        (("热线：12345", "监督电话：0500-5550182"), []),
    )
]
CO_HANDLERS = [
    letter(
        f"co-handlers: {words}",
        opening=f"　　您提出的《关于增设路灯的建议》收悉。{words}现答复如下：",
        co_departments=list(names),
    )
    for words, names in (
        ("我局会同县妇联等部门进行了认真研究，", ["县妇联"]),
        ("我局会同县财政局、团县委等单位，于12月1日现场办公，", ["县财政局", "团县委"]),
        ("由我局主办，县财政局协办。", ["县财政局"]),
        ("我局与协办单位县财政局沟通，", ["县财政局"]),
        ("经综合县财政局、县公安局意见，", ["县财政局", "县公安局"]),
        ("结合县财政局的会办意见，", ["县财政局"]),
        ("经会同有关单位研究，", []),
        ("经与您沟通，", []),
    )
]
KINDS = [
    letter(
        f"kind: {heading}",
        head=(heading,),
        to="县住房和城乡建设局：",
        opening="　　现将向晚晴代表提出的《关于增设路灯的建议》有关意见函告如下：",
        foot=("临溪县财政局", "2020年12月3日"),
        kind="co_handler_opinion",
        departments=["临溪县财政局"],
        addressees=["县住房和城乡建设局"],
        reasons=("co_handler_opinion",),
    )
    for heading in (
        "临溪县财政局关于县十七届人大四次会议第30号建议协办件的意见",
        "临溪县财政局关于县十七届人大四次会议第30号建议的会办意见函",
    )
] + [
    letter(
        "kind: opinions of the people, from the conference's office",
        head=("临溪县住房和城乡建设局关于社情民意信息第30期的答复",),
        to="县政协办公室：",
        opening="　　贵办转来的《社情民意信息》第30期反映的“关于增设路灯的建议”收悉，现答复如下：",
        **NOT_SAID,
        addressees=["县政协办公室"],
        reasons=("not_deputy_suggestion", "missing_number"),
    ),
    letter(
        "kind: opinions of the people, from a member",
        head=("关于《关于增设路灯的建议》社情民意的回复",),
        to="向晚晴委员：",
        opening="　　您反映的社情民意《关于增设路灯的建议》收悉，现回复如下：",
        **NOT_SAID,
        reasons=("not_deputy_suggestion", "missing_number"),
    ),
    letter(
        "kind: a suggestion about opinions of the people",
        opening="　　您提出的《关于畅通社情民意渠道的建议》收悉，现答复如下：",
        title="关于畅通社情民意渠道的建议",
    ),
    Sample(
        "kind: a report on many suggestions",
        (
            "关于县十七届人大四次会议代表建议办理情况的报告",
            "　　县十七届人大四次会议以来，共办理建议86件。",
            *BODY[:1],
            SIGN,
            "2020年12月3日",
        ),
        {
            "congress_level": "县",
            "session_term": 17,
            "session_meeting": 4,
            "departments": [SIGN],
            "reply_date": "2020-12-03",
        },
        ("not_deputy_suggestion", "missing_number"),
    ),
    Sample(
        "kind: the suggestion itself",
        (
            "关于增设路灯的建议",
            "建议人：向晚晴   联系电话：13800004321",
            "　　我县部分道路没有路灯，群众出行不便。",
            *BODY[:1],
        ),
        {"addressees": ["向晚晴"]},
        ("not_deputy_suggestion", "missing_number", "missing_date"),
    ),
]
PHRASINGS = [*NUMBERS, *TITLES, *MARKS, *PAGES, *ADDRESSEES, *DATES, *CONTACTS, *CO_HANDLERS, *KINDS]
