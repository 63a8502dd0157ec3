"""催办函: what a department still owes and what it promised, the most urgent first; one a day at most."""

from functools import cache

from tasks.writing.letters.page import TITLE, Page

NAME = "催办函"


@cache
def template() -> bytes:
    """Return our template; what it is given: `tasks.rules.reminders.reminder_words`."""
    page = Page()
    page.line("{{ office }}", TITLE, 24, centre=True)
    page.blank()
    page.heading("关于抓紧办理代表建议的催办函")
    page.blank()
    page.line("{{ department }}：")
    page.line("{%p if count %}")
    page.body(
        "{{ session }}期间代表提出的下列{{ count }}件建议由你单位承办，截至{{ issued_on }}尚未收到答复。"
        "请抓紧办理，在办理期限内书面答复代表，并将答复抄送我委。"
    )
    page.line("{%p endif %}")
    page.line("{%p if promised %}")
    page.body(
        "你单位在答复{{ session }}期间代表建议时承诺的下列{{ promised }}项事项，期限临近。请按期兑现，并将进展填入承诺进展表报送我委。"
    )
    page.line("{%p endif %}")
    page.line("{%p if is_late %}")
    page.body("已经逾期的，请立即办理答复，并书面说明逾期原因。")
    page.line("{%p endif %}")
    page.line("{%p for group in groups %}")
    page.section("{{ group.heading }}")
    page.line("{%p for item in group['items'] %}")
    page.line("{%p if item.promise %}")
    page.body(
        "{{ loop.index }}．{{ item.ordinal }}《{{ item.title }}》，领衔代表{{ item.lead }}，承诺“{{ item.promise }}”"
        "{% if item.owner %}（责任人{{ item.owner }}）{% endif %}，完成时限{{ item.due_on }}，{{ item.left }}。"
    )
    page.line("{%p else %}")
    page.body(
        "{{ loop.index }}．{{ item.ordinal }}《{{ item.title }}》，第{{ item.round }}轮办理，领衔代表{{ item.lead }}，"
        "{{ item.assigned_on }}交办，办理期限{{ item.due_on }}，{{ item.left }}。"
    )
    page.line("{%p endif %}")
    page.line("{%p endfor %}")
    page.line("{%p endfor %}")
    page.line("{%p if count %}")
    page.body("已经答复代表的，请尽快报送答复函和答复登记表。")
    page.line("{%p endif %}")
    page.blank()
    page.body("附件：催办清单")
    page.blank()
    page.right("{{ office }}")
    page.right("{{ issued_on }}")
    return page.saved()
