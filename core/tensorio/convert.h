// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

namespace interweave {

/// Writes the checkpoint at `source` (a .gguf file or anything else Checkpoint opens) as a Hugging
/// Face folder that transformers loads: config.json, model.safetensors, generation_config.json and
/// the tokenizer's files. The folder appears whole or not at all; tensors pass through one by one.
/// dtype: "fp32", "bf16" or "fp16" for all floating-point tensors; "auto" keeps each as it is,
/// quantised ones as fp32. Throws Error{InvalidArgument} for another dtype or a target that holds
/// anything but an earlier model folder's files, Error{Cancelled} when stopped, Error{CorruptData},
/// Error{Unsupported}, Error{Io}.
void convertToFolder(const std::filesystem::path& source, const std::filesystem::path& target,
    const std::string& dtype, std::stop_token stop = {});

} // namespace interweave
