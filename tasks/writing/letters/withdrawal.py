"""撤回函: a letter that was sent is taken back by another one; both keep their numbers."""

from functools import cache

from tasks.writing.letters.official import OfficialPage

NAME = "撤回函"


@cache
def template() -> bytes:
    """Return our template; what it is given: `tasks.rules.letter_words.withdrawal_words`."""
    page = OfficialPage()
    page.head("{{ office }}", "{{ doc_no }}")
    page.title("{{ heading }}")
    page.line("{{ addressee }}：")
    page.body(
        "我委{{ withdrawn_on }}印发的《{{ withdrawn_title }}》（{{ withdrawn_no }}），现予撤回，自本函印发之日起不再执行。"
    )
    page.body("撤回原因：{{ because }}。")
    page.closing("请将原件退回我委，或者注明“已撤回”后存档。")
    page.signature("{{ office }}", "{{ issued_on }}", "{{ contact }}")
    page.imprint("copies", "{{ office }}", "{{ issued_on }}")
    return page.saved()
