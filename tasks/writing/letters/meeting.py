"""会商通知: deputies and departments sit down together about items that letters did not settle."""

from functools import cache

from tasks.writing.letters.official import OfficialPage

NAME = "会商通知"


@cache
def template() -> bytes:
    """Return our template; what it is given: `tasks.rules.letter_words.meeting_words`."""
    page = OfficialPage()
    page.head("{{ office }}", "{{ doc_no }}")
    page.title("{{ heading }}")
    page.line("{{ addressee }}：")
    page.body(
        "为推动{{ session }}期间下列{{ count }}件代表建议的办理落实，决定召开会商会议。现将有关事项通知如下。"
    )
    page.section("一、会商事项")
    page.line("{%p for item in items %}")
    page.body("{{ loop.index }}．{{ item.ordinal }}《{{ item.title }}》，领衔代表：{{ item.lead }}。")
    page.line("{%p if item.why %}")
    page.body("{{ item.why }}。")
    page.line("{%p endif %}")
    page.line("{%p endfor %}")
    page.section("二、时间和地点")
    page.body("时间：{{ time }}")
    page.body("地点：{{ place }}")
    page.section("三、参加人员")
    page.line("{%p for who in participants %}")
    page.body("{{ loop.index }}．{{ who }}。")
    page.line("{%p endfor %}")
    page.section("四、有关要求")
    page.closing("请准备办理情况、存在的困难和下一步措施的书面材料，并于会前将参会人员名单报送我委。")
    page.signature("{{ office }}", "{{ issued_on }}", "{{ contact }}")
    page.imprint("copies", "{{ office }}", "{{ issued_on }}")
    return page.saved()
