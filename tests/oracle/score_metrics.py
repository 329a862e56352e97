#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hold `interweave score` against scikit-learn, rouge-score and the definitions in ten lines of Python, on random files.

    score_metrics.py --interweave build/release/app/cli/interweave [--files 40] [--rows 60] [--seed 1] [FILE.jsonl …]

Each file holds random predictions of random answers: empty ones, lists of answers, articles, punctuation, numbers, several
lines, letters and spaces from all over Unicode. Given FILEs are held against the same definitions. Exit code 1 when a whole
figure differs by more than 1e-9 or a row's by more than 1e-6. Needs scikit-learn, rouge-score.
"""
import argparse
import json
import pathlib
import random
import re
import string
import subprocess
import sys
import tempfile
import warnings

from rouge_score.rouge_scorer import RougeScorer
from sklearn.metrics import accuracy_score, f1_score, matthews_corrcoef

WORDS = ("yes no Yes. NO yesterday the The a an A cat's lake running flies dying generously 1,200 -3.5 12% $5 3 #### 7 "
         "İstanbul ΟΔΟΣ ΣΑΣ' naïve café ß ẞ ﬁne 日本語 漢字 Ⅷ ½ x² K Ångström it's well-known e.g. (so) “quoted” — … the_end "
         "happily relational conditional formalize hopefulness skies cries agreed controlling sized").split()
SPACES = (" ", " ", " ", " ", "  ", "\n", "\t", "\u00a0", "\u2003", "\u2028")


def normalise(text):
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def overlap(prediction, answer):
    predicted, expected = set(normalise(prediction).split()), set(normalise(answer).split())
    shared = len(predicted & expected)
    return 2 * shared / (len(predicted) + len(expected)) if shared else 0.0


def number(text):
    for line in text.replace("\u2212", "-").split("\n"):
        for mark in re.finditer(r"the answer is|####", line, re.I | re.A):
            found = re.search(r"(?<![a-z0-9])(-?)[$\u0080-\U0010ffff]*(-?)[$]*(\d[\d,]*(?:\.\d+)?|\.\d+)|(\d[\d,]*(?:\.\d+)?)", line[mark.end():], re.I | re.A)
            if found:
                digits = (found[3] or found[4]).replace(",", "")
                return -float(digits) if "-" in ((found[1] or "") + (found[2] or "")) else float(digits)
    return None


def expected_figures(rows):
    accepted = [row["output"] if isinstance(row["output"], list) else [row["output"]] for row in rows]
    predictions = [row["prediction"] for row in rows]
    firsts = [answers[0] for answers in accepted]
    pairs = list(zip(predictions, accepted))
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    rouges = [scorer.score(answer, prediction) for prediction, answer in zip(predictions, firsts)]
    figures = {
        "EM": [float(any(normalise(p) == normalise(a) for a in answers)) for p, answers in pairs],
        "Contain": [float(any(normalise(a) in normalise(p) for a in answers)) for p, answers in pairs],
        "F1_overlap": [overlap(p, a) for p, a in zip(predictions, firsts)],
        "final_number": [float(number(a) is not None and number(p) == number(a)) for p, a in zip(predictions, firsts)],
    }
    for ours, theirs in (("Rouge1", "rouge1"), ("Rouge2", "rouge2"), ("RougeL", "rougeL")):
        figures[ours] = [score[theirs].fmeasure for score in rouges]
    truth, claim = (["yes" in text.lower() for text in texts] for texts in (firsts, predictions))
    whole = {name: sum(values) / len(values) for name, values in figures.items()}
    whole |= {"accuracy": accuracy_score(truth, claim), "F1_yes": f1_score(truth, claim, zero_division=0),
              "MCC_yes": matthews_corrcoef(truth, claim)}
    return whole, figures


def random_text(chance, longest):
    words = [chance.choice(WORDS) for _ in range(chance.randint(0, longest))]
    return "".join(word + chance.choice(SPACES) for word in words) + chance.choice(("", "", ".", "\n#### 5", "The answer is 1,200."))


def random_row(chance):
    answers = [random_text(chance, 12) for _ in range(chance.randint(1, 3))]
    kept = chance.choice(answers)
    prediction = chance.choice((kept, kept.upper(), "So: " + kept + "!", " ".join(kept.split()[:3]), random_text(chance, 30), ""))
    return {"output": answers if chance.random() < 0.6 else answers[0], "prediction": prediction}


def yes_no_row(chance):
    return {"output": chance.choice(("yes", "no", "Yes.", ["no", "never"])), "prediction": chance.choice(("yes", "No", "YES!", "", "yesterday"))}


def worst(args, file):
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]
    ours = json.loads(subprocess.run([args.interweave, "score", str(file), "--json"], check=True, stdout=subprocess.PIPE).stdout)
    whole, per_row = expected_figures(rows)
    bad = [f"{name} is {ours[name]}, expected {value}" for name, value in whole.items() if not abs(ours[name] - value) <= 1e-9]
    for name, values in per_row.items():
        bad += [f"{name}_rows[{i}] is {a}, expected {b}: {rows[i]}" for i, (a, b) in enumerate(zip(ours[name + "_rows"], values, strict=True))
                if not abs(a - b) <= 1e-6]
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="FILE.jsonl", type=pathlib.Path)
    parser.add_argument("--interweave", required=True)
    parser.add_argument("--files", dest="count", type=int, default=40)
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    chance = random.Random(args.seed)
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        files = list(args.files)
        for index in range(args.count):
            make = yes_no_row if index % 4 == 0 else random_row
            file = pathlib.Path(folder) / f"{index}.jsonl"
            file.write_text("".join(json.dumps(make(chance), ensure_ascii=chance.random() < 0.5) + "\n"
                                    for _ in range(chance.choice((1, 2, args.rows)))), encoding="utf-8")
            files.append(file)
        for file in files:
            failures += [f"{file.name}: {text}" for text in worst(args, file)]
    print("\n".join(failures[:20] + [f"{len(files)} files, {len(failures)} figures differ"]))
    sys.exit(int(bool(failures)))


if __name__ == "__main__":
    main()
