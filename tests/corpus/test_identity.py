"""Whose filing a document is, and of which period."""

from pathlib import Path

import pytest

from corpus.documents import Identity
from corpus.load import load_document

COVER = """UNITED STATES SECURITIES AND EXCHANGE COMMISSION

FORM {form}

For the {period}

Commission file number 1-3285

VANTOR PLC

(Exact name of registrant as specified in its charter)

Vantor makes packaging for food and for medicine in eleven countries.
"""


@pytest.mark.parametrize(
    ("name", "form", "period", "kind", "identity"),
    [
        (
            "VANTOR_2023_10K.txt", "10-K", "fiscal year ended January 28, 2023",
            "annual report", Identity("VANTOR PLC", ("VANTOR",), 2023),
        ),
        (
            "VANTOR_2023Q2_10Q.txt", "10-Q", "quarterly period ended June 30, 2023",
            "quarterly report", Identity("VANTOR PLC", ("VANTOR",), 2023, 2),
        ),
        (
            "report.txt", "10-Q", "quarterly period ended September 30, 2022",
            "quarterly report", Identity("VANTOR PLC", (), 2022, 3),
        ),
        (
            "vantor_2022_8K_dated-2022-07-01.txt", "8-K", "day",
            "current report", Identity("VANTOR PLC", ("vantor",), 2022),
        ),
        (
            "annual-report-2021.txt", "10-K", "fiscal year ended June 30, 2021",
            "annual report", Identity("VANTOR PLC", (), 2021),
        ),
    ],
)  # fmt: skip
def test_cover_and_file_name_tell_whose_filing_it_is(
    tmp_path: Path, name: str, form: str, period: str, kind: str, identity: Identity
) -> None:
    (tmp_path / name).write_text(COVER.format(form=form, period=period))
    document = load_document(tmp_path / name)
    assert (document.kind, document.identity) == (kind, identity)


def test_what_is_no_filing_has_no_identity(tmp_path: Path) -> None:
    (tmp_path / "memo_2021.txt").write_text("Memo\n\nVantor plc may buy a mill in 2022.")
    assert load_document(tmp_path / "memo_2021.txt").identity == Identity()
