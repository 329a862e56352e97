// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/example.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

namespace interweave {

class Decoder;

struct ReplaySettings {
    int64_t rows = 0;
    int64_t tokens = 128; // of a row at most, the first among them; at least 2
    int64_t startId = 0; // the first token of each row: the model's bos, or its eos without one
    uint64_t seed = 0;
};

/// Texts that the frozen model writes itself, drawn at temperature 1 from its own distribution, as
/// training rows: the loss is on all tokens but the first. To train on them with the data keeps the
/// model near what it was (rehearsal; Huang et al., arXiv 2403.01244). A function of model and
/// settings. Throws Error{Cancelled}.
std::vector<Example> writeReplayRows(const std::shared_ptr<Decoder>& decoder,
    const ReplaySettings& settings, std::stop_token stop = {});

/// One {"ids": […]} a line. Throws Error{Io}.
void saveReplayRows(const std::filesystem::path& file, const std::vector<Example>& rows);

/// Throws Error{CorruptData} naming file and line for a row that is none, or has a token outside
/// the vocabulary; Error{NotFound, Io}.
std::vector<Example> loadReplayRows(const std::filesystem::path& file, int64_t vocabulary);

} // namespace interweave
