"""A letter from its template: the office's own when it has put one into `templates/`, else ours."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from tasks.writing.clock import without_clock
from tasks.writing.letters import feedback, meeting, reminder, rereferral, returned, sent_back, withdrawal

TEMPLATES: dict[str, Callable[[], bytes]] = {
    rereferral.NAME: rereferral.template,
    returned.NAME: returned.template,
    reminder.NAME: reminder.template,
    sent_back.NAME: sent_back.template,
    feedback.NAME: feedback.template,
    meeting.NAME: meeting.template,
    withdrawal.NAME: withdrawal.template,
}


def template_path(templates: Path, name: str) -> Path:
    """Return where an office keeps its template of a letter."""
    return templates / f"{name}.docx"


def render_letter(name: str, words: dict[str, Any], templates: Path) -> bytes:
    """Return a letter as .docx; the same words and template give the same bytes."""
    own = template_path(templates, name)
    template = DocxTemplate(io.BytesIO(own.read_bytes() if own.is_file() else TEMPLATES[name]()))
    template.render(words, autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return without_clock(buffer.getvalue())
