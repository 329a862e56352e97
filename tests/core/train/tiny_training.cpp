// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/data/json_lines.h"
#include "core/model/decoder.h"
#include "core/support/atomic_file.h"
#include "core/tensorio/checkpoint.h"
#include "core/train/train_checkpoint.h"
#include "tests/support/ascii_tokenizer.h"
#include "tiny_training.h"

#include <nlohmann/json.hpp>

using namespace interweave;
namespace fs = std::filesystem;

TinyTraining::TinyTraining()
{
    std::string rows;
    for (int i = 0; i < 11; ++i)
        rows += nlohmann::json(
                    {{"input",
                         std::string(static_cast<size_t>(3 + i % 4), static_cast<char>('a' + i))},
                        {"output", i % 2 ? "yes" : "no"}})
                    .dump()
            + "\n";
    writeFileAtomically(dataFile(), rows);
    writeFileAtomically(recipeFile(),
        "name: tiny\n"
        "model: "
            + modelFolder().string()
            + "\n"
              "data: {train: {path: rows.jsonl}}\n"
              "method: {lora: {rank: 4, alpha: 8, dropout: 0.1}, gate: {rank: 4}}\n"
              "train: {epochs: 2, batch_size: 2, gradient_accumulation: 2, learning_rate: 3.0e-3, "
              "warmup_steps: 1,\n"
              "        checkpoint_every: 2, dtype: fp32, device: cpu}\n");
}

Recipe TinyTraining::recipe(const std::vector<std::string>& overrides) const
{
    return loadRecipe(recipeFile(), overrides);
}

TrainSession TinyTraining::session(at::Device device)
{
    TrainSession session;
    session.decoder
        = std::make_shared<Decoder>(Decoder::load(Checkpoint(modelFolder()), {device, at::kFloat}));
    session.tokenizer = std::make_shared<AsciiTokenizer>();
    return session;
}

fs::path TinyTraining::modelFolder()
{
    return fs::path(INTERWEAVE_FIXTURES) / "models/llama3";
}

std::vector<std::string> overridesOf(const QString& set)
{
    std::vector<std::string> overrides;
    for (const QString& one : set.split(',', Qt::SkipEmptyParts))
        overrides.push_back(one.toStdString());
    return overrides;
}

Learned::Learned(const Run& run)
    : weights(readFile(run.recipe().peft.trainsAllWeights()
            ? run.model() / "model.safetensors"
            : run.adapter() / "adapter_model.safetensors"))
    , moments(readFile(listCheckpoints(run.checkpoints()).back() / "optimizer.safetensors"))
{
    if (run.recipe().siamese)
        gate = readFile(run.adapter() / "imsm_gate.safetensors");
    readJsonLines(
        run.logFile(), {}, [&](const JsonLine& line) { losses.push_back(line.value.at("loss")); });
}
