"""退回单: which letters of a department need mending, where, how, and by when."""

from functools import cache

from tasks.writing.letters.page import Page

NAME = "退回单"


@cache
def template() -> bytes:
    """Return our template: `department`, `office`, `issued_on`, and `letters` with `file`, `about`, `due`, `problems`."""
    page = Page()
    page.heading("代表建议答复函退回单")
    page.blank()
    page.line("{{ department }}：")
    page.body("你单位报送的下列{{ count }}份答复函需要核对修改。请逐项改正后重新报送，原文件不用撤回。")
    page.line("{%p for letter in letters %}")
    page.section("{{ loop.index }}．{{ letter.about }}")
    page.body("文件：{{ letter.file }}")
    page.line("{%p for problem in letter.problems %}")
    page.body("（{{ loop.index }}）{{ problem.text }}。{{ problem.mend }}。")
    page.line("{%p endfor %}")
    page.body("报送时间：{{ letter.due }}。")
    page.line("{%p endfor %}")
    page.blank()
    page.right("{{ office }}")
    page.right("{{ issued_on }}")
    return page.saved()
