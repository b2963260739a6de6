"""Names that documents define."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.extractive.aliases import defined_names, meant_names
from index.words import content_stems

CONTRACT = (
    "This agreement is made between Orrin Group plc, a company registered in Leeds, England "
    '(the "Seller"), and Brightwater Holdings AB (the "Purchaser").\n\nThe Purchaser shall pay '
    "EUR 4 million."
)


def test_a_defined_term_means_its_name() -> None:
    assert dict(defined_names(CONTRACT)) == {
        "Seller": content_stems("Orrin Group plc"),
        "Purchaser": content_stems("Brightwater Holdings AB"),
    }
    meant = meant_names("The Purchaser shall pay EUR 4 million.", CONTRACT)
    assert content_stems("Brightwater") <= meant
    assert not content_stems("Orrin") & meant


def test_a_text_without_definitions_means_nothing_more() -> None:
    assert meant_names("The Purchaser pays.", "No term is defined here.") == frozenset()


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for term, stems in defined_names(text):
        assert term in text
        assert stems
