"""Files become documents, or are refused with a reason."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.documents import BlockKind
from corpus.errors import UnreadableFileError
from corpus.load import Limits, discover, load_document

SAID = "The buyer pays EUR 4 million for the brick works in Tromsdal, the parties agreed."


def word_file(path: Path) -> None:
    word = docx.Document()
    word.add_heading("Board memo", 0)
    word.add_paragraph(SAID)
    word.add_paragraph("first point", style="List Bullet")
    table = word.add_table(rows=2, cols=3)
    for row, cells in zip(table.rows, [("Line", "2025", "2024"), ("Sales", "4", "3")], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    word.save(str(path))


def mail(path: Path) -> None:
    path.write_text(
        "From: Ada Quill <ada@orrin.example>\nTo: board@orrin.example\nDate: Mon, 2 Mar 2026 09:00 "
        "+0100\nSubject: =?utf-8?q?Kaufpreis_f=C3=BCr_Tromsdal?=\nContent-Type: text/plain; "
        f"charset=utf-8\n\n{SAID}\n\nOn Sun, 1 Mar 2026 at 10:00, Bo <bo@orrin.example> wrote:\n"
        "> What do they pay?\n",
        encoding="utf-8",
    )


def test_the_sub_folder_names_the_deal(tmp_path: Path) -> None:
    file = tmp_path / "quarry" / "memo.txt"
    file.parent.mkdir()
    file.write_text(SAID)
    made = load_document(file, root=tmp_path)
    assert (made.path, made.deal, made.text) == ("quarry/memo.txt", "quarry", SAID)


def test_word_files_keep_their_order_and_kinds(tmp_path: Path) -> None:
    word_file(tmp_path / "memo.docx")
    made = load_document(tmp_path / "memo.docx")
    kinds = [(s.kind, made.text[s.start : s.end]) for s in made.sections]
    assert kinds == [
        (BlockKind.HEADING, "Board memo"),
        (BlockKind.PARAGRAPH, SAID),
        (BlockKind.LIST_ITEM, "first point"),
        (BlockKind.TABLE_ROW, "Line | 2025 | 2024"),
        (BlockKind.TABLE_ROW, "Sales | 2025: 4 | 2024: 3"),
    ]
    assert made.kind == "board memo"


def test_markdown_reads_front_matter_lists_and_tables(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        f"---\ntitle: The works\ndate: 2026-03-02\n---\n# Head\n\n{SAID}\n\n- one\n- two\n\n"
        "| Line | 2025 |\n| --- | --- |\n| Sales | 4 |\n"
    )
    made = load_document(file)
    assert made.title == "The works"
    assert made.metadata.published == date(2026, 3, 2)
    assert [made.text[s.start : s.end] for s in made.sections][1:] == [
        SAID, "one", "two", "Line: 2025", "Sales: 4",
    ]  # fmt: skip


def test_mail_keeps_the_message_and_marks_what_it_quotes(tmp_path: Path) -> None:
    mail(tmp_path / "a.eml")
    made = load_document(tmp_path / "a.eml")
    assert made.title == "Kaufpreis für Tromsdal"
    assert made.metadata.published == date(2026, 3, 2)
    assert SAID in made.text
    quotes = [made.text[s.start : s.end] for s in made.sections if s.kind is BlockKind.QUOTE]
    assert quotes == [
        "On Sun, 1 Mar 2026 at 10:00, Bo <bo@orrin.example> wrote:",
        "What do they pay?",
    ]


@pytest.mark.parametrize(
    ("body", "quoted", "own"),
    [
        (
            "On Sun, 1 Mar 2026 Bo wrote:\n> What do they\n> pay?\n\nEUR 4 million.\n> When?\n"
            "In May.\n",
            ["On Sun, 1 Mar 2026 Bo wrote:", "What do they pay?", "When?"],
            ["EUR 4 million.", "In May."],
        ),
        (
            "We agree.\n\n-----Original Message-----\nFrom: Bo\nSent: Sunday\n\nFour millions.\n",
            ["-----Original Message----- From: Bo Sent: Sunday", "Four millions."],
            ["We agree."],
        ),
        (
            "Yes.\n\nOn Sun, 1 Mar 2026 at 10:00, Bo Quill of Orrin\n<bo@orrin.example> wrote:\n"
            ">> Really?\n> Surely.\n> --\n> Bo\n",
            [
                "On Sun, 1 Mar 2026 at 10:00, Bo Quill of Orrin <bo@orrin.example> wrote:",
                "Really? Surely.",
                "Bo",
            ],
            ["Yes."],
        ),
        (
            "We agree.\nAda\n\nFrom: Bo\nSent: Sunday\nTo: Ada\nSubject: Price\n\nFour millions.\n",
            ["From: Bo Sent: Sunday To: Ada Subject: Price", "Four millions."],
            ["We agree.", "Ada"],
        ),
    ],
)
def test_quotes_between_after_and_without_marks(
    body: str, quoted: list[str], own: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.eml"
    file.write_text(f"From: Ada <ada@orrin.example>\nSubject: Price\n\n{body}")
    made = load_document(file)
    kinds = [(s.kind is BlockKind.QUOTE, made.text[s.start : s.end]) for s in made.sections[2:]]
    assert [text for is_quote, text in kinds if is_quote] == quoted
    assert [text for is_quote, text in kinds if not is_quote] == own


def test_what_stands_below_the_mark_of_a_signature_is_kept(tmp_path: Path) -> None:
    notice = "This message is confidential and intended only for the addressee."
    said = "Treat it well: this message is confidential until we sign for EUR 4 million."
    file = tmp_path / "a.eml"
    file.write_text(
        f"From: Ada <ada@orrin.example>\nSubject: Price\n\n{said}\n\nWe agree.\n\n-- \nAda Quill\n"
        f"Finance director, Orrin plc\n\n{notice}\n"
    )
    made = load_document(file)
    signature = "Ada Quill\n\nFinance director, Orrin plc"
    assert made.text.endswith(f"{said}\n\nWe agree.\n\n{signature}\n\n{notice}")
    assert [(b.text, b.reason) for b in made.removed] == [("--", "mark of a signature")]
    marked = [s for s in made.sections if s.kind is BlockKind.DISCLAIMER]
    assert [made.text[s.start : s.end] for s in marked] == [notice]


def test_a_message_in_html_keeps_its_sentences_whole_and_its_quotes_marked(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_text(
        "From: Ada <ada@orrin.example>\nSubject: Price\nContent-Type: text/html\n\n"
        "<div style='display:none'>Preview</div><p>We <b>offer</b> EUR 4 million.<br>Ada</p>"
        "<div>On Sun, 1 Mar 2026, Bo wrote:</div><blockquote><p>What do <i>you</i> offer?</p>"
        "</blockquote>"
    )
    made = load_document(file)
    found = [(s.kind, made.text[s.start : s.end]) for s in made.sections[2:]]
    assert found == [
        (BlockKind.PARAGRAPH, "We offer EUR 4 million."),
        (BlockKind.PARAGRAPH, "Ada"),
        (BlockKind.QUOTE, "On Sun, 1 Mar 2026, Bo wrote:"),
        (BlockKind.QUOTE, "What do you offer?"),
    ]


def test_the_same_bytes_are_the_same_document(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SAID)
    assert load_document(tmp_path / "a.txt").id == load_document(tmp_path / "b.txt").id


def bomb() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\x00" * 310_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "0 bytes"),
        ("a.txt", b"  \n \n", "no text"),
        ("a.docx", b"PK\x03\x04 word/ broken", "Word file"),
        ("a.pdf", b"%PDF-1.7 broken", "PDF"),
        ("a.eml", b"no header at all", "header"),
        ("a.docx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "image/png"),
        ("a.docx", bomb(), "300 MB"),
    ],
    ids=["empty", "blank", "broken word", "broken pdf", "no mail", "image", "bomb"],
)
def test_a_bad_file_is_named_with_the_next_step(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableFileError, match=words) as caught:
        load_document(tmp_path / name)
    assert name in str(caught.value)
    assert caught.value.remedy.endswith(".")


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as sparse:
        sparse.truncate(300_000_000)
    with pytest.raises(UnreadableFileError, match="300,000,000 bytes"):
        load_document(file, limits=Limits())


def test_a_path_that_climbs_out_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text(SAID)
    with pytest.raises(UnreadableFileError, match="outside"):
        load_document(inside / ".." / "secret.txt", root=inside)
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "fine.txt").write_text(SAID)
    (inside / ".hidden.txt").write_text(SAID)
    assert [path.name for path in discover(inside)] == ["fine.txt"]


def test_keeping_all_keeps_what_readers_set_aside(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for number, said in enumerate(("The price is fixed.", "The rent is not."), start=1):
        canvas.drawString(72, 800, f"Orrin plc, page {number}")
        canvas.drawString(72, 700, said)
        canvas.showPage()
    canvas.save()
    page = "<nav><a href='/'>Home</a></nav><p>" + SAID + "</p><footer>All rights reserved</footer>"
    (tmp_path / "a.html").write_text(page)
    for name, lost in (("a.pdf", "Orrin plc, page 2"), ("a.html", "All rights reserved")):
        filtered = load_document(tmp_path / name)
        assert lost in [block.text for block in filtered.removed]
        assert lost not in filtered.text
        whole = load_document(tmp_path / name, keep_all=True)
        assert lost in whole.text
        assert whole.removed == ()


def test_one_line_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    file = tmp_path / "line.txt"
    file.write_text("a long line of words " * 500_000)
    assert len(load_document(file).text) > 10_000_000
