#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hold the siamese model against Hugging Face PEFT, in both directions.

    peft_logits.py MODEL_DIR OUT_DIR --adapter RUN/adapter --interweave build/release/app/cli/interweave
    peft_logits.py MODEL_DIR OUT_DIR                       --interweave …

With --adapter, PEFT loads a folder that `interweave train` saved: what it computes must be what we compute. Without it, PEFT
makes and saves a LoRA adapter of its own, with B not zero, and we must load it. Either way a case is written under OUT_DIR
in the layout that `interweave verify` reads (the base model is linked, not copied) and verified; the exit code is verify's.
The gate is the run's (imsm_gate.safetensors beside the adapter) or a random one, computed here from its formula.

Needs torch, transformers, peft, safetensors.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM

GATE_RANK = 8


def load_base(folder):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def put_adapter(model_dir, adapter, target):
    """Leaves a PEFT folder in `target`: a copy of `adapter`, or one made by PEFT."""
    if adapter:
        shutil.copytree(adapter, target)
        return
    tuned = get_peft_model(load_base(model_dir), LoraConfig(
        task_type="CAUSAL_LM", r=4, lora_alpha=8, lora_dropout=0.0, target_modules=["q_proj", "v_proj"]))
    with torch.no_grad():
        for name, parameter in tuned.named_parameters():
            if "lora_B" in name:
                parameter.normal_(std=0.05)
    tuned.save_pretrained(target)


def put_gate(adapter, target, hidden):
    trained = adapter and pathlib.Path(adapter) / "imsm_gate.safetensors"
    if trained and trained.exists():
        gate = load_file(trained)
    else:
        gate = {"gate.down.weight": torch.randn(GATE_RANK, 4 * hidden) / (4 * hidden) ** 0.5,
                "gate.up.weight": torch.randn(hidden, GATE_RANK)}
    save_file(gate, target)
    return gate


def make_batch(vocabulary, rows=3, prompt=9, answer=5):
    """Right-padded rows of different prompt and answer lengths; prompt labels −100."""
    width = prompt + answer
    ids = torch.zeros(rows, width, dtype=torch.long)
    labels = torch.full((rows, width), -100)
    query = torch.tensor([prompt - 2 * row for row in range(rows)])
    for row in range(rows):
        length = int(query[row]) + answer
        ids[row, :length] = torch.randint(3, vocabulary, (length,))
        labels[row, query[row]:length] = ids[row, query[row]:length]
    return ids, labels, query


@torch.no_grad()
def expected_outputs(base, tuned, gate, ids, labels, query):
    """METHOD: g = sigmoid([q̄_b ; h_b ; h_t ; q̄_t]·W_A·W_B), h = g∘h_b + (1−g)∘h_t, through the base model's head."""
    memory = lambda model: model(input_ids=ids, output_hidden_states=True, use_cache=False).hidden_states[-1]
    h_b, h_t = memory(base), memory(tuned)
    in_query = (torch.arange(ids.shape[1])[None] < query[:, None]).unsqueeze(-1)
    mean = lambda h: ((h * in_query).sum(1, keepdim=True) / query[:, None, None]).expand_as(h)
    seen = torch.cat([mean(h_b), h_b, h_t, mean(h_t)], -1)
    g = torch.sigmoid(seen @ gate["gate.down.weight"].T @ gate["gate.up.weight"].T)
    logits = base.get_output_embeddings()(g * h_b + (1 - g) * h_t)
    shifted = torch.cat([torch.zeros_like(logits[:, :1]), logits[:, :-1]], 1)
    loss = torch.nn.functional.cross_entropy(shifted.flatten(0, 1), labels.flatten(), ignore_index=-100)
    return {"base_memory": h_b, "tuned_memory": h_t, "gate": g, "shifted_logits": shifted, "loss": loss.reshape(1)}


def write_case(args, root):
    model_dir = pathlib.Path(args.model).resolve()
    case = root / "imsm" / "peft"
    case.mkdir(parents=True)
    (root / "models").mkdir()
    (root / "models" / "base").symlink_to(model_dir, target_is_directory=True)
    put_adapter(model_dir, args.adapter, case / "adapter")

    base = load_base(model_dir)
    tuned = PeftModel.from_pretrained(load_base(model_dir), case / "adapter").eval()
    gate = put_gate(args.adapter, case / "gate.safetensors", base.config.hidden_size)
    ids, labels, query = make_batch(base.config.vocab_size)
    expected = expected_outputs(base, tuned, gate, ids, labels, query)
    apart = (expected["tuned_memory"] - expected["base_memory"]).abs().max().item()
    expected |= {"input_ids": ids, "labels": labels, "query_length": query}
    save_file({name: tensor.contiguous() for name, tensor in expected.items()}, case / "expected.safetensors")
    (case / "case.json").write_text(json.dumps(
        {"base": "base", "mode": 5, "peft": "lora", "gate_rank": gate["gate.down.weight"].shape[0]}, indent=1))
    print(f"wrote {case}: tuned memories differ from base by up to {apart:.3g}")
    return case


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="Hugging Face folder of the base model")
    parser.add_argument("out", help="new folder to write the case in")
    parser.add_argument("--adapter", help="PEFT folder saved by `interweave train`")
    parser.add_argument("--interweave", help="the command line program; without it the case is only written")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    if pathlib.Path(args.out).exists():
        parser.error(f"{args.out} exists")
    torch.manual_seed(args.seed)
    case = write_case(args, pathlib.Path(args.out).resolve())
    if args.interweave:
        sys.exit(subprocess.run([args.interweave, "verify", str(case), "--dtype", "fp32", "--device", "cpu"]).returncode)


if __name__ == "__main__":
    main()
