"""交办函: the letter that opens a further round."""

from functools import cache

from tasks.writing.letters.page import NOTE_SIZE, TITLE, Page

NAME = "交办函"


@cache
def template() -> bytes:
    """Return our template; what it must hold: design of a re-referral, `tasks.rules.letter.letter_words`."""
    page = Page()
    page.line("{{ office }}", TITLE, 24, centre=True)
    page.right("{{ doc_no }}")
    page.blank()
    page.heading("{{ title }}")
    page.blank()
    page.line("{{ addressee }}：")
    page.body(
        "{{ session }}期间代表提出的下列{{ count }}件建议，由{{ department }}承办并已答复。经独立第三方电话回访，"
        "代表对办理结果评价为不满意。经调研，现再次交办，请责成承办单位重新办理、重新答复。"
    )
    page.line("{%p for item in items %}")
    page.section("第{{ item.number }}号　{{ item.title }}")
    page.body("领衔代表：{{ item.lead }}。原答复：{{ item.reply }}。")
    page.body("代表不满意的原因：{{ item.reason }}。")
    page.line("{%p if item.findings %}")
    page.body("调研情况：{{ item.findings }}。")
    page.line("{%p endif %}")
    page.body("办理要求：{{ item.requirements }}。")
    page.line("{%p endfor %}")
    page.section("办理期限")
    page.body("请于{{ due_on }}前书面答复代表，并将答复抄送我委。{{ explanation }}")
    page.body("再次答复后，我委将再次委托第三方回访代表。")
    page.blank()
    page.right("{{ office }}")
    page.right("{{ issued_on }}")
    page.blank()
    page.line("抄送：{{ department }}", size=NOTE_SIZE)
    return page.saved()
