#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every PEFT method, alone and interwoven, on CoLA: RESULTS.md's table.

    python3 tests/bench/peft_table.py --interweave build/release/app/cli/interweave --model MODEL --data SHARED_DATA --out FOLDER

Does the plan recipes/peft_table.yaml (2,000 rows, two epochs) in two processes of one thread each, measures 400 test rows and the Wikipedia text,
then trains each for a few steps with two threads, nothing beside it, for its speed and memory. Prints a line of a Markdown table for each run:
accuracy, MCC, the text's cross-entropy above the base's, tokens per second (median of the steps), resident memory (largest of the steps), trained
parameters. What the two processes have done already is not computed again, so that a stopped run goes on.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
SPEED_STEPS = 15
WARM_UP_STEPS = 3
FEW_STEPS = ("--set", "method.adalora.initial_steps=2", "--set", "method.adalora.final_steps=2")  # so few that ranks can be given up
SUITE = """tasks:
  - {{name: cola, file: {data}/cola.test.jsonl, metrics: [accuracy, mcc], limit: 400, max_new: 4, stop_at_newline: true}}
  - {{name: wikipedia, file: {data}/wikipedia.text.jsonl, kind: text}}
"""


def start_sweep(args, *more):
    command = [args.interweave, "sweep", str(args.plan), "--json", "--set", f"model={args.model}",
               "--set", f"data.train.path={args.data}/cola.train.jsonl", *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def swept(processes):
    """The runs of a sweep that these processes did together, by variant."""
    outputs = [process.communicate()[0] for process in processes]
    for process in processes:
        if process.returncode:
            raise SystemExit(f"{' '.join(process.args)}: status {process.returncode}")
    return {run["variant"]: run for run in json.loads(outputs[0])["runs"]}


def show(args, run):
    out = subprocess.run([args.interweave, "runs", "show", run, "--json"], check=True, capture_output=True, text=True).stdout
    return json.loads(out)


def quick_steps(args, run):
    """The steps of a short run with a run's recipe, in a process of its own: what came before would count as its memory."""
    recipe = pathlib.Path(show(args, run)["folder"]) / "recipe.yaml"
    command = [args.interweave, "train", str(recipe), "--json", "--set", "name=speed", "--set", f"train.max_steps={SPEED_STEPS}",
               "--set", "train.threads=2", *FEW_STEPS]
    trained = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    log = pathlib.Path(show(args, trained["run"])["folder"]) / "trainer_log.jsonl"
    return [json.loads(line) for line in log.read_text().splitlines()][WARM_UP_STEPS:]


def scores_of(run, base=False):
    """accuracy, MCC_yes and cross_entropy of a run's own branch, or of the base."""
    return {metric["metric"]: metric["value"] for result in run["results"] if (result["branch"] == "base") == base
            for metric in result["score"]["metrics"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--interweave", "--model", "--data"):
        parser.add_argument(name, required=True, type=lambda text: str(pathlib.Path(text).resolve()))
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--plan", default=HERE / "recipes/peft_table.yaml", type=pathlib.Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    os.environ["INTERWEAVE_HOME"] = str(args.out / "workspace")
    suite = args.out / "suite.yaml"
    suite.write_text(SUITE.format(data=args.data))
    runs = swept([start_sweep(args, "--set", "train.threads=1", "--suite", str(suite)) for _ in range(2)])

    base = scores_of(next(run for run in runs.values() if scores_of(run, base=True)), base=True)
    print("| method | accuracy | MCC | cross-entropy rise | tokens/s | MiB | trained |\n|---|---|---|---|---|---|---|")
    print(f"| base | {base['accuracy']:.3f} | {base['MCC_yes']:.3f} | ({base['cross_entropy']:.3f}) | | | |")
    for variant, run in runs.items():
        scores = scores_of(run)
        steps = quick_steps(args, run["run"])
        print(f"| {variant} | {scores['accuracy']:.3f} | {scores['MCC_yes']:.3f} | {scores['cross_entropy'] - base['cross_entropy']:+.3f} "
              f"| {statistics.median(step['throughput'] for step in steps):,.0f} "
              f"| {max(step['resident_bytes'] for step in steps) / 2**20:,.0f} | {show(args, run['run'])['trained_parameters']:,} |")


if __name__ == "__main__":
    main()
