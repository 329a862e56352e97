#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Our speed against a reference program's, in turn on the idle machine.

    python3 tests/bench/compare_peers.py --interweave build/release/app/cli/interweave --peers PEERS.py \
        --python PEERS_PYTHON --model HF_FOLDER --data mrpc.train.jsonl [--rounds 5] [--only decode]

Each comparison alternates A B A B …; printed are the medians of both and the median of the ratios of neighbours.
PEERS.py WHAT MODEL DATA prints one JSON line with tokens_per_s, prompts_per_s, MB_per_s or seconds.
"""
import argparse
import json
import statistics
import subprocess

COMPARISONS = {  # name: (our arguments, the peer's, the figure)
    "lora": (["train"], "train-lora", "tokens_per_s"),
    "siamese against train-lora": (["train", "--siamese"], "train-lora", "tokens_per_s"),
    "siamese against train-siamese": (["train", "--siamese"], "train-siamese", "tokens_per_s"),
    "siamese, cold memories, against train-siamese": (["train", "--siamese", "--cold"], "train-siamese", "tokens_per_s"),
    "decode interwoven": (["decode", "--branch", "interwoven"], "decode", "tokens_per_s"),
    "decode tuned": (["decode", "--branch", "tuned"], "decode", "tokens_per_s"),
    "decode interwoven against decode-siamese": (["decode", "--branch", "interwoven"], "decode-siamese", "tokens_per_s"),
    "eval tuned": (["eval", "--branch", "tuned"], "eval", "prompts_per_s"),
    "eval interwoven": (["eval", "--branch", "interwoven"], "eval", "prompts_per_s"),
    "eval of all branches in one pass": (["eval", "--branch", "all"], "eval", "prompts_per_s"),
    "load": (["load"], "load", "seconds"),
    "tokenize": (["tokenize"], "tokenize", "MB_per_s"),
}


def run(command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{result.stderr}")
    return json.loads(result.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--interweave", "--peers", "--python", "--model", "--data"):
        parser.add_argument(name, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="comparisons whose name contains this")
    parser.add_argument("--threads", default="2")
    parser.add_argument("--dtype", default="bf16")
    arguments = parser.parse_args()
    common = ["--threads", arguments.threads, "--dtype", arguments.dtype]
    for name, (ours, peer, figure) in COMPARISONS.items():
        if arguments.only not in name:
            continue
        pairs = []
        for _ in range(arguments.rounds):
            files = [arguments.model] if ours[0] == "load" else [arguments.model, arguments.data]
            mine = run([arguments.interweave, "bench", *ours, *files, "--json", *common])
            theirs = run([arguments.python, arguments.peers, peer, arguments.model, arguments.data, *common])
            pairs.append((mine, theirs))
        value = lambda result: result[figure]
        ratios = [value(b) / value(a) if figure == "seconds" else value(a) / value(b) for a, b in pairs]
        median = lambda key, side: statistics.median(p[side][key] for p in pairs)
        print(f"{name}: {median(figure, 0):.4g} against {median(figure, 1):.4g} {figure}, "
              f"{statistics.median(ratios):.2f} times ({min(ratios):.2f} to {max(ratios):.2f}); "
              f"peak {median('peak_rss_mb', 0):.0f} against {median('peak_rss_mb', 1):.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
