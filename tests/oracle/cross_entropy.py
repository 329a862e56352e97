#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hold our cross-entropy of free texts against transformers, fp32 on the CPU.

    cross_entropy.py HF_DIR texts.jsonl --interweave build/release/app/cli/interweave [--model GGUF_OR_DIR] [--limit N]

transformers reads each {"text"} alone, tokenised as its tokenizer does by default, and predicts every token after the first.
Its fp32 logits go through a softmax in fp64: torch's log_softmax in fp32 is 3e-6 (relative) too low on 49,152 classes.
Printed: tokens, the mean over all predicted tokens (what `interweave eval` reports), the mean of the texts' means, and the
largest difference of a single text. Exit code 1 when a figure differs by more than --tolerance (relative).
Without --interweave only the reference is printed. --model names what our side reads, where that is not HF_DIR itself.

Needs torch, transformers. 200 texts of 180 tokens with 135 M parameters take two minutes on one core.
"""
import argparse
import json
import subprocess
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


@torch.no_grad()
def reference(folder, texts):
    """Per text: predicted tokens and mean cross-entropy in nats (0 tokens: nothing to predict)."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    rows = []
    for text in texts:
        ids = tokenizer(text, return_tensors="pt")["input_ids"]
        predicted = max(ids.shape[1] - 1, 0)
        loss = 0.0
        if predicted:
            logits = model(ids).logits[0, :-1].double()
            loss = torch.nn.functional.cross_entropy(logits, ids[0, 1:]).item()
        rows.append((predicted, loss))
    return rows


def ours(args):
    """What `interweave eval` says: predicted tokens in all, their mean cross-entropy, and each text's."""
    command = [args.interweave, "eval", args.model or args.hf, "--suite", args.texts, "--limit", str(args.limit),
               "--branch", "base", "--dtype", "fp32", "--device", "cpu", "--json"]
    document = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    result = document["results"][0]
    metric = next(m for m in result["score"]["metrics"] if m["metric"] == "cross_entropy")
    return result["tokens"], metric["value"], metric["rows"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hf", help="Hugging Face folder of the model")
    parser.add_argument("texts", help='JSON lines {"text"}')
    parser.add_argument("--interweave", help="the command line program")
    parser.add_argument("--model", help="what our side reads, default: the same folder")
    parser.add_argument("--limit", type=int, default=0, help="the first texts only")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--tolerance", type=float, default=1e-5)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)

    with open(args.texts, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines if line.strip()]
    expected = reference(args.hf, texts[:args.limit or None])
    tokens = sum(predicted for predicted, _ in expected)
    loss = sum(predicted * mean for predicted, mean in expected) / tokens
    used = [mean for predicted, mean in expected if predicted]
    print(f"transformers: {len(expected)} texts, {tokens} tokens, mean {loss:.9f}, mean of texts {sum(used) / len(used):.9f}")
    if not args.interweave:
        return
    our_tokens, our_loss, our_rows = ours(args)
    difference = abs(our_loss - loss) / loss
    worst = max(abs(a - b) / b for a, (predicted, b) in zip(our_rows, expected, strict=True) if predicted)
    print(f"interweave:   {len(our_rows)} texts, {our_tokens} tokens, mean {our_loss:.9f}: "
          f"relative difference {difference:.1e}, of a single text up to {worst:.1e}")
    sys.exit(int(our_tokens != tokens or max(difference, worst) > args.tolerance))


if __name__ == "__main__":
    main()
