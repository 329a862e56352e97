// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/field_specs.h"

#include <QCoreApplication>

namespace interweave::ui {

namespace {

using Kind = FieldSpec::Kind;

QString tr(const char* text)
{
    return QCoreApplication::translate("FieldSpecs", text);
}

} // namespace

QVector<FieldSpec> fieldSpecs()
{
    return {
        {"model", tr("Model"), tr("A model folder or a .gguf file; drop one here"), Kind::Path},
        {"data.train.path", tr("Data"),
            tr("JSON lines with input and output, or with text; drop the file here"), Kind::File},
        {"method.peft", tr("PEFT"),
            tr("lora trains a small adapter, full trains every weight of the model"), Kind::Choice,
            false, {"lora", "full"}},
        {"method.lora.rank", tr("Rank"), tr("Width of the adapter: more can learn more")},
        {"method.siamese", tr("Interweave"),
            tr("Train a gate that mixes the base model's memory with the tuned one's"),
            Kind::Switch},
        {"train.learning_rate", tr("Learning rate"), tr("Of the adapter, or of the whole model")},
        {"train.batch_size", tr("Batch"), tr("Rows that are computed at once")},
        {"train.gradient_accumulation", {},
            tr("Batches whose gradients make one step: more rows a step in the same memory")},
        {"train.epochs", tr("Epochs"), tr("How often every row is seen")},

        {"name", tr("Name"), tr("What the run is called"), Kind::Text, true},
        {"method.lora.alpha", tr("Alpha"), tr("The adapter counts alpha ÷ rank"), Kind::Text, true},
        {"method.lora.dropout", tr("Dropout"),
            tr("Share of the adapter's input left out at random"), Kind::Text, true},
        {"method.lora.targets", tr("Targets"),
            tr("Names of the maps that get an adapter, or all-linear"), Kind::Text, true},
        {"method.gate.rank", tr("Gate rank"), tr("Channels of the gate; 8 in the paper"),
            Kind::Text, true},
        {"method.gate.learning_rate", tr("Gate rate"), tr("The gate's own learning rate"),
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
        {"train.checkpoint_every", tr("Checkpoint"),
            tr("Steps from one checkpoint to the next; 0: only at the end"), Kind::Text, true},
    };
}

} // namespace interweave::ui
