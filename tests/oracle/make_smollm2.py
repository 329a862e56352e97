#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/fixtures/smollm2/expected.jsonl: what transformers makes of our own texts with SmolLM2-135M-Instruct in fp32.

    python make_smollm2.py HF_FOLDER    (the GGUF's dequantised weights as a Hugging Face folder, with its tokenizer.json)

Per line: text, ids, cross_entropy (nats per predicted token: all but the first), and for the prompts the greedy next 8 ids.
Made with transformers 5.23.0, tokenizers 0.23.3, torch 2.13.0 on a CPU.
"""
import json
import pathlib
import sys

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

TEXTS = [
    "The capital of France is",
    "Once upon a time, in a village by the sea, there lived",
    "The ferry left the harbour before the fog came in, and nobody on the pier saw which way she turned. Old Maren lit the lamp "
    "an hour early that evening; she said that a light nobody needs costs little, and one that is missing costs a ship.",
    "In 1969 the mill burned 12,345 bricks; by 2024 that was 3.75 per cent of the island's yearly need (about 329,200).",
    "We don't know what they'll say, I'm afraid: she'd rather you hadn't asked, and it's not as if they've read it.",
    "def area(width: float, height: float = 1.0) -> float:\n    \"\"\"Area of a rectangle.\"\"\"\n    if width < 0:\n\t\traise ValueError(f\"{width=}\")\n    return width * height\n",
    "  leading   and    trailing spaces \n\n\n\tand a tab  ",
    "Zürich, Łódź, naïve café — “quoted” … 北京的秋天很美。 Привет, мир! مرحبا 👩‍🚀🚀",
    "<|im_start|>user\nName a bird.<|im_end|>\n<|im_start|>assistant\nA blue heron.<|im_end|>\n",
    "Copper is a soft, ductile metal that conducts heat and electricity well. It has been mined for thousands of years, first as "
    "native metal found near the surface and later from ores that had to be roasted and smelted. Mixed with tin it becomes bronze, "
    "which is harder and easier to cast, and mixed with zinc it becomes brass.",
]
PROMPTS = 2  # the first texts are prompts to go on with


def main():
    folder = sys.argv[1]
    tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    out = pathlib.Path(__file__).parent.parent / "fixtures/smollm2/expected.jsonl"
    with torch.no_grad(), out.open("w", encoding="utf-8") as file:
        for index, text in enumerate(TEXTS):
            ids = tokenizer.encode(text, add_special_tokens=False).ids
            row = torch.tensor([ids])
            line = {"text": text, "ids": ids, "cross_entropy": round(model(row, labels=row).loss.item(), 6)}
            if index < PROMPTS:
                made = model.generate(row, attention_mask=torch.ones_like(row), max_new_tokens=8, do_sample=False)
                line["greedy"] = made[0, len(ids):].tolist()
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


main()
