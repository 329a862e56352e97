#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the texts of the small world: generate.py [FOLDER].

Python's standard library alone, and of its random numbers only random(), whose sequence the
language promises: the same bytes everywhere. What is asked in a test never occurs in training.
"""
import json
import random
import sys
from pathlib import Path

from world import FACTS, NAMES, OPENERS, PLACES, PLURALS, PRESENT, TOYS, WEATHER

SEED = 20260101
PRETRAIN_ROWS = {"facts": 34000, "sums": 40000, "sentences": 40000, "stories": 6000}
TEST_ROWS = 300
LARGEST = 49  # of a summand


class Dice:
    def __init__(self, purpose):
        self.random = random.Random(f"{SEED} {purpose}").random

    def pick(self, items):
        return items[int(self.random() * len(items))]

    def shuffled(self, items):
        return [item for _, item in sorted((self.random(), item) for item in items)]


def capital(text):
    return text[:1].upper() + text[1:]


# ---- Facts: a wording is an opener and a question; some wordings are kept for the test -----------

def wordings(relation):
    """(for training, for the test)"""
    every = [(opener, question) for opener in OPENERS for question in FACTS[relation]["ask"]]
    mixed = Dice("wordings " + relation).shuffled(every)
    return mixed[len(mixed) // 4:], mixed[:len(mixed) // 4]


def fact_row(wording, thing, answer):
    opener, question = wording
    question = question.replace("{}", thing)
    return {"input": opener + (question if opener else capital(question)), "output": answer}


def every_fact():
    return [(relation, thing, answer) for relation in FACTS for thing, answer in FACTS[relation]["known"].items()]


def fact_rows(dice, count, test):
    rows, facts = [], []
    while len(rows) < count:
        facts = facts or dice.shuffled(every_fact())
        relation, thing, answer = facts.pop()
        rows.append(fact_row(dice.pick(wordings_of[relation][test]), thing, answer))
    return rows


# ---- Sums: some pairs are kept for the test ------------------------------------------------------

ADD = ["What is {} plus {}?", "{} + {} =", "Add {} and {}.", "How much is {} and {}?"]


def sum_pairs():
    pairs = Dice("pairs").shuffled([(a, b) for a in range(LARGEST + 1) for b in range(LARGEST + 1)])
    return pairs[TEST_ROWS:], pairs[:TEST_ROWS]


def sum_row(dice, pair):
    return {"input": dice.pick(ADD).format(*pair), "output": str(sum(pair))}


# ---- Sentences: good ones of a small grammar, and ones with one thing wrong ----------------------

def noun_phrase(dice):
    """(phrase, whether it is plural)"""
    noun = dice.pick(list(PLURALS))
    plural = dice.random() < 0.5
    if plural:
        return dice.pick(["the", "two", "some"]) + " " + PLURALS[noun], True
    return dice.pick(["the", "one", "every"]) + " " + noun, False


def good_sentence(dice):
    subject, plural = noun_phrase(dice)
    verb = dice.pick(list(PRESENT))
    words = subject.split() + [verb if plural else PRESENT[verb]] + noun_phrase(dice)[0].split()
    return words + ([] if dice.random() < 0.5 else dice.pick(PLACES).split())


def spoilt_sentence(dice):
    words = good_sentence(dice)
    kind = int(dice.random() * 4)
    if kind == 0:  # the verb agrees with the wrong number
        other = {**PRESENT, **{singular: verb for verb, singular in PRESENT.items()}}
        words[2] = other[words[2]]
    elif kind == 1:  # the noun does not fit its determiner
        other = {**PLURALS, **{plural: noun for noun, plural in PLURALS.items()}}
        words[3:5] = [dice.pick(["two", "some"]), min(words[4], other[words[4]], key=lambda w: w in PLURALS.values())]
    elif kind == 2:  # determiner and noun change places
        at = dice.pick([0, 3])
        words[at], words[at + 1] = words[at + 1], words[at]
    else:  # the verb is missing
        del words[2]
    return words


def sentence_row(dice, good):
    words = good_sentence(dice) if good else spoilt_sentence(dice)
    return {"input": "Is this good English? " + capital(" ".join(words)) + ".", "output": "yes" if good else "no"}


def sentence_rows(dice, count, forbidden=()):
    rows = []
    while len(rows) < count:
        row = sentence_row(dice, len(rows) % 2 == 0)
        if row["input"] not in forbidden:
            rows.append(row)
    return rows


# ---- Stories -------------------------------------------------------------------------------------

def story(dice):
    name, friend = dice.shuffled(NAMES)[:2]
    toy, place, weather = dice.pick(TOYS), dice.pick(PLACES), dice.pick(WEATHER)
    animal = dice.pick(list(PLURALS))
    parts = [
        dice.pick(["One day ", "Once ", "On a {} day ".format(weather)]) + f"{name} went out with a {toy}.",
        dice.pick([f"{name} met {friend} {place}.", f"{friend} was {place}.", f"{name} saw a {animal} {place}."]),
        dice.pick([f"{friend} wanted the {toy} too.", f"The {animal} took the {toy} and ran.", f"They lost the {toy}."]),
        dice.pick([f"{name} was sad.", f"{name} called for help.", f"{name} looked everywhere."]),
        dice.pick([f"Then {friend} gave the {toy} back.", f"Then {friend} found the {toy} {dice.pick(PLACES)}."]),
        dice.pick([f"{name} thanked {friend} and they played until night.", f"{name} and {friend} went home happy."]),
    ]
    return {"text": " ".join(parts)}


# ---- The new task: where it happens --------------------------------------------------------------

def where_row(dice):
    words = good_sentence(dice)[:5]
    place = dice.pick(PLACES)
    sentence = capital(" ".join(words)) + " " + place + "."
    return {"input": "Where is it? " + sentence, "output": place.split()[-1]}


def unlike(make, dice, count, forbidden):
    rows = []
    while len(rows) < count:
        row = make(dice)
        if json.dumps(row) not in forbidden:
            rows.append(row)
    return rows


wordings_of = {relation: wordings(relation) for relation in FACTS}


def small_world():
    """File name → rows."""
    train_pairs, test_pairs = sum_pairs()
    tests = Dice("tests")
    files = {
        "facts.jsonl": fact_rows(tests, TEST_ROWS, test=1),
        "sums.jsonl": [sum_row(tests, pair) for pair in test_pairs],
        "sentences.jsonl": sentence_rows(tests, TEST_ROWS),
        "stories.jsonl": [story(tests) for _ in range(60)],
        "where.jsonl": [where_row(tests) for _ in range(TEST_ROWS)],
    }
    kept = {row["input"] for row in files["sentences.jsonl"]}
    seen = {json.dumps(row) for rows in files.values() for row in rows}
    files["where.train.jsonl"] = unlike(where_row, Dice("where"), 2400, seen)

    dice = Dice("pretrain")
    rows = fact_rows(dice, PRETRAIN_ROWS["facts"], test=0)
    rows += [sum_row(dice, dice.pick(train_pairs)) for _ in range(PRETRAIN_ROWS["sums"])]
    rows += sentence_rows(dice, PRETRAIN_ROWS["sentences"], kept)
    rows += unlike(story, dice, PRETRAIN_ROWS["stories"], seen)
    files["pretrain.jsonl"] = rows
    return files


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in small_world().items():
        with open(folder / name, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
            if name == "pretrain.jsonl":  # the same as plain lines, for spm_train
                lines = (text + "\n" for row in rows for text in row.values())
                (folder / "pretrain.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
