// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/siamese_model.h"
#include "tests/support/tensor_distance.h"

#include <filesystem>
#include <map>
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

/// Random ones, as torch's generator stands.
interweave::Memories someMemories(
    int64_t hidden, int64_t tokens, at::ScalarType dtype = at::kFloat);
