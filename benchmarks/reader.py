"""Speed and memory of the readers alone: `python benchmarks/reader.py [FOLDER ...] [--spacy MODULE]`.

Rules alone, rules with the encoder, and, when a spaCy model is named and installed, that pipeline: sentences, words and
documents a second of one thread, and peak memory, each in a process of its own on the same texts. Without folders the
texts are the package's example reports and the development gold of the examples, repeated.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "examples"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
ROUNDS = 3


def texts(folders: list[Path]) -> list[str]:
    """The texts of all `.txt` files below the folders."""
    paths = sorted(p for folder in folders for p in folder.rglob("*.txt"))
    return [t for p in paths if (t := p.read_text("utf-8", errors="replace")).strip()]


def ours(name: str) -> Callable[[str], int]:
    """A reader of the package: text to the number of sentences."""
    from toguna.kinds.document import Document
    from toguna.kinds.ids import DocumentId
    from toguna.language.learned import LearnedReader, learned_reader
    from toguna.language.reader import Reader, rule_reader

    reader: Reader = rule_reader() if name == "rules" else learned_reader()

    def read(text: str) -> int:
        if isinstance(reader, LearnedReader):
            reader.encoder.paragraph.cache_clear()  # the same text is read several times here
        document = Document(DocumentId("text"), "0", text)
        return len(reader.read(document, reader.sentences(document)).sentences)

    return read


def spacys(module: str) -> Callable[[str], int]:
    """A spaCy pipeline, whole."""
    pipeline: Any = importlib.import_module(module).load()
    return lambda text: sum(1 for _ in pipeline(text).sents)


def measured(name: str, folders: list[Path]) -> dict[str, float]:
    """One reader over all texts, after one that warms it; processor seconds."""
    began = time.process_time()
    read = ours(name) if name in ("rules", "learned") else spacys(name)
    given = texts(folders)
    read(given[0])
    ready = time.process_time() - began
    sentences = 0
    began = time.process_time()
    for _ in range(ROUNDS):
        sentences += sum(read(text) for text in given)
    seconds = time.process_time() - began
    words = ROUNDS * sum(len(t.split()) for t in given)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "ready": ready,
        "documents": ROUNDS * len(given) / seconds,
        "sentences": sentences / seconds,
        "words": words / seconds,
        "memory": memory,
        "length": words / ROUNDS / len(given),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--spacy", metavar="MODULE", help="such as en_core_web_sm")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folders = options.folders or [EXAMPLES]
    if options.one:
        print(json.dumps(measured(options.one, folders)))
        return
    print("| reader | ready after | documents /s | sentences /s | words /s | peak memory |\n|---|--:|--:|--:|--:|--:|")
    length = 0.0
    for name in ("rules", "learned", *([options.spacy] if options.spacy else [])):
        command = [sys.executable, __file__, *map(str, folders), "--one", name]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | ONE_THREAD)
        row = json.loads(done.stdout.splitlines()[-1])
        length = row["length"]
        print(
            f"| {name} | {row['ready']:.1f} s | {row['documents']:.1f} | {row['sentences']:,.0f} | {row['words']:,.0f}"
            f" | {row['memory']:.0f} MiB |"
        )
    print(
        f"\n{length:.0f} words a document; processor seconds of one thread; {platform.machine()}, "
        f"CPython {platform.python_version()}"
    )


if __name__ == "__main__":
    main()
