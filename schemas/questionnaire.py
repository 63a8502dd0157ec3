"""What a cycle asks: its questions, the words of its scale and what each counts as, the text that is read out. Frozen with the cycle."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemas.edition import SurveyRules
from schemas.outcome_words import RATING_CODES, RATING_WORDS
from schemas.words import Outcome

# the question whose answer makes the verdict; the others stand beside it
RESULT = "result"
# the header of each question's column; the one of the result also says why nothing was answered
QUESTION_TITLES = {"result": "回访结果", "attitude": "态度评价", "fulfilment": "承诺兑现评价"}
SHORT_QUESTIONS = {"result": "办理结果", "attitude": "办理态度", "fulfilment": "承诺事项兑现情况"}
# how a rating is asked for, with the words of the scale behind it
_ASKED = "您对{about}的评价是{choices}？"
_GREETING = (
    "您好，我是社情民意调查中心的访问员，受{office}委托回访代表建议办理情况。",
    "您领衔或附议的这件建议，承办单位已经答复。",
)
_WHY = "评价为{bad}时追问：请问主要是哪些方面不满意？"
_NOT_READ_OUT = "（说不清只记录，不念出。）"


@dataclass(frozen=True)
class Questionnaire:
    """The questions in the order they are asked (by name, RESULT among them), the scale (word and outcome), the script."""

    questions: tuple[str, ...]
    scale: Mapping[str, Outcome]
    reason_if_dissatisfied: bool
    script: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """The questions beside the one about the result."""
        return tuple(name for name in self.questions if name != RESULT)

    @property
    def words(self) -> dict[str, Outcome]:
        """What each word that may stand for a rating counts as; codes are of the scale of three words alone."""
        has_codes = tuple(self.scale.values()) == tuple(RATING_CODES.values())
        return dict(self.scale) | (RATING_CODES if has_codes else {})

    def as_kept(self) -> dict[str, Any]:
        """Return it as a cycle keeps it."""
        return {
            "questions": [
                {"name": name, "title": QUESTION_TITLES[name], "text": question_text(name, tuple(self.scale))}
                for name in self.questions
            ],
            "scale": [{"word": word, "outcome": outcome.value} for word, outcome in self.scale.items()],
            "reason_if_dissatisfied": self.reason_if_dissatisfied,
            "script": list(self.script),
        }


def question_text(name: str, words: tuple[str, ...]) -> str:
    """Return a question as it is read out: with exactly the words of the scale."""
    choices = f"{'、'.join(words[:-1])}，还是{words[-1]}"
    return _ASKED.format(about=SHORT_QUESTIONS[name], choices=choices)


def draw_up(survey: SurveyRules, office: str) -> Questionnaire:
    """Return what the rules of a day want asked, in the name of an office."""
    scale = {word: Outcome(survey.scale_means.get(word) or RATING_WORDS[word]) for word in survey.scale}
    return _written_out(survey.questions, scale, survey.reason_if_dissatisfied, office)


def as_asked(kept: Mapping[str, Any] | None) -> Questionnaire:
    """Return what a cycle asked. One that kept nothing was opened when all cycles asked for the result in three words."""
    if kept is None:
        scale = {outcome.chinese: outcome for outcome in RATING_CODES.values()}
        return _written_out((RESULT,), scale, True, "人大常委会")
    return Questionnaire(
        tuple(question["name"] for question in kept["questions"]),
        {choice["word"]: Outcome(choice["outcome"]) for choice in kept["scale"]},
        kept["reason_if_dissatisfied"],
        tuple(kept["script"]),
    )


def _written_out(
    questions: tuple[str, ...], scale: Mapping[str, Outcome], wants_reason: bool, office: str
) -> Questionnaire:
    bad = [word for word, outcome in scale.items() if outcome is Outcome.DISSATISFIED]
    script = (
        *(line.format(office=office) for line in _GREETING),
        *(question_text(name, tuple(scale)) for name in questions),
        _NOT_READ_OUT,
        *([_WHY.format(bad="或".join(bad))] if wants_reason and bad else []),
    )
    return Questionnaire(questions, scale, wants_reason, script)
