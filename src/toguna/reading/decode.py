"""Bytes -> characters. Every byte sequence gives a text; what could not be read stands in it as U+FFFD.

The text is in Unicode form NFC, without a byte order mark; line ends stay as they are. It is the *raw text* that
`Document.map` and `Document.aside` point into.
"""

from __future__ import annotations

import codecs
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BROKEN = 0.02
"""Share of bytes that may be broken in a text still taken for UTF-8. Not swept: a broken copy
has a few such bytes in thousands. An English page in an old code page that uses curly quotes may have as few, and is
told by having hardly any right sequence."""


def decoded(data: bytes) -> str:
    """The text of the bytes: by its mark, as UTF-8, as UTF-16 without a mark, else by the likeliest old code page."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return nfc(data[len(mark) :].decode(name, "replace"))
    unmarked = wide(data)
    if unmarked:
        return nfc(data.decode(unmarked, "replace"))
    try:
        return nfc(data.decode("utf-8"))
    except UnicodeDecodeError:
        return nfc(_legacy(data))


def wide(data: bytes) -> str | None:
    """The name of UTF-16 without a mark, when every second byte is NUL and the others are not."""
    sample = data[:65_536]
    if len(sample) < 8 or 0 not in sample:
        return None
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.7 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.05 else None


def nfc(text: str) -> str:
    """Form NFC, with half characters (surrogates) replaced."""
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", text)


def _legacy(data: bytes) -> str:
    """Not clean UTF-8: broken UTF-8 when most of its long sequences are right, else an old code page."""
    text = data.decode("utf-8", "replace")
    broken, right = text.count("\ufffd"), sum(1 for c in text if c > "\x7f" and c != "\ufffd")
    if broken <= right and broken <= BROKEN * len(data):
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], steps=5, chunk_size=2048).best()
    name = best.encoding if best else "cp1252"
    if name in ("latin_1", "iso8859_15", "iso8859_1", "ascii", "cp1252") or _is_mostly_ascii(data):
        name = "cp1252"
    return data.decode(name, "replace")


def _is_mostly_ascii(data: bytes) -> bool:
    """Under 3 % high bytes: English with curly quotes and a few names, where guesses between code pages are noise."""
    return sum(b > 127 for b in data[:65_536]) < 0.03 * min(len(data), 65_536)
