#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether Hugging Face PEFT computes from our adapter folders what we compute.

    INTERWEAVE_PEFT_OUT=OUT build/release/tests/core/peft/test_peft
    peft_reads.py tests/fixtures/models/llama3 OUT

OUT/<method>/adapter as we wrote it, OUT/<method>/expected.safetensors: input_ids (1, n) and tuned (1, n, H). Prints the largest difference of
each; exit code 1 when one is above 1e-4. LoRAMoE is no method of PEFT's and is passed over. Last run: peft 0.21.2, transformers 5.23.0.
"""
import argparse
import pathlib
import sys

import torch
from peft import PeftModel
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    args = parser.parse_args()
    passed = True
    for folder in sorted(args.out.iterdir()):
        if folder.name == "lora_moe":
            continue
        base = AutoModelForCausalLM.from_pretrained(args.model, dtype=torch.float32, attn_implementation="eager").eval()
        model = PeftModel.from_pretrained(base, folder / "adapter").eval()
        expected = load_file(folder / "expected.safetensors")
        length = expected["input_ids"].shape[1]
        with torch.no_grad():
            tuned = model(input_ids=expected["input_ids"], output_hidden_states=True, use_cache=False).hidden_states[-1][:, -length:]
        difference = (tuned - expected["tuned"]).abs().max().item()
        passed &= difference <= 1e-4
        print(f"{folder.name}: {difference:.2g}", flush=True)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
