// SPDX-License-Identifier: Apache-2.0
#include "core/verify/imsm_case.h"

#include "core/siamese/greedy.h"
#include "core/support/error.h"
#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"
#include "core/verify/imsm_batch.h"
#include "core/verify/imsm_settings.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace interweave {

namespace {

/// A mode without parameters has no file.
Gate readGate(const std::filesystem::path& file, const GateConfig& config, const Decoder& decoder)
{
    const int64_t hidden = decoder.config().hidden;
    std::map<std::string, at::Tensor> tensors;
    if (!gateParameters(config, hidden).empty() || std::filesystem::exists(file))
        tensors = readSafetensors(file);
    for (const auto& [name, tensor] : tensors)
        if (tensor.scalar_type() != at::kFloat)
            throw Error(
                ErrorCode::CorruptData, file.string() + ": tensor '" + name + "'", "is not fp32");
    return Gate::fromTensors(config, std::move(tensors), hidden, decoder.device(), file.string());
}

/// Memories, gate, logits and loss of the batch, before any training.
NamedTensors forwardOutputs(const SiameseModel& model, const ImsmBatch& batch)
{
    const c10::InferenceMode inference;
    const Memories memories
        = memoriesOf(model, TokenBatch::fromRows(rowsOf(batch.ids)), batch.queryLengths);
    const at::Tensor logits = model.decoder->logits(model.gate->mix(memories).hidden);
    const auto perRow = [&](const at::Tensor& tensor) {
        return tensor.to(at::kCPU).reshape({batch.ids.size(0), batch.ids.size(1), -1});
    };
    // Position t holds what predicts token t, position 0 nothing.
    const at::Tensor shifted
        = at::constant_pad_nd(perRow(logits).narrow(1, 0, batch.ids.size(1) - 1), {0, 0, 1, 0});
    // Mean over the tokens whose label is not −100.
    const at::Tensor loss = at::cross_entropy_loss(shifted.flatten(0, 1), batch.labels.flatten());
    NamedTensors outputs{{"base_memory", perRow(memories.base)},
        {"tuned_memory", perRow(memories.tuned)}, {"shifted_logits", shifted},
        {"loss", loss.reshape({1})}};
    if (model.gate->hasGate())
        outputs.emplace_back("gate", perRow(model.gate->forward(memories)));
    return outputs;
}

NamedTensors greedyOutputs(
    const SiameseModel& model, const ImsmSettings& settings, std::stop_token stop)
{
    const DecoderConfig& config = model.decoder->config();
    const GreedyOptions options{settings.maxNew, {config.eosIds.begin(), config.eosIds.end()}};
    const std::vector<std::vector<int64_t>> answers
        = greedyAnswers(model, {Branch::Interwoven}, settings.prompts, options, stop)
              .at(Branch::Interwoven);
    NamedTensors outputs;
    for (size_t i = 0; i < answers.size(); ++i)
        outputs.emplace_back("greedy." + std::to_string(i), idsTensor(answers[i]));
    return outputs;
}

std::vector<ImsmBatch> takeTrainingBatches(ReferenceTensors& reference, int64_t vocabulary)
{
    std::vector<ImsmBatch> batches;
    for (std::string prefix = "train.0.";
         batches.empty() || reference.contains(prefix + "input_ids");
         prefix = "train." + std::to_string(batches.size()) + ".")
        batches.push_back(takeImsmBatch(reference, prefix, vocabulary));
    return batches;
}

/// Replays the run: step s takes the micro-batches (s·accumulation + m) mod batches, m = 0 …
/// accumulation − 1.
NamedTensors trainingOutputs(SiameseModel& model, const ImsmSettings& settings,
    const std::vector<ImsmBatch>& batches, std::stop_token stop)
{
    std::vector<Example> examples;
    std::vector<std::vector<int64_t>> rowsOfBatch;
    for (const ImsmBatch& batch : batches) {
        rowsOfBatch.emplace_back();
        for (const Example& example : batch.examples) {
            rowsOfBatch.back().push_back(static_cast<int64_t>(examples.size()));
            examples.push_back(example);
        }
    }
    Trainer trainer(model, examples, settings.training);
    std::vector<float> losses;
    for (int64_t step = 0; step < settings.steps; ++step) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, {}, "cancelled while replaying the training run");
        std::vector<std::vector<int64_t>> microBatches;
        for (int64_t m = 0; m < settings.accumulation; ++m)
            microBatches.push_back(rowsOfBatch[static_cast<size_t>(step * settings.accumulation + m)
                % rowsOfBatch.size()]);
        losses.push_back(static_cast<float>(trainer.step(step, microBatches)->loss));
    }
    NamedTensors outputs{{"losses", at::tensor(losses)}};
    for (const NamedTensors& parameters : {model.adapter->parameters(), model.gate->parameters()})
        for (const auto& [name, tensor] : parameters) {
            // The references name tensors as PEFT's modules do, its files leave this one's end
            // away.
            const bool isMagnitude = name.ends_with("lora_magnitude_vector");
            outputs.emplace_back("after." + name + (isMagnitude ? ".weight" : ""),
                tensor.detach().to(at::kCPU, at::kFloat, false, true));
        }
    return outputs;
}

void checkPrompts(const ImsmSettings& settings, int64_t vocabulary, const std::string& where)
{
    for (const std::vector<int64_t>& prompt : settings.prompts) {
        if (prompt.empty())
            throw Error(ErrorCode::CorruptData, where, "has an empty prompt");
        for (const int64_t id : prompt)
            if (id < 0 || id >= vocabulary)
                throw Error(ErrorCode::CorruptData, where,
                    "a prompt holds token " + std::to_string(id)
                        + ", the model's vocabulary is 0 to " + std::to_string(vocabulary - 1));
    }
}

} // namespace

CaseResult runImsmCase(
    const std::filesystem::path& folder, const Placement& placement, std::stop_token stop)
{
    const ImsmSettings settings = readImsmSettings(folder);
    ReferenceTensors reference(folder / "expected.safetensors");
    SiameseModel model;
    model.decoder
        = std::make_shared<Decoder>(Decoder::load(Checkpoint(settings.base), placement, stop));
    model.adapter = loadPeftFolder(folder / "adapter", *model.decoder);
    model.gate = readGate(folder / "gate.safetensors", settings.gate, *model.decoder);

    const int64_t vocabulary = model.decoder->config().vocabulary;
    checkPrompts(settings, vocabulary, (folder / "case.json").string());
    const ImsmBatch batch = takeImsmBatch(reference, "", vocabulary);
    const std::vector<ImsmBatch> training = takeTrainingBatches(reference, vocabulary);

    CaseResult result{"imsm", forwardOutputs(model, batch), reference.rest()};
    const auto append = [&](const NamedTensors& outputs) {
        result.computed.insert(result.computed.end(), outputs.begin(), outputs.end());
    };
    append(greedyOutputs(model, settings, stop));
    append(trainingOutputs(model, settings, training, stop));
    result.expected.emplace_back("losses", at::tensor(settings.losses).to(at::kFloat));
    for (size_t i = 0; i < settings.answers.size(); ++i)
        result.expected.emplace_back("greedy." + std::to_string(i), idsTensor(settings.answers[i]));
    return result;
}

} // namespace interweave
