// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/siamese_model.h"
#include "core/text/tokenizer.h"

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

/// A reference case of the IMSM authors' program: model, adapter and gate, and what they give.
struct SiameseCase {
    interweave::SiameseModel model;
    std::map<std::string, at::Tensor> expected;
    nlohmann::json description; // case.json

    explicit SiameseCase(const std::filesystem::path& folder, at::Device device = at::kCPU);

    std::vector<std::vector<int32_t>> prompts() const;
    std::vector<std::vector<int32_t>> greedyTokens() const;
};

/// The case that comes with the sources.
std::filesystem::path fixtureCase();

/// A vocabulary for small models: token n is the letter 'a' + n mod 26, twenty-sixes told apart by
/// digits ("c", "c1", …); ids 0 to 2 are special.
std::unique_ptr<interweave::Tokenizer> makeLetterTokenizer(int64_t size);

/// Largest absolute difference.
double distance(const at::Tensor& a, const at::Tensor& b);
