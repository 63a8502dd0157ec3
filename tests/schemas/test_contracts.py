"""The shapes of files: unambiguous, and each told from the others by its own headers."""

from collections import Counter

import pytest

from schemas.contract import Contract, Form
from schemas.inputs import (
    CONTRACT_OF,
    CONTRACTS,
    IDLE_HEADERS,
    REPLIES,
    SATISFACTION_HEADERS,
    UNWANTED_HEADERS,
)
from schemas.outcome_words import OUTCOME_WORDS
from schemas.profile import in_force, profile_names
from schemas.words import Kind, Outcome
from tasks.rules.header import find_header
from tests.schemas.test_profiles import DAYS

EACH = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.kind.value)


def headers(contract: Contract) -> list[str]:
    return [field.chinese for field in contract.fields]


@EACH
class TestEveryContract:
    def test_no_header_belongs_to_two_fields(self, contract):
        words = Counter(word for field in contract.fields for word in (field.chinese, *field.aliases))
        assert [word for word, count in words.items() if count > 1] == []

    def test_no_header_is_read_and_left_out_at_once(self, contract):
        words = {word for field in contract.fields for word in (field.chinese, *field.aliases)}
        assert not words & {*UNWANTED_HEADERS, *IDLE_HEADERS, *contract.context}
        assert not (contract.kind is Kind.REPLIES and words & set(SATISFACTION_HEADERS))

    def test_field_names_are_its_own(self, contract):
        assert len(set(contract.names)) == len(contract.fields)

    def test_signature_fields_exist(self, contract):
        assert contract.signature <= set(contract.names)

    def test_has_a_key(self, contract):
        assert any(field.key for field in contract.fields)

    def test_is_recognised_from_its_own_headers(self, contract):
        found = find_header([headers(contract)])
        assert found is not None
        assert found.contract is contract
        assert list(found.columns) == list(contract.names)
        assert found.problems == ()

    def test_is_recognised_from_its_signature_alone(self, contract):
        row = [field.chinese for field in contract.fields if field.name in contract.signature]
        found = find_header([row])
        assert found is not None
        assert found.contract is contract

    def test_is_recognised_with_what_we_print_beside(self, contract):
        found = find_header([[*contract.context, *headers(contract)]])
        assert found is not None
        assert (found.contract, found.problems) == (contract, ())

    @pytest.mark.parametrize("place", range(4), ids=lambda place: f"alias {place + 1}")
    def test_is_recognised_by_its_other_names(self, contract, place):
        row = [[field.chinese, *field.aliases][min(place, len(field.aliases))] for field in contract.fields]
        found = find_header([row])
        assert found is not None
        assert found.contract is contract

    def test_is_not_recognised_without_one_field_of_its_signature(self, contract):
        for lacking in contract.signature:
            row = [field.chinese for field in contract.fields if field.name != lacking]
            found = find_header([row])
            assert found is None or found.contract is not contract

    def test_gives_a_field_by_name(self, contract):
        assert contract[contract.names[0]] is contract.fields[0]
        with pytest.raises(KeyError):
            contract["no such field"]


@pytest.mark.parametrize("profile", profile_names())
def test_telephones_are_of_a_private_form(profile):
    for contract in CONTRACTS:
        for field in contract.fields:
            if "电话" in field.chinese:
                assert field.form in (Form.PHONES, Form.CONTACT_PHONE)
    assert all(in_force(profile, day).reply.mandatory for day in DAYS)


def test_every_kind_of_table_has_one_contract():
    assert set(CONTRACT_OF) == set(Kind) - {Kind.LETTER, Kind.UNKNOWN}


def test_every_outcome_has_its_own_chinese_word():
    assert len({outcome.chinese for outcome in Outcome}) == len(Outcome)


@pytest.mark.parametrize(
    "outcome", [o for o in Outcome if o is not Outcome.NO_USABLE_PHONE], ids=lambda outcome: outcome.value
)
def test_the_word_that_we_print_for_an_outcome_is_read_back_as_it(outcome):
    assert OUTCOME_WORDS[outcome.chinese] is outcome


def test_the_headers_of_a_contract_are_indexed_once():
    # a sheet of 16,000 columns asks for each of its cells
    REPLIES.field_of("建议编号")
    index = REPLIES._by_header
    REPLIES.field_of("承办单位")
    assert REPLIES._by_header is index
