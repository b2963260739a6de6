"""E-mails: every text of a message is read, whatever program sent it."""

from base64 import b64encode
from pathlib import Path

import pytest

from corpus.documents import BlockKind, Document
from corpus.errors import UnreadableFileError
from corpus.load import load_document

HEAD = "From: Ada <ada@orrin.example>\nSubject: Price\n"
PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
HTML = "Content-Type: text/html; charset=utf-8\n\n"
PDF = "Content-Type: application/pdf\nContent-Disposition: inline; filename=terms.pdf\n\n%PDF\n"
OFFER = "From: Bo <bo@vantry.example>\nSubject: Offer\nDate: Mon, 9 Jun 2025 10:00:00 +0000\n"
OFFERED = "From: Bo <bo@vantry.example> Date: Mon, 09 Jun 2025 10:00:00 +0000 Subject: Offer"


def of(kind: str, *parts: str, boundary: str = "b") -> str:
    """The parts as one of ``kind``, such as "mixed"."""
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


def load(message: str | bytes, folder: Path) -> Document:
    path = folder / "a.eml"
    path.write_bytes(message if isinstance(message, bytes) else message.encode())
    return load_document(path)


def body(message: str | bytes, folder: Path) -> list[str]:
    """The blocks below the subject."""
    made = load(message, folder)
    texts = [made.text[s.start : s.end] for s in made.sections]
    return texts[texts.index("Subject: Price") + 1 :]


def test_texts_around_an_attachment_are_read_in_order(tmp_path: Path) -> None:
    parts = (f"{PLAIN}The terms:", PDF, f"{PLAIN}They end in May.", f"{HTML}<p>Pay <b>5</b>.</p>")
    found = body(HEAD + of("mixed", *parts), tmp_path)
    assert found == ["The terms:", "They end in May.", "Pay 5.", "Attachments: terms.pdf"]


def test_a_text_file_attached_is_named_and_not_read(tmp_path: Path) -> None:
    note = "Content-Type: text/plain\nContent-Disposition: attachment; filename=n.txt\n\nA note."
    found = body(HEAD + of("mixed", f"{PLAIN}See the note.", note), tmp_path)
    assert found == ["See the note.", "Attachments: n.txt"]


def test_a_file_sent_without_a_text_is_named(tmp_path: Path) -> None:
    assert body(HEAD + PDF, tmp_path) == ["Attachments: terms.pdf"]


def test_pictures_of_a_page_are_not_named_and_files_are(tmp_path: Path) -> None:
    picture = "Content-Type: image/png; name=logo.png\nContent-ID: <1>\n\nx"
    page = of("related", f"{HTML}<p>Pay 5.</p>", picture, boundary="c")
    assert body(HEAD + of("mixed", page, PDF), tmp_path) == ["Pay 5.", "Attachments: terms.pdf"]


def test_a_quote_goes_on_after_an_attachment(tmp_path: Path) -> None:
    said = f"{PLAIN}Yes.\n\n-----Original Message-----\nFrom: Bo\n\nFour millions."
    made = load(HEAD + of("mixed", said, PDF, f"{PLAIN}In May."), tmp_path)
    quotes = [made.text[s.start : s.end] for s in made.sections if s.kind is BlockKind.QUOTE]
    assert quotes == ["-----Original Message----- From: Bo", "Four millions.", "In May."]


@pytest.mark.parametrize(
    "forwarded",
    [
        f"Content-Type: message/rfc822\n\n{OFFER}{PLAIN}We offer EUR 4 million.",
        f"Content-Type: message/rfc822\n\n\n{OFFER}{PLAIN}We offer EUR 4 million.",
        "Content-Type: message/rfc822\nContent-Disposition: attachment\n\n"
        f"{OFFER}{of('alternative', f'{HTML}<p>We offer EUR 4 million.</p>', boundary='c')}",
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        + b64encode(f"{OFFER}{PLAIN}We offer EUR 4 million.".encode()).decode(),
    ],
    ids=["inline", "after a blank line", "attached", "encoded"],
)
def test_a_forwarded_message_is_a_quote_that_names_its_sender(
    forwarded: str, tmp_path: Path
) -> None:
    made = load(HEAD + of("mixed", f"{PLAIN}See below.", forwarded, f"{PLAIN}Ada"), tmp_path)
    found = [(s.kind, made.text[s.start : s.end]) for s in made.sections[2:]]
    assert found == [
        (BlockKind.PARAGRAPH, "See below."),
        (BlockKind.QUOTE, OFFERED),
        (BlockKind.QUOTE, "We offer EUR 4 million."),
        (BlockKind.PARAGRAPH, "Ada"),
    ]


def forwarded_over(times: int) -> str:
    message = f"{OFFER}{PLAIN}We offer EUR 4 million."
    for _ in range(times):
        message = f"{HEAD}Content-Type: message/rfc822\n\n{message}"
    return message


def test_what_is_forwarded_too_often_is_said_to_be_unread(tmp_path: Path) -> None:
    assert load(forwarded_over(10), tmp_path).text.endswith("We offer EUR 4 million.")
    made = load(forwarded_over(11), tmp_path)
    assert [(b.text, b.reason) for b in made.removed] == [(OFFERED, "within too many other parts")]
    with pytest.raises(UnreadableFileError, match="too deeply"):
        load(forwarded_over(3_000), tmp_path)


WHOLE = "We offer EUR 4 million for all the shares, payable in May."


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("", WHOLE),
        ("Use a program that shows HTML.", WHOLE),
        ("We offer EUR", WHOLE),
        (WHOLE.replace("4 ", ""), WHOLE),
        (f"*{WHOLE}*\n\nAda <https://orrin.example/7>", f"*{WHOLE}*"),
    ],
    ids=["empty", "placeholder", "cut off", "no figure", "the same"],
)
def test_a_page_is_read_where_the_plain_text_says_less(
    plain: str, expected: str, tmp_path: Path
) -> None:
    message = HEAD + of("alternative", f"{PLAIN}{plain}", f"{HTML}<p>{WHOLE}</p>")
    assert body(message, tmp_path)[0] == expected


def test_a_plain_text_is_read_for_a_page_in_parts(tmp_path: Path) -> None:
    page = of("mixed", f"{HTML}<p>The terms:</p>", PDF, f"{HTML}<p>Pay 5.</p>", boundary="c")
    message = HEAD + of("alternative", f"{PLAIN}The terms: -\n\nPay 5.", page)
    assert body(message, tmp_path) == ["The terms: -", "Pay 5.", "Attachments: terms.pdf"]


SAID = "The price is €4 million – final, says Zoë."


@pytest.mark.parametrize(
    ("kind", "encoding"),
    [
        ("Content-Type: text/plain; charset=unknown-8bit\n", "utf-8"),
        ("Content-Type: text/plain; charset=x-none\n", "cp1252"),
        ("Content-Type: text/plain; charset=us-ascii\n", "utf-8"),
        ("Content-Type: text/plain; charset=iso-8859-1\n", "cp1252"),
        ("Content-Type: text/plain; charset=utf-8\n", "cp1252"),
        ("Content-Type: text/plain; charset=rot13\n", "utf-8"),
        ("Content-Type: text/plain\n", "utf-8"),
        ("", "cp1252"),
    ],
)
def test_text_is_read_whatever_character_set_is_declared(
    kind: str, encoding: str, tmp_path: Path
) -> None:
    head = f"{HEAD}{kind}Content-Transfer-Encoding: 8bit\n\n"
    assert body(head.encode() + SAID.encode(encoding), tmp_path) == [SAID]


def test_a_stray_byte_spoils_only_itself(tmp_path: Path) -> None:
    message = f"{HEAD}{PLAIN}{SAID}".encode() + b" And\xff more."
    assert body(message, tmp_path) == [f"{SAID} And\ufffd more."]


def test_a_subject_in_bare_bytes_is_read(tmp_path: Path) -> None:
    made = load(f"From: Zoë <z@orrin.example>\nSubject: {SAID}\n\nHello".encode(), tmp_path)
    assert (made.title, made.metadata.author) == (SAID, "Zoë <z@orrin.example>")


@pytest.mark.parametrize(
    "before",
    [
        b"\xef\xbb\xbf",
        b"\r\n \r\n",
        b"From ada@orrin.example Tue Jun 10 10:00:00 2025\n",
        b"\xef\xbb\xbf\nFrom - Tue Jun 10 2025\r\n",
    ],
)
def test_what_stands_before_the_headers_is_passed_over(before: bytes, tmp_path: Path) -> None:
    assert body(before + f"{HEAD}\nThe price is 5.\n".encode(), tmp_path) == ["The price is 5."]


def test_flowed_lines_are_joined_and_others_are_not(tmp_path: Path) -> None:
    kind = "Content-Type: text/plain; charset=utf-8; format=flowed"
    text = (
        "The price of EUR 4 million is due in two \nrates. \n\nPrice: 4\n From: May\n"
        "> Is it \n> final?\n> > Or \n>> when? \n> Not?\n-- \nAda\n"
    )
    assert body(f"{HEAD}{kind}\n\n{text}", tmp_path) == [
        "The price of EUR 4 million is due in two rates.",
        "Price: 4", "From: May", "Is it final?", "Or when?", "Not?", "Ada",
    ]  # fmt: skip
    divided = f"{HEAD}{kind}; delsp=yes\n\nThe pur \nchase price.\n"
    assert body(divided, tmp_path) == ["The purchase price."]


@pytest.mark.parametrize(
    "line",
    [
        f"Date: Mon, 1 Jan {'9' * 20} 00:00:00 +0000",
        f"Date: Mon, 1 Jan 2024 00:00:00 +{'9' * 18}",
        f"Content-Disposition: {'(' * 900}",
        f"Content-Type: text/plain; {'(' * 900}",
        f"To: {'(' * 900}",
        f"To: {', '.join(f'Some One <a{number}@b.example>' for number in range(5000))}",
        "To: " + '"a' * 3000,
        f"Content-Type: text/plain; {'; '.join(f'a{number}=b' for number in range(5000))}",
    ],
)
def test_no_header_keeps_a_message_from_being_read(line: str, tmp_path: Path) -> None:
    assert body(f"{HEAD}{line}\n\nPay 5.", tmp_path)[-1] == "Pay 5."


def test_a_long_header_is_decoded_too(tmp_path: Path) -> None:
    people = ", ".join(f"=?utf-8?q?B=C3=B8_{number}?= <b@orrin.example>" for number in range(50))
    found = load(f"{HEAD}Cc: {people}\n\nPay 5.", tmp_path).text
    assert "Cc: Bø 0 <b@orrin.example>, Bø 1 <" in found


def test_many_quotes_and_many_flowed_lines_take_no_long_time(tmp_path: Path) -> None:
    quoted = "--- Original Message ---\n\n" * 20_000 + "> Pay 5."
    assert body(f"{HEAD}\n{quoted}", tmp_path)[-1] == "Pay 5."
    flowed = "Content-Type: text/plain; format=flowed\n\n" + "the price is due and \n" * 50_000
    assert len(body(HEAD + flowed, tmp_path)) == 1


def test_more_than_is_no_mark_of_a_quote(tmp_path: Path) -> None:
    page = f"{HTML}<p>&gt; 5% of the shares</p><p>Pay 5.</p>"
    assert body(HEAD + page, tmp_path) == ["> 5% of the shares", "Pay 5."]
    flowed = "Content-Type: text/plain; format=flowed\n\nThe fee:\n > 5% of it"
    assert body(HEAD + flowed, tmp_path) == ["The fee:", "> 5% of it"]


def test_the_entry_of_a_calendar_is_not_read_for_the_page(tmp_path: Path) -> None:
    entry = "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nDESCRIPTION:Pay 5.\nEND:VCALENDAR"
    assert body(HEAD + of("alternative", f"{HTML}<p>Pay 5.</p>", entry), tmp_path) == ["Pay 5."]
