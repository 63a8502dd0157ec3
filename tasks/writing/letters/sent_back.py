"""退回重办函: replies that are not complete, or say nothing, go back to be handled again."""

from functools import cache

from tasks.writing.letters.official import OfficialPage

NAME = "退回重办函"


@cache
def template() -> bytes:
    """Return our template; what it is given: `tasks.rules.letter_words.send_back_words`."""
    page = OfficialPage()
    page.head("{{ office }}", "{{ doc_no }}")
    page.title("{{ heading }}")
    page.line("{{ addressee }}：")
    page.body(
        "你单位对{{ session }}期间下列{{ count }}件代表建议的答复，经审核不符合办理工作要求，现予退回。"
        "请按照下列意见重新办理，补正后重新答复代表，并重新报送答复函和答复登记表。"
    )
    page.line("{%p for item in items %}")
    page.section("{{ loop.index }}．{{ item.ordinal }}　{{ item.title }}")
    page.body(
        "领衔代表：{{ item.lead }}。会办单位：{{ item.co_departments }}。退回的答复：{{ item.reply }}。"
    )
    page.line("{%p for reason in item.why %}")
    page.body("（{{ loop.index }}）{{ reason }}。")
    page.line("{%p endfor %}")
    page.body("{{ item.due }}")
    page.line("{%p endfor %}")
    page.closing("重新答复前，请与代表当面沟通，听取意见。")
    page.signature("{{ office }}", "{{ issued_on }}", "{{ contact }}")
    page.imprint("copies", "{{ office }}", "{{ issued_on }}")
    return page.saved()
