#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hold the siamese model against Hugging Face PEFT, in both directions.

    peft_logits.py MODEL_DIR OUT_DIR --adapter RUN/adapter --interweave build/release/app/cli/interweave
    peft_logits.py MODEL_DIR OUT_DIR                       --interweave …

With --adapter, PEFT loads a folder that `interweave train` saved: what it computes must be what we compute. Without it, PEFT
makes and saves a LoRA adapter of its own, with B not zero, and we must load it. The gate is the run's (imsm_gate.safetensors
beside the adapter) or a random one. Either way a case is written under OUT_DIR in the layout that `interweave verify` reads
(the base model is linked, not copied): memories, gate, logits and loss of a batch, greedy answers, and a few training steps
with torch's AdamW. Then it is verified.

A real model's memories run to about 50, where fp32 itself is worth some 1e-4: so PEFT computes the batch in fp64 as well, and
both fp32 results are held against that. Exit code 1 when ours is farther from it than --tolerance and than twice PEFT's own fp32.

Needs torch, transformers, peft, safetensors. On the CPU.
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import sys

import torch
from peft import LoraConfig, PeftModel, get_peft_model, get_peft_model_state_dict
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, get_cosine_schedule_with_warmup

GATE_RANK, MAX_NEW = 8, 8
STEPS, WARM_UP, LR_ADAPTER, LR_GATE, WEIGHT_DECAY = 4, 1, 1e-3, 1e-3, 0.01


def load_base(folder):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


class Siamese:
    """METHOD: g = sigmoid([q̄_b ; h_b ; h_t ; q̄_t]·W_A·W_B), h = g∘h_b + (1−g)∘h_t, through the shared head."""

    def __init__(self, model_dir, adapter, gate):
        self.source = model_dir, adapter, gate
        self.base = load_base(model_dir).requires_grad_(False)
        self.tuned = PeftModel.from_pretrained(load_base(model_dir), adapter, is_trainable=True).eval()
        self.gate = {name: tensor.clone().requires_grad_() for name, tensor in gate.items()}

    def forward(self, ids, query):
        memory = lambda model: model(input_ids=ids, output_hidden_states=True, use_cache=False).hidden_states[-1]
        base, tuned = memory(self.base), memory(self.tuned)
        in_query = (torch.arange(ids.shape[1])[None] < query[:, None]).unsqueeze(-1)
        mean = lambda h: ((h * in_query).sum(1, keepdim=True) / query[:, None, None]).expand_as(h)
        seen = torch.cat([mean(base), base, tuned, mean(tuned)], -1)
        gate = torch.sigmoid(seen @ self.gate["gate.down.weight"].T @ self.gate["gate.up.weight"].T)
        return base, tuned, gate, self.base.get_output_embeddings()(gate * base + (1 - gate) * tuned)

    def loss(self, ids, labels, query):
        logits = self.forward(ids, query)[3]
        return torch.nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1), labels[:, 1:].flatten(), ignore_index=-100)

    @torch.no_grad()
    def outputs(self, ids, labels, query):
        base, tuned, gate, logits = self.forward(ids, query)
        shifted = torch.cat([torch.zeros_like(logits[:, :1]), logits[:, :-1]], 1)
        return {"base_memory": base, "tuned_memory": tuned, "gate": gate, "shifted_logits": shifted,
                "loss": self.loss(ids, labels, query).reshape(1)}

    def exact(self):
        """The same model in fp64."""
        other = Siamese(*self.source)
        for model in (other.base, other.tuned):
            model.double()
        other.gate = {name: tensor.double() for name, tensor in self.source[2].items()}
        return other

    @torch.no_grad()
    def greedy(self, prompt):
        ids = list(prompt)
        while len(ids) < len(prompt) + MAX_NEW:
            logits = self.forward(torch.tensor([ids]), torch.tensor([len(prompt)]))[3]
            ids.append(int(logits[0, -1].argmax()))
            if ids[-1] == self.base.config.eos_token_id:
                break
        return ids[len(prompt):]

    def train(self, batch):
        """Losses of a few steps on one batch; changes adapter and gate."""
        adapter = [parameter for parameter in self.tuned.parameters() if parameter.requires_grad]
        optimizer = torch.optim.AdamW([{"params": adapter, "lr": LR_ADAPTER},
                                       {"params": list(self.gate.values()), "lr": LR_GATE}], weight_decay=WEIGHT_DECAY)
        schedule = get_cosine_schedule_with_warmup(optimizer, WARM_UP, STEPS)
        losses = []
        for _ in range(STEPS):
            loss = self.loss(*batch)
            loss.backward()
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.item())
        return losses

    def trained(self):
        return {"after." + name: tensor.detach() for name, tensor in
                [*get_peft_model_state_dict(self.tuned).items(), *self.gate.items()]}


def make_adapter(model_dir, target):
    tuned = get_peft_model(load_base(model_dir), LoraConfig(
        task_type="CAUSAL_LM", r=4, lora_alpha=8, lora_dropout=0.0, target_modules=["q_proj", "v_proj"]))
    with torch.no_grad():
        for name, parameter in tuned.named_parameters():
            if "lora_B" in name:
                parameter.normal_(std=0.05)
    tuned.save_pretrained(target)


def make_gate(adapter, hidden):
    trained = adapter and pathlib.Path(adapter) / "imsm_gate.safetensors"
    if trained and trained.exists():
        return load_file(trained)
    return {"gate.down.weight": torch.randn(GATE_RANK, 4 * hidden) / (4 * hidden) ** 0.5,
            "gate.up.weight": torch.randn(hidden, GATE_RANK)}


def make_batch(vocabulary, rows=3, prompt=9, answer=5):
    """Right-padded rows with prompts of different lengths; prompt labels −100."""
    ids = torch.zeros(rows, prompt + answer, dtype=torch.long)
    labels = torch.full_like(ids, -100)
    query = torch.tensor([prompt - 2 * row for row in range(rows)])
    for row in range(rows):
        end = int(query[row]) + answer
        ids[row, :end] = torch.randint(3, vocabulary, (end,))
        labels[row, query[row]:end] = ids[row, query[row]:end]
    return ids, labels, query


def write_case(model_dir, adapter, root):
    case = root / "imsm" / "peft"
    case.mkdir(parents=True)
    (root / "models").mkdir()
    (root / "models" / "base").symlink_to(model_dir.resolve(), target_is_directory=True)
    if adapter:
        shutil.copytree(adapter, case / "adapter")
    else:
        make_adapter(model_dir, case / "adapter")
    gate = make_gate(adapter, load_base(model_dir).config.hidden_size)
    save_file(gate, case / "gate.safetensors")

    siamese = Siamese(model_dir, case / "adapter", gate)
    batch = make_batch(siamese.base.config.vocab_size)
    expected = siamese.outputs(*batch)
    exact = siamese.exact().outputs(*batch)
    apart = (expected["tuned_memory"] - expected["base_memory"]).abs().max().item()
    prompts = [row[:length].tolist() for row, length in zip(batch[0], batch[2])]
    answers = [siamese.greedy(prompt) for prompt in prompts]
    losses = siamese.train(batch)
    for prefix in ("", "train.0."):
        expected |= {prefix + name: tensor for name, tensor in zip(("input_ids", "labels", "query_length"), batch)}
    expected |= siamese.trained()
    save_file({name: tensor.contiguous().clone() for name, tensor in expected.items()}, case / "expected.safetensors")
    (case / "case.json").write_text(json.dumps({
        "base": "base", "mode": 5, "peft": "lora", "gate_rank": gate["gate.down.weight"].shape[0],
        "train": {"steps": STEPS, "accumulation": 1, "optimizer": "AdamW betas (0.9,0.999) eps 1e-8",
                  "weight_decay": WEIGHT_DECAY, "lr_adapter": LR_ADAPTER, "lr_gate": LR_GATE,
                  "schedule": f"cosine, {WARM_UP} warm-up steps", "dropout": 0.0, "losses": losses},
        "greedy": {"prompts": prompts, "tokens": answers, "max_new": MAX_NEW}}, indent=1))
    print(f"{case}: tuned memories differ from base by up to {apart:.3g}, losses {losses}", flush=True)
    return case, exact


def hold_against_exact(saved, case, exact, tolerance):
    """How far our and PEFT's fp32 results are from fp64; whether ours are near enough."""
    ours, theirs = load_file(saved), load_file(case / "expected.safetensors")
    passed = True
    for name, value in exact.items():
        distance = lambda tensors: (tensors[name].double().reshape(value.shape) - value).abs().max().item()
        mine, peft = distance(ours), distance(theirs)
        passed &= mine <= max(tolerance, 2 * peft)
        print(f"{name}: from fp64, ours {mine:.2g}, PEFT in fp32 {peft:.2g}")
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path, help="Hugging Face folder of the base model")
    parser.add_argument("out", type=pathlib.Path, help="new folder to write the case in")
    parser.add_argument("--adapter", help="PEFT folder saved by `interweave train`")
    parser.add_argument("--interweave", help="the command line program; without it the case is only written")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--tolerance", type=float, default=1e-4)
    args = parser.parse_args()
    if args.out.exists():
        parser.error(f"{args.out} exists")
    torch.manual_seed(args.seed)
    case, exact = write_case(args.model, args.adapter, args.out)
    if args.interweave:
        saved = args.out / "ours.safetensors"
        subprocess.run([args.interweave, "verify", str(case), "--save", str(saved)])
        sys.exit(0 if hold_against_exact(saved, case, exact, args.tolerance) else 1)


if __name__ == "__main__":
    main()
