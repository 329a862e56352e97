#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write adapters of every method that Hugging Face PEFT has and we compute, with what PEFT computes from them.

    make_peft.py MODEL_DIR OUT [--only lora,dora] [--seed 7]

OUT/<method>/adapter: as PEFT saves it, not at its initial value; OUT/<method>/expected.safetensors: input_ids (2, 12), tuned (2, 12, H)
= last hidden state after the final norm, loss (1) = next-token cross-entropy of the ids, and grad.<name> of every trained tensor, under its
name in adapter_model.safetensors. fp32 on the CPU, eager attention, no dropout.

The fixtures in tests/fixtures/peft: tests/fixtures/models/llama3, peft 0.21.2, transformers 5.23.0, torch 2.13.0, seed 7.
"""
import argparse
import pathlib

import torch
from peft import (AdaLoraConfig, IA3Config, LNTuningConfig, LoraConfig, PeftModel, PrefixTuningConfig, PromptTuningConfig, VeraConfig,
                  get_peft_model, get_peft_model_state_dict)
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

QV = ["q_proj", "v_proj"]
COMMON = {"task_type": "CAUSAL_LM"}


def methods(model):
    norms = ["input_layernorm", "post_attention_layernorm", "norm"]
    return {
        "lora": LoraConfig(r=4, lora_alpha=8, target_modules=QV, **COMMON),
        "lora_pattern": LoraConfig(r=4, lora_alpha=8, target_modules=".*layers.[01].*(q_proj|down_proj)", use_rslora=True,
                                   rank_pattern={"layers.1.mlp.down_proj": 2}, alpha_pattern={"q_proj": 3}, **COMMON),
        "dora": LoraConfig(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj", "down_proj"], use_dora=True, **COMMON),
        "pissa": LoraConfig(r=4, lora_alpha=8, target_modules=["q_proj", "down_proj"], init_lora_weights="pissa", **COMMON),
        "olora": LoraConfig(r=4, lora_alpha=8, target_modules=["q_proj", "down_proj"], init_lora_weights="olora", **COMMON),
        "adalora": AdaLoraConfig(init_r=6, target_r=4, lora_alpha=8, total_step=100, target_modules=QV, orth_reg_weight=0.0, **COMMON),
        "ia3": IA3Config(target_modules=["k_proj", "v_proj", "down_proj"], feedforward_modules=["down_proj"], **COMMON),
        "ia3_gate": IA3Config(target_modules=["q_proj", "gate_proj"], feedforward_modules=["gate_proj"], **COMMON),
        "vera": VeraConfig(r=8, target_modules=["q_proj", "v_proj", "down_proj"], save_projection=True, **COMMON),
        "vera_key": VeraConfig(r=8, target_modules=["v_proj", "o_proj"], save_projection=False, projection_prng_key=3, **COMMON),
        "ln_tuning": LNTuningConfig(target_modules=norms, **COMMON),
        "prompt_tuning": PromptTuningConfig(num_virtual_tokens=5, **COMMON),
        "prefix_tuning": PrefixTuningConfig(num_virtual_tokens=5, **COMMON),
    }


def load_base(folder):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def randomise(model):
    """Away from the initial value, by about as much as training would."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                spread = 1.0 if "lora_E" in name or "lambda_b" in name else 0.1 * max(parameter.abs().mean().item(), 0.3)
                parameter.add_(torch.randn_like(parameter) * spread)


def write(folder, config, model_dir, seed):
    torch.manual_seed(seed)
    model = get_peft_model(load_base(model_dir), config)
    randomise(model)
    model.save_pretrained(folder / "adapter")
    if not config.is_prompt_learning:  # PEFT does not go on training those from a folder
        model = PeftModel.from_pretrained(load_base(model_dir), folder / "adapter", is_trainable=True)
    model.eval()
    ids = torch.randint(3, model.config.vocab_size, (2, 12))
    out = model(input_ids=ids, output_hidden_states=True, use_cache=False)
    logits, tuned = out.logits[:, -12:], out.hidden_states[-1][:, -12:]  # without virtual tokens
    loss = torch.nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten())
    loss.backward()
    expected = {"input_ids": ids, "tuned": tuned, "loss": loss.reshape(1)}
    live = get_peft_model_state_dict(model)
    pointers = {parameter.data_ptr(): parameter for _, parameter in model.named_parameters() if parameter.requires_grad}
    for name, tensor in live.items():
        parameter = pointers.get(tensor.data_ptr())
        if parameter is not None:
            expected["grad." + name] = parameter.grad
        elif len(pointers) == 1:  # prompt learning: the state is made from the encoder's weight
            expected["grad." + name] = next(iter(pointers.values())).grad
    save_file({name: tensor.detach().contiguous().clone() for name, tensor in expected.items()}, folder / "expected.safetensors")
    base = load_base(model_dir)(input_ids=ids, output_hidden_states=True).hidden_states[-1]
    print(f"{folder.name}: {len(expected) - 3} trained tensors, {(tuned - base).abs().max():.3g} from base, loss {loss.item():.4f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    for name, config in methods(args.model).items():
        if not args.only or name in args.only.split(","):
            write(args.out / name, config, args.model, args.seed)


if __name__ == "__main__":
    main()
