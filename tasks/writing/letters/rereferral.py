"""交办函: the letter that opens a further round."""

from functools import cache

from tasks.writing.letters.official import OfficialPage

NAME = "交办函"

# letters that were worded before others could lead, and before there were other grounds, say nothing of either
_GROUNDS = "{{ grounds | default('经独立第三方电话回访，代表对办理结果评价为不满意') }}"
_FORMERLY = "{{ formerly | default(department) }}"
_FORMERLY_DIRECT = "{{ '你院' if formerly | default(department) == department else formerly }}"
_NOW = "{{ '承办单位' if formerly | default(department) == department else department }}"


@cache
def template() -> bytes:
    """Return our template; what it must hold: design of a re-referral, `tasks.rules.letter_words.rereferral_words`."""
    page = OfficialPage()
    page.head("{{ office }}", "{{ doc_no }}")
    page.title("{{ heading }}")
    page.line("{{ addressee }}：")
    page.line("{%p if is_direct %}")
    page.body(
        f"{{{{ session }}}}期间代表提出的下列{{{{ count }}}}件建议，由{_FORMERLY_DIRECT}承办并已答复。{_GROUNDS}。"
        "经调研，现再次交办，请重新办理、重新答复。"
    )
    page.line("{%p else %}")
    page.body(
        f"{{{{ session }}}}期间代表提出的下列{{{{ count }}}}件建议，由{_FORMERLY}承办并已答复。{_GROUNDS}。"
        f"经调研，现再次交办，请责成{_NOW}重新办理、重新答复。"
    )
    page.line("{%p endif %}")
    page.section("一、再次办理的建议")
    page.line("{%p for item in items %}")
    page.heading_of_item("（{{ loop.index }}）{{ item.ordinal }}　{{ item.title }}")
    page.body(
        "领衔代表：{{ item.lead }}。主办单位：{{ item.departments }}。会办单位：{{ item.co_departments }}。"
    )
    page.body("原答复：{{ item.reply }}。")
    page.line("{%p if item.formerly %}")
    page.body("原主办单位：{{ item.formerly }}。经审定，改由上列主办单位办理。")
    page.line("{%p endif %}")
    page.line("{%p if item.grounds %}")
    page.body("再次交办依据：{{ item.grounds }}。")
    page.line("{%p endif %}")
    page.line("{%p if item.reason %}")
    page.body("代表不满意的原因：{{ item.reason }}。")
    page.line("{%p endif %}")
    page.line("{%p if item.findings %}")
    page.body("调研情况：{{ item.findings }}。")
    page.line("{%p endif %}")
    page.body("办理要求：{{ item.requirements }}。")
    page.line("{%p endfor %}")
    page.section("二、办理期限和依据")
    page.line("{%p for term in terms %}")
    page.body("{{ term.numbers }}请于{{ term.due_on }}前书面答复代表。{{ term.explanation }}")
    page.line("{%p endfor %}")
    page.section("三、再次答复")
    page.closing(
        "再次答复前，应当再次听取代表意见。再次答复书面送{{ recipients }}，并抄送{{ copies_to }}。"
        "再次答复后，我委将再次委托第三方回访代表。"
    )
    page.signature("{{ office }}", "{{ issued_on }}", "{{ contact }}")
    page.imprint("copies", "{{ office }}", "{{ issued_on }}")
    return page.saved()
