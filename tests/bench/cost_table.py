#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What every PEFT method costs, alone and with IMSM: time per step, decoding speed, memory, trained parameters.

    cost_table.py --interweave build/release/app/cli/interweave --model MODEL --data ROWS.jsonl [--only lora,dora]
                  [--steps 8] [--batch 4] [--new 64] [--repeats 3] [--dtype bf16] [--threads 2]

Each figure is of `interweave bench train` and `interweave bench decode`, in a process of its own, so that peak memory is the
method's own; time per step is the median of the repeats, with the least and the most of them. With IMSM the base memories
are there already, as in every epoch but the first (--cold: made on the way). Prints a Markdown table, line by line.
"""
import argparse
import json
import statistics
import subprocess

METHODS = ("lora", "rslora", "dora", "pissa", "olora", "adalora", "ia3", "vera", "bitfit", "ln_tuning", "prompt_tuning",
           "prefix_tuning", "lora_moe")


def bench(args, kind, *options):
    command = [args.interweave, "bench", kind, args.model, args.data, "--json", "--dtype", args.dtype, "--threads",
               str(args.threads), *options]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def measure(args, method, siamese):
    train = ["--peft", method, "--steps", str(args.steps), "--batch", str(args.batch)]
    if siamese:
        train += ["--siamese", *(["--cold"] if args.cold else [])]
    decode = ["--peft", method, "--new", str(args.new), "--branch", "interwoven" if siamese else "tuned"]
    steps = [bench(args, "train", *train) for _ in range(args.repeats)]
    decoded = [bench(args, "decode", *decode) for _ in range(args.repeats)]
    seconds = [1000 * step["seconds_per_step"] for step in steps]
    speeds = [one["tokens_per_s"] for one in decoded]
    print(f"| {method} | {'IMSM' if siamese else 'PEFT'} | {steps[0]['trained_parameters']:,} "
          f"| {statistics.median(seconds):,.0f} ({min(seconds):,.0f} … {max(seconds):,.0f}) "
          f"| {statistics.median(speeds):,.1f} ({min(speeds):,.1f} … {max(speeds):,.1f}) "
          f"| {max(step['peak_rss_mb'] for step in steps):,.0f} | {max(one['peak_rss_mb'] for one in decoded):,.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--interweave", "--model", "--data"):
        parser.add_argument(name, required=True)
    parser.add_argument("--only", default=",".join(METHODS))
    parser.add_argument("--cold", action="store_true")
    for name, default in (("--steps", 8), ("--batch", 4), ("--new", 64), ("--repeats", 3), ("--threads", 2)):
        parser.add_argument(name, type=int, default=default)
    parser.add_argument("--dtype", default="bf16")
    args = parser.parse_args()
    print(f"{args.steps} steps of {args.batch} rows, {args.new} new tokens, {args.repeats} repeats, {args.dtype}, {args.threads} threads\n")
    print("| method | | trained | ms per step (least … most) | decoding, tokens/s (least … most) | peak MiB, training | peak MiB, decoding |\n"
          "|---|---|---|---|---|---|---|")
    for method in args.only.split(","):
        for siamese in (False, True):
            measure(args, method, siamese)


if __name__ == "__main__":
    main()
