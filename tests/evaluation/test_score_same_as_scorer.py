"""Our figures are the figures of the corpus' own scorer; needs the corpus beside the checkout."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from toguna.evaluation.gold import KINDS, load
from toguna.evaluation.score import as_json, score

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "gold"
SCORER = GOLD / "tools" / "score_gold.py"

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the shared gold is not beside this checkout")


def raw_text(path: str) -> str:
    folder = GOLD if (GOLD / path).is_file() else SHARED / "seeds"
    return (folder / path).read_bytes().decode("utf-8")


def in_words(path: str, given: Any) -> str:
    return given or "" if isinstance(given, str | None) else raw_text(path)[given["start"] : given["end"]]


def place(path: str, given: Any) -> dict[str, str]:
    return {"document": path, "quote": in_words(path, given)}


def blurred(gold: dict[str, Any], dice: random.Random) -> list[dict[str, Any]]:
    """An export that says much of what the gold says, with faults of every sort."""
    names = {ident: f"p-{n}" for n, ident in enumerate(gold["parties"])}
    idents = sorted(names)

    def party(ident: str | None) -> str | None:
        return None if ident is None else names[dice.choice(idents) if dice.random() < 0.15 else ident]

    out: list[dict[str, Any]] = []
    for ident, given in gold["parties"].items():
        kept = [a for a in given["aliases"] if dice.random() < 0.7]
        group = names.get(given.get("member_of") or "")
        out.append({"kind": "party", "id": names[ident], "name": given["name"], "aliases": kept, "member_of": group})
    for n, doc in enumerate(gold["documents"]):
        published = doc["published"] if dice.random() < 0.8 else None
        lineage = f"{doc['lineage']}" if dice.random() < 0.8 else f"own-{n}"
        record = {"kind": "document", "id": f"d{n}", "path": doc["path"], "published": published, "lineage": lineage}
        raw = raw_text(doc["path"])
        out.append(
            record | {"agency": doc["agency"] if dice.random() < 0.7 else "AFP", "text": raw[: len(raw) * 2 // 3]}
        )
    for kind, name in KINDS.items():
        for n, record in enumerate(gold[kind]):
            if dice.random() < 0.2:
                continue
            said: dict[str, Any] = {k: v for k, v in record.items() if k not in ("document", "sentence", "content")}
            if "content" in record:
                said["content"] = in_words(record["document"], record["content"])
            words = in_words(record["document"], record["sentence"]).split()
            cut = " ".join(words[: max(4, int(len(words) * dice.random()))])
            said |= {"kind": name, "id": record.get("id") or f"{name}{n}"}
            said["because"] = [{"document": record["document"], "quote": cut}] * dice.choice((1, 1, 2))
            for field in ("holder", "set_by", "by", "who", "excludes"):
                if field in said:
                    said[field] = party(said[field])
            for field in ("toward", "actors", "recipients", "between"):
                if field in said:
                    said[field] = [party(p) for p in said[field]]
            if kind == "statements":
                said["speaker"] = {"name": record["speaker"], "party": party(record["party"]), "anonymous": False}
            if kind == "conditions":
                said["requires"] = record["requires"] | {"by": [party(p) for p in record["requires"]["by"]]}
                said["for"] = record["for"] | {"toward": [party(p) for p in record["for"]["toward"]]}
                said["states"] = _states(gold, record["id"])
            out.append(said)
    for n, cell in enumerate(gold["matrix"]):
        stance = cell["stance"] if dice.random() < 0.7 else "unclear"
        joined = {"holder": party(cell["holder"]), "toward": party(cell["toward"]), "stance": stance}
        out.append({"kind": "cell", "id": f"cell{n}", "at": cell["at"], "issue": cell["issue"]} | joined)
    positions = [r["id"] for r in gold["positions"]]
    for n, found in enumerate(gold["contradictions"]):
        ends = [found[e] if isinstance(found[e], str) else dice.choice(positions) for e in ("a", "b")]
        out.append({"kind": "contradiction", "id": f"x{n}", "between": ends, "because": []})
    return out


def _states(gold: dict[str, Any], ident: str) -> list[dict[str, Any]]:
    for history in gold["condition_histories"]:
        if ident in history["conditions"]:
            return [
                {"state": s["state"], "on": s["on"], "because": [place(s["document"], s["sentence"])]}
                for s in history["states"]
            ]
    return []


def rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return round(value, 9) if isinstance(value, float) else value


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_figures_are_those_of_the_corpus_own_scorer(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    for path in sorted((GOLD / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        lines = [json.dumps(r) for r in blurred(gold, dice)]
        (tmp_path / f"{gold['process']}.jsonl").write_text("\n".join(lines), "utf-8")
    command = [sys.executable, str(SCORER), str(GOLD), str(tmp_path), "--json", "--texts", str(SHARED / "seeds")]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    def records(process: str) -> list[Any]:
        return [json.loads(line) for line in (tmp_path / f"{process}.jsonl").read_text("utf-8").splitlines()]

    ours = as_json(score(load(GOLD, SHARED / "seeds"), records))
    assert rounded(ours) == rounded(theirs)
    assert 0.2 < ours["all"]["process_score"] < 0.9
