// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/field_specs.h"

#include "core/api/recipe_settings.h"

#include <QCoreApplication>

namespace interweave::ui {

namespace {

using Kind = FieldSpec::Kind;

QString tr(const char* text)
{
    return QCoreApplication::translate("interweave::ui", text);
}

QStringList peftChoices()
{
    QStringList choices;
    for (const std::string& method : peftMethods())
        choices << QString::fromStdString(method);
    return choices;
}

} // namespace

QVector<FieldSpec> fieldSpecs()
{
    return {
        {"model", tr("Model"), tr("A model folder or a .gguf file; drop one here"), Kind::Path},
        {"data.train.path", tr("Data"),
            tr("JSON lines with input and output, or with text; drop the file here"), Kind::File},
        {"method.peft", tr("PEFT"),
            tr("What is trained beside the frozen model; full trains every weight of it"),
            Kind::Choice, false, peftChoices()},
        {"method.lora.rank", tr("Rank"), tr("Width of the adapter: more can learn more")},
        {"method.adalora.target_rank", tr("Target rank"),
            tr("Mean rank that is left in the end; importance decides where")},
        {"method.ia3.targets", tr("Targets"), tr("Names of the maps that are scaled")},
        {"method.vera.rank", tr("Rank"), tr("Of the random matrices that all maps share")},
        {"method.vera.targets", tr("Targets"),
            tr("Names of the maps that get an adapter, or all-linear")},
        {"method.bitfit.targets", tr("Targets"),
            tr("Names of the maps whose biases are trained, or all-linear")},
        {"method.ln_tuning.targets", tr("Targets"),
            tr("Names of the norms that are trained, or all-norms")},
        {"method.prompt_tuning.tokens", tr("Tokens"),
            tr("Trained tokens in front of every prompt")},
        {"method.prefix_tuning.tokens", tr("Tokens"),
            tr("Trained keys and values in front of every prompt, in every layer")},
        {"method.lora_moe.experts", tr("Experts"), tr("Of each map, each an adapter of its own")},
        {"method.lora_moe.rank", tr("Rank"), tr("Of each expert")},
        {"method.siamese", tr("Interweave"),
            tr("Train a gate that mixes the base model's memory with the tuned one's"),
            Kind::Switch, false, {tr("with a gate")}},
        {"train.learning_rate", tr("Learning rate"), tr("Of the adapter, or of the whole model")},
        {"train.batch_size", tr("Batch"), tr("Rows that are computed at once")},
        {"train.gradient_accumulation", {},
            tr("Batches whose gradients make one step: more rows a step in the same memory")},
        {"train.epochs", tr("Epochs"), tr("How often every row is seen")},

        {"name", tr("Name"), tr("What the run is called"), Kind::Text, true},
        {"method.lora.dora", tr("DoRA"), tr("Train the size of each output's weights as well"),
            Kind::Switch, true, {tr("with magnitudes")}},
        {"method.lora.initialisation", tr("Start"),
            tr("From noise, or from the weights' own largest parts"), Kind::Choice, true,
            {"default", "pissa", "olora"}},
        {"method.adalora.initial_rank", tr("Initial rank"), tr("Before importance is known"),
            Kind::Text, true},
        {"method.adalora.initial_steps", tr("Initial steps"),
            tr("Before the first ranks are given up"), Kind::Text, true},
        {"method.adalora.final_steps", tr("Final steps"), tr("After the last ranks were given up"),
            Kind::Text, true},
        {"method.ia3.feedforward", tr("Feed-forward"),
            tr("Those of the targets that are scaled at their input"), Kind::Text, true},
        {"method.lora_moe.balance", tr("Balance"), tr("Weight of the experts' balance in the loss"),
            Kind::Text, true},
        {"method.lora.alpha", tr("Alpha"), tr("The adapter counts alpha ÷ rank"), Kind::Text, true},
        {"method.lora.dropout", tr("Dropout"),
            tr("Share of the adapter's input left out at random"), Kind::Text, true},
        {"method.lora.targets", tr("Targets"),
            tr("Names of the maps that get an adapter, or all-linear"), Kind::Text, true},
        {"method.gate.fusion", tr("Fusion"),
            tr("How the two memories become one; query_gate is the paper's"), Kind::Choice, true,
            {"query_gate", "query_blend", "gate", "gate_linear", "residual", "scalar_gate", "mean",
                "fixed"}},
        {"method.gate.rank", tr("Gate rank"), tr("Channels of the gate; 8 in the paper"),
            Kind::Text, true},
        {"method.gate.learning_rate", tr("Gate rate"), tr("The gate's own learning rate"),
            Kind::Text, true},
        {"train.optimizer", tr("Optimizer"),
            tr("adamw8bit keeps its moments in a quarter of the memory, adafactor in less"),
            Kind::Choice, true, {"adamw", "adamw8bit", "adafactor", "sgd"}},
        {"train.schedule", tr("Schedule"),
            tr("How the learning rate falls; wsd: only at the end, over train.decay_ratio"),
            Kind::Choice, true, {"cosine", "linear", "constant", "wsd"}},
        {"train.batch_tokens", tr("Batch tokens"),
            tr("Tokens that are computed at once, without padding; 0: as the batch says"),
            Kind::Text, true},
        {"train.gradient_checkpointing", tr("Recompute"),
            tr("Less memory for activations, about a third more time; the same result"),
            Kind::Switch, true, {tr("to save memory")}},
        {"train.kl_to_base", tr("KL to base"),
            tr("Weight of the divergence from the base model on the answers; 0: none"), Kind::Text,
            true},
        {"train.weighting", tr("Token weights"),
            tr("Which answer tokens count more: flow and stm by the base model's loss, talr by the "
               "model's own"),
            Kind::Choice, true, {"none", "flow", "talr", "stm"}},
        {"train.replay_ratio", tr("Replay"),
            tr("Texts that the base model writes itself, for each row of data; 0: none"),
            Kind::Text, true},
        {"train.max_steps", tr("Max steps"), tr("Steps of the run; 0: as the epochs say"),
            Kind::Text, true},
        {"train.dtype", tr("Precision"), tr("What is computed in; auto: the best of this machine"),
            Kind::Choice, true, {"auto", "fp32", "bf16"}},
        {"train.threads", tr("Threads"), tr("Of the CPU; 0: as many as there are"), Kind::Text,
            true},
        {"eval.suite", tr("Watched suite"),
            tr("A suite's file: measured before the first step, at the end, and in between"),
            Kind::File, true},
        {"eval.every", tr("Watch every"),
            tr("Steps from one measurement to the next; 0: none "
               "in between"),
            Kind::Text, true},
        {"data.validation.split", tr("Validation"),
            tr("Share of the rows that is kept for evaluation"), Kind::Text, true},
        {"eval.score", tr("Best by"),
            tr("loss (of the validation rows), or a task of the watched suite"), Kind::Text, true},
        {"eval.stop_after", tr("Stop after"),
            tr("Evaluations without a gain, after which the run ends; 0: never"), Kind::Text, true},
        {"eval.end_with_best", tr("End with best"),
            tr("The best checkpoint becomes the run's adapter"), Kind::Switch, true,
            {tr("checkpoint")}},
        {"budget.text", tr("Budget text"),
            tr("Texts that the run may not forget: JSON lines with text"), Kind::File, true},
        {"budget.allowed", tr("Budget"), tr("Largest rise of their cross-entropy, in nats"),
            Kind::Text, true},
        {"budget.action", tr("Beyond budget"), tr("What happens then"), Kind::Choice, true,
            {"warn", "stop", "roll_back"}},
        {"train.checkpoint_every", tr("Checkpoint"),
            tr("Steps from one checkpoint to the next; 0: only at the end"), Kind::Text, true},
    };
}

} // namespace interweave::ui
