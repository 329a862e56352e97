// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/decoder.h"

#include <filesystem>
#include <vector>

/// The tiny models of tests/fixtures: llama3 and one or more of every other family
/// (families/make_fixtures.py), and the reference's where they are.
std::vector<std::filesystem::path> familyFixtures();
std::vector<std::filesystem::path> referenceModels();

interweave::Decoder loadDecoder(const std::filesystem::path& folder, at::Device device = at::kCPU);

/// Fills the columns "folder" and "accelerator" with each folder on each device.
void eachOnEachDevice(const std::vector<std::filesystem::path>& folders);

/// Some ids that every fixture's vocabulary has.
std::vector<int64_t> someIds(int64_t count, int64_t seed);
