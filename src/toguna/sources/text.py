"""Are these bytes text at all? Judged by their first part, without decoding them."""

from __future__ import annotations

SAMPLE = 65_536
MARKS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "zip (or office) file",
    b"\x89PNG": "PNG picture",
    b"\xff\xd8\xff": "JPEG picture",
    b"GIF8": "GIF picture",
    b"\x1f\x8b": "gzip file",
    b"BZh": "bzip2 file",
    b"\xfd7zXZ": "xz file",
    b"7z\xbc\xaf": "7z file",
    b"Rar!": "rar file",
    b"\x7fELF": "program",
    b"\xd0\xcf\x11\xe0": "old office file",
    b"SQLite format 3": "SQLite file",
}
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
MOST_CONTROLS = 0.04
"""Share of control bytes. Random bytes have .11, a text with stray NULs a handful in thousands. Not swept."""


def not_text(data: bytes) -> str:
    """Why the bytes are no text, in words; empty when they may be text."""
    for mark, name in MARKS.items():
        if data.startswith(mark):
            return name
    if data.startswith(WIDE) or is_wide(data):
        return ""
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls > MOST_CONTROLS * len(sample) and controls > 2:
        return f"{controls / len(sample):.0%} of its bytes are control characters"
    return ""


def is_wide(data: bytes) -> bool:
    """True for UTF-16 without a mark: every second byte is NUL, the others are not."""
    sample = data[: SAMPLE & ~1]
    if len(sample) < 8:
        return False
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    return max(even, odd) > 0.7 and min(even, odd) < 0.05
