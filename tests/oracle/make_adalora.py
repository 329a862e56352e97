#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write what Hugging Face PEFT's AdaLoRA does over 200 steps on a small model: which triplets it keeps.

    make_adalora.py MODEL_DIR OUT

OUT/adapter: the adapter before the first step, as PEFT saves it. OUT/expected.safetensors: ids (4, 4, 10), the four batches that steps
take in turn; losses (200); kept (200, triplets) uint8, the entries of E that are not zero after each step, modules in order of their names;
after.<name> of every trained tensor. AdamW (2e-3, weight decay 0.01, constant rate), the step's loss with the orthogonality term,
update_and_allocate after the optimizer's step with step numbers from 1. fp32 on the CPU.

The fixture in tests/fixtures/adalora: tests/fixtures/models/llama3, peft 0.21.2, transformers 5.23.0, torch 2.13.0, seed 7.
"""
import argparse
import pathlib

import torch
from peft import AdaLoraConfig, PeftModel, get_peft_model, get_peft_model_state_dict
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

STEPS = 200
CONFIG = AdaLoraConfig(init_r=6, target_r=2, lora_alpha=8, tinit=20, tfinal=40, deltaT=5, beta1=0.85, beta2=0.85, orth_reg_weight=0.5,
                       total_step=STEPS, target_modules=["q_proj", "v_proj", "down_proj"], task_type="CAUSAL_LM")


def load_base(folder):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    args = parser.parse_args()
    torch.manual_seed(7)
    model = get_peft_model(load_base(args.model), CONFIG).eval()
    model.save_pretrained(args.out / "adapter")
    ids = torch.randint(3, model.config.vocab_size, (4, 4, 10))
    parameters = {name: p for name, p in model.named_parameters() if p.requires_grad}
    optimizer = torch.optim.AdamW(parameters.values(), lr=2e-3, weight_decay=0.01)
    triplets = [parameters[name] for name in sorted(parameters) if "lora_E" in name]
    losses, kept = [], []
    for step in range(1, STEPS + 1):
        batch = ids[(step - 1) % 4]
        loss = model(input_ids=batch, labels=batch, use_cache=False).loss
        loss.backward()
        optimizer.step()
        model.base_model.update_and_allocate(step)
        optimizer.zero_grad()
        losses.append(loss.item())
        kept.append(torch.cat([(e != 0).flatten() for e in triplets]).to(torch.uint8))
    # The last masks zeros in place, so that the state has every triplet.
    model.peft_config["default"].rank_pattern = None
    expected = {"ids": ids, "losses": torch.tensor(losses), "kept": torch.stack(kept)}
    expected |= {"after." + name: tensor for name, tensor in get_peft_model_state_dict(model).items()}
    save_file({name: tensor.detach().contiguous().clone() for name, tensor in expected.items()}, args.out / "expected.safetensors")
    (args.out / "adapter/README.md").unlink(missing_ok=True)
    print(f"losses {losses[0]:.4f} to {losses[-1]:.4f}; triplets kept: " + " ".join(str(int(k.sum())) for k in kept[::10]))


if __name__ == "__main__":
    main()
