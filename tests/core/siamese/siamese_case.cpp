// SPDX-License-Identifier: Apache-2.0
#include "siamese_case.h"

#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>

#include <fstream>

using namespace interweave;

SiameseCase::SiameseCase(const std::filesystem::path& folder, at::Device device)
    : expected(readSafetensors(folder / "expected.safetensors"))
    , description(nlohmann::json::parse(std::ifstream(folder / "case.json")))
{
    const auto base = folder / "../../models" / description["base"].get<std::string>();
    model.decoder
        = std::make_shared<Decoder>(Decoder::load(Checkpoint(base), {device, at::kFloat}));
    model.adapter = loadPeftFolder(folder / "adapter", *model.decoder);
    GateConfig config;
    config.rank = description["gate_rank"];
    model.gate = Gate::fromTensors(config, readSafetensors(folder / "gate.safetensors"),
        model.decoder->config().hidden, device, folder.string());
}

std::vector<std::vector<int32_t>> SiameseCase::prompts() const
{
    return description["greedy"]["prompts"];
}

std::vector<std::vector<int32_t>> SiameseCase::greedyTokens() const
{
    return description["greedy"]["tokens"];
}

std::filesystem::path fixtureCase()
{
    return std::filesystem::path(INTERWEAVE_FIXTURES) / "imsm/llama3_mode5_lora";
}

Memories someMemories(int64_t hidden, int64_t tokens, at::ScalarType dtype)
{
    const auto make = [&] { return at::randn({tokens, hidden}).to(dtype); };
    return {make(), make(), make(), make()};
}
