"""Each way a letter varies, from its paragraphs to its fields: what the letter does not say stays empty."""

import pytest

from tasks.rules.letters.letter import read_letter
from tasks.rules.letters.text import Paragraph
from tests.rules.letters.phrasings import PHRASINGS
from tests.rules.letters.samples import SAMPLES
from tests.rules.letters.whole_letters import WHOLE


def read(lines):
    return read_letter([Paragraph("body", number, text) for number, text in enumerate(lines, 1)])


@pytest.mark.parametrize("sample", [*SAMPLES, *PHRASINGS, *WHOLE], ids=lambda sample: sample.name)
def test_fields(sample):
    letter = read(sample.lines)
    assert {name: value for name, value in letter.fields.items() if value} == sample.fields
    assert set(letter.reasons) == set(sample.reasons)


@pytest.mark.parametrize("sample", [*SAMPLES, *PHRASINGS, *WHOLE], ids=lambda sample: sample.name)
def test_every_value_has_evidence(sample):
    letter = read(sample.lines)
    assert set(letter.evidence) == {name for name, value in letter.fields.items() if value}
    for places in letter.evidence.values():
        assert all(place.text and place.text.strip() for place in places)


# the catalogue of published letters goes field by field, and so do the names of the samples
FIELDS = {
    *(
        "number",
        "session",
        "title",
        "doc no",
        "signatory",
        "approver",
        "class",
        "publicity",
        "addressee",
        "date",
    ),
    *("departments", "co-handlers", "contact", "cc", "kind", "page"),
}


def test_every_field_of_the_catalogue_has_samples_and_every_sample_a_field():
    named = {name for sample in (*SAMPLES, *PHRASINGS) for name in sample.name.partition(":")[0].split(", ")}
    assert named == FIELDS
