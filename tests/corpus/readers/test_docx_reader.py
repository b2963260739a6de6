"""Word files: everything that a reader of the document sees, with its changes accepted."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.load import load_document

BOX = "<w:txbxContent><w:p><w:r><w:t>Exclusivity ends in June.</w:t></w:r></w:p></w:txbxContent>"
BOTH_BOXES = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f"<mc:Choice>{BOX}</mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def with_xml(word: WordDocument, before: str, xml: str, after: str = "") -> None:
    """A paragraph of ``before``, the elements in ``xml`` and ``after``."""
    paragraph = word.add_paragraph(before)
    for element in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
        paragraph._p.append(element)
    paragraph.add_run(after)


def lines(word: WordDocument, folder: Path) -> list[str]:
    path = folder / "deal.docx"
    word.save(str(path))
    return [line for line in load_document(path).text.splitlines() if line]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    "xml",
    [
        f"<w:del><w:r><w:delText>40</w:delText></w:r></w:del><w:ins>{run('45')}</w:ins>",
        f"<w:moveFrom>{run('40')}</w:moveFrom><w:moveTo>{run('45')}</w:moveTo>",
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('45')}</w:sdtContent></w:sdt>",
        f"<w:fldSimple w:instr='REF price'>{run('45')}</w:fldSimple>",
        f"<w:smartTag w:element='n'><w:hyperlink>{run('45')}</w:hyperlink></w:smartTag>",
    ],
    ids=["inserted", "moved", "control", "field", "tag and link"],
)
def test_text_within_markup_is_read(xml: str, tmp_path: Path) -> None:
    word = docx.Document()
    with_xml(word, "The price is EUR ", xml, " million.")
    assert lines(word, tmp_path) == ["The price is EUR 45 million."]


def test_a_content_control_around_paragraphs_and_rows_is_read(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    for number, text in enumerate(["Price", "EUR 5m", "Deposit", "EUR 1m"]):
        table.cell(number // 2, number % 2).text = text
    for element in (table.rows[1]._tr, word.add_paragraph("It ends in May.")._p):
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        element.addprevious(control)
        control[0].append(element)
    assert lines(word, tmp_path) == ["Price: EUR 5m", "Deposit: EUR 1m", "It ends in May."]


def test_a_text_box_follows_its_paragraph_once(tmp_path: Path) -> None:
    word = docx.Document()
    with_xml(word, "The price is fixed.", BOTH_BOXES)
    word.add_paragraph("The end.")
    expected = ["The price is fixed.", "Exclusivity ends in June.", "The end."]
    assert lines(word, tmp_path) == expected


def test_a_table_within_a_cell_follows_its_row(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Price", "EUR 5m"
    table.cell(1, 0).text = "Milestones"
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "First", "EUR 1m"
    assert lines(word, tmp_path) == ["Price: EUR 5m", "Milestones", "First: EUR 1m"]


def test_merged_cells_stand_in_each_row_and_column_they_cover(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    rows = (("Region", "2024", "2025"), ("North", "10", "12"), ("", "see note", ""))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 1).merge(table.cell(2, 2))
    last = lines(word, tmp_path)[-1]
    assert last == "North | 2024: see note | 2025: see note"


def test_a_deleted_row_is_left_out(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    for number, text in enumerate(["Price", "EUR 5m", "Deposit", "EUR 1m"]):
        table.cell(number // 2, number % 2).text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))
    assert lines(word, tmp_path) == ["Deposit: EUR 1m"]


def test_a_footnote_follows_the_paragraph_that_refers_to_it(tmp_path: Path) -> None:
    word = docx.Document()
    with_xml(word, "The price is EUR 5m", '<w:r><w:footnoteReference w:id="2"/></w:r>', ".")
    word.add_paragraph("The end.")
    plain, path = BytesIO(), tmp_path / "noted.docx"
    word.save(plain)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    added = {
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/>',
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/>',
        ),
    }
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name in added:
                end, entry = added[name]
                text = text.replace(end.encode(), (entry + end).encode())
            target.writestr(name, text)
        note = f'<w:footnote w:id="2"><w:p>{run("Less the debt.")}</w:p></w:footnote>'
        target.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>")
    found = [line for line in load_document(path).text.splitlines() if line]
    assert found == ["The price is EUR 5m.", "Less the debt.", "The end."]


def test_a_raised_mark_changes_no_figure(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Revenue was $1.2")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" billion from 25 m")
    paragraph.add_run("2").font.superscript = True
    assert lines(word, tmp_path) == ["Revenue was $1.2 billion from 25 m2"]


def test_breaks_tabs_and_fixed_hyphens_are_characters(tmp_path: Path) -> None:
    word = docx.Document()
    with_xml(word, "Fee\tlevel", "<w:r><w:br/><w:t>non</w:t><w:noBreakHyphen/></w:r>", "binding")
    assert lines(word, tmp_path) == ["Fee level non-binding"]
