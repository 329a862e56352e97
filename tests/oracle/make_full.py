#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Full-parameter training as transformers and torch do it: loss, gradient of every weight and three AdamW steps, with an
epsilon that keeps the sign of a vanishing gradient from deciding a whole step.

    make_full.py tests/fixtures/models/llama3 tests/fixtures/train/full_llama3.safetensors

Written with torch 2.13.0 and transformers 5.23.0. Norms do not decay. "tied." is the same model with tied embeddings.
"""
import sys

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

ROWS = [([1, 30, 31, 40, 41, 2], 3), ([1, 50, 51, 2], 2), ([1, 60, 61, 62, 63, 64, 70, 71, 2], 6)]


def loss_of(model):
    """The mean over all answer tokens of the micro-batch."""
    losses = []
    for ids, query in ROWS:
        logits = model(torch.tensor([ids])).logits[0]
        losses.append(torch.nn.functional.cross_entropy(
            logits[query - 1:-1], torch.tensor(ids[query:]), reduction="none"))
    return torch.cat(losses).mean()


def main():
    folder, target = sys.argv[1:]
    result = {}
    for prefix, tied in (("", False), ("tied.", True)):
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
        if tied:
            model.lm_head.weight = model.model.embed_tokens.weight
        loss = loss_of(model)
        loss.backward()
        result[prefix + "loss"] = loss.detach().reshape(1)
        kept = [name for name, _ in model.named_parameters() if not tied or "embed" in name]
        result |= {prefix + "grad." + name: model.get_parameter(name).grad.clone() for name in kept}
        optimizer = torch.optim.AdamW(
            [{"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": 0.1},
             {"params": [p for p in model.parameters() if p.dim() == 1], "weight_decay": 0.0}], lr=1e-2, eps=1e-3)
        losses = []
        for _ in range(4):
            optimizer.zero_grad()
            loss = loss_of(model)
            losses.append(loss.detach())
            loss.backward()
            optimizer.step()
        result[prefix + "losses"] = torch.stack(losses)
    save_file(result, target)


main()
