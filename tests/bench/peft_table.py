#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every PEFT method, alone and interwoven, on CoLA: RESULTS.md's table.

    python3 tests/bench/peft_table.py --interweave build/release/app/cli/interweave --model MODEL --data SHARED_DATA --out FOLDER [--only dora]

Trains tests/bench/recipes/cola.yaml (2,000 rows) with each method, evaluates 400 test rows and the Wikipedia text, and prints one line of a
Markdown table for each run: accuracy, MCC, the text's cross-entropy above the base's, tokens per second (median of the steps), peak memory of the
training process, trained parameters. What OUT has already is not computed again, so that a stopped run goes on.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
RATES = {  # learning rate, and what sets the method apart in the recipe
    "lora": (1e-3, []),
    "rslora": (5e-4, ["method.lora.rank_stabilised=true"]),
    "dora": (1e-3, ["method.lora.dora=true"]),
    "pissa": (5e-4, ["method.lora.initialisation=pissa", "method.lora.dropout=0"]),
    "olora": (5e-4, ["method.lora.initialisation=olora", "method.lora.dropout=0"]),
    "adalora": (5e-3, ["method.peft=adalora"]),
    "ia3": (1e-2, ["method.peft=ia3"]),
    "vera": (1e-2, ["method.peft=vera"]),
    "bitfit": (3e-3, ["method.peft=bitfit"]),
    "ln_tuning": (3e-3, ["method.peft=ln_tuning"]),
    "prompt_tuning": (1e-2, ["method.peft=prompt_tuning"]),
    "prefix_tuning": (1e-2, ["method.peft=prefix_tuning"]),
    "lora_moe": (5e-4, ["method.peft=lora_moe"]),
}
SUITE = """tasks:
  - {{name: cola, file: {data}/cola.test.jsonl, metrics: [accuracy, mcc], limit: 400, max_new: 4, stop_at_newline: true}}
  - {{name: wikipedia, file: {data}/wikipedia.text.jsonl, kind: text}}
"""


def run(command):
    """The last JSON document on stdout, and the child's peak memory in MiB."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}: status {status}")
    return out, usage.ru_maxrss / 1024


def evaluate(args, model, branch, suite):
    out, _ = run([args.interweave, "eval", model, "--suite", str(suite), "--branch", branch, "--json", "--no-keep",
                  "--dtype", "bf16", "--threads", "2"])
    return json.loads(out)


def train(args, method, siamese):
    rate, settings = RATES[method]
    name = f"{method}-{'imsm' if siamese else 'peft'}"
    settings = [f"name={name}", f"model={args.model}", f"data.train.path={args.data}/cola.train.jsonl",
                f"train.learning_rate={rate}", f"method.siamese={'true' if siamese else 'false'}", *settings]
    command = [args.interweave, "train", str(HERE / "recipes/cola.yaml"), "--json"]
    for setting in settings:
        command += ["--set", setting]
    out, memory = run(command)
    return name, json.loads(out), memory


def scores_of(evaluation, branch):
    """accuracy, mcc and cross-entropy of one branch."""
    return {metric["metric"]: metric["value"] for result in evaluation["results"] if result["branch"] == branch
            for metric in result["score"]["metrics"]}


def measure(args, method, siamese, suite, base):
    kept = args.out / f"{method}-{'imsm' if siamese else 'peft'}.json"
    if not kept.exists():
        name, trained, memory = train(args, method, siamese)
        branch = "interwoven" if siamese else "tuned"
        log = pathlib.Path(trained["folder"]) / "trainer_log.jsonl"
        speeds = [json.loads(line)["throughput"] for line in log.read_text().splitlines()]
        result = {"scores": scores_of(evaluate(args, name, branch, suite), branch), "tokens_per_second": statistics.median(speeds),
                  "memory": memory, "trained": trained["trained_parameters"]}
        kept.write_text(json.dumps(result))
    result = json.loads(kept.read_text())
    scores = result["scores"]
    rise = scores["cross_entropy"] - base["cross_entropy"]
    print(f"| {method} | {'IMSM' if siamese else 'PEFT'} | {RATES[method][0]:g} | {scores['accuracy']:.3f} | {scores['MCC_yes']:.3f} "
          f"| {rise:+.3f} | {result['tokens_per_second']:,.0f} | {result['memory']:,.0f} | {result['trained']:,} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--interweave", "--model", "--data"):
        parser.add_argument(name, required=True, type=lambda text: str(pathlib.Path(text).resolve()))
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    os.environ["INTERWEAVE_HOME"] = str(args.out / "workspace")
    suite = args.out / "suite.yaml"
    suite.write_text(SUITE.format(data=args.data))
    kept = args.out / "base.json"
    if not kept.exists():
        kept.write_text(json.dumps(scores_of(evaluate(args, args.model, "base", suite), "base")))
    base = json.loads(kept.read_text())
    print("| method | | learning rate | accuracy | MCC | cross-entropy rise | tokens/s | peak MiB | trained |\n|---|---|---|---|---|---|---|---|---|")
    print(f"| base | | | {base['accuracy']:.3f} | {base['MCC_yes']:.3f} | ({base['cross_entropy']:.3f}) | | | |", flush=True)
    for method in RATES:
        if not args.only or method in args.only.split(","):
            for siamese in (False, True):
                measure(args, method, siamese, suite, base)


if __name__ == "__main__":
    main()
