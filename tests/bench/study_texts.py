#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The texts that the study measures forgetting on, from a folder of data sets, into that folder:

    python3 tests/bench/study_texts.py DATA

ropes.articles.jsonl: the different articles of ropes.jsonl; gsm8k.solutions.jsonl: the answers of gsm8k.test.jsonl;
wikipedia.anchor.jsonl and wikipedia.held.jsonl: one half of wikipedia.text.jsonl to anchor on, the other to measure on.
"""
import json
import pathlib
import sys


def rows(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def write(file, texts):
    file.write_text("".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts), encoding="utf-8")
    print(f"{file}: {len(texts)} texts")


def article(row):
    return row["input"].split("Article: ", 1)[1].rsplit("\nQuestion:", 1)[0].strip()


def main():
    data = pathlib.Path(sys.argv[1])
    write(data / "ropes.articles.jsonl", list(dict.fromkeys(article(row) for row in rows(data / "ropes.jsonl"))))
    write(data / "gsm8k.solutions.jsonl", [row["output"] for row in rows(data / "gsm8k.test.jsonl")])
    wikipedia = [row["text"] for row in rows(data / "wikipedia.text.jsonl")]
    half = len(wikipedia) // 2
    write(data / "wikipedia.anchor.jsonl", wikipedia[:half])
    write(data / "wikipedia.held.jsonl", wikipedia[half:])


if __name__ == "__main__":
    main()
