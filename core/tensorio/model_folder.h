// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/tensor_info.h"

#include <filesystem>

namespace interweave {

/// Copies the tokenizer, chat template and generation files that a Hugging Face folder has from
/// `source` to `target`. Throws Error{Io}.
void copyTokenizerFiles(const std::filesystem::path& source, const std::filesystem::path& target);

/// Whether a model's folder may hold a file of this name: config, weights, or one of those above.
bool isModelFile(const std::string& name);

/// Writes `tensors` as a model that transformers loads: config.json and tokenizer of the folder
/// `source`, the dtype that of the first tensor, model.safetensors. The folder appears whole or not
/// at all. Throws Error{NotFound, CorruptData, Io}.
void writeModelFolder(const std::filesystem::path& target, const std::filesystem::path& source,
    const NamedTensors& tensors);

} // namespace interweave
