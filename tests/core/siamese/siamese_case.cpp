// SPDX-License-Identifier: Apache-2.0
#include "siamese_case.h"

#include "core/tensorio/checkpoint.h"
#include "core/tensorio/safetensors.h"

#include <ATen/ATen.h>

#include <fstream>

using namespace interweave;

namespace {

class LetterTokenizer : public Tokenizer {
public:
    explicit LetterTokenizer(int64_t size)
        : m_size(size)
    {
    }

    std::vector<TokenId> encode(std::string_view text, EncodeOptions) const override
    {
        std::vector<TokenId> ids;
        for (const char letter : text)
            ids.push_back(letter - 'a' + 26);
        return ids;
    }
    std::string decode(std::span<const TokenId> ids, bool keepSpecial) const override
    {
        std::string text;
        for (const TokenId id : ids)
            if (keepSpecial || !isSpecial(id))
                text += piece(id);
        return text;
    }
    int64_t size() const override { return m_size; }
    std::string piece(TokenId id) const override
    {
        const std::string letter(1, static_cast<char>('a' + id % 26));
        return isSpecial(id) ? "<" + letter + ">"
            : id < 26        ? letter
                             : letter + std::to_string(id / 26);
    }
    std::optional<TokenId> idOf(std::string_view) const override { return std::nullopt; }
    bool isSpecial(TokenId id) const override { return id < 3; }
    std::optional<TokenId> bosId() const override { return 1; }
    std::optional<TokenId> eosId() const override { return 2; }
    std::string kind() const override { return "letters"; }

private:
    int64_t m_size;
};

} // namespace

SiameseCase::SiameseCase(const std::filesystem::path& folder, at::Device device)
    : expected(readSafetensors(folder / "expected.safetensors"))
    , description(nlohmann::json::parse(std::ifstream(folder / "case.json")))
{
    const auto base = folder / "../../models" / description["base"].get<std::string>();
    model.decoder
        = std::make_shared<Decoder>(Decoder::load(Checkpoint(base), {device, at::kFloat}));
    model.adapter = loadPeftFolder(folder / "adapter", *model.decoder);
    const auto gate = readSafetensors(folder / "gate.safetensors");
    GateConfig config;
    config.rank = description["gate_rank"];
    model.gate = Gate::fromTensors(
        config, gate.at("gate.down.weight").to(device), gate.at("gate.up.weight").to(device));
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

std::unique_ptr<Tokenizer> makeLetterTokenizer(int64_t size)
{
    return std::make_unique<LetterTokenizer>(size);
}

double distance(const at::Tensor& a, const at::Tensor& b)
{
    return (a.detach().cpu().to(at::kDouble) - b.detach().cpu().to(at::kDouble))
        .abs()
        .max()
        .item<double>();
}
