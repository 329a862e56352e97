// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interweave {

/// Which model, and where and how it runs.
struct ModelRef {
    std::string
        path; // a model folder, a .gguf file, a pulled ORG/NAME, or a run's id, name, folder
    std::string adapter; // a PEFT folder to put on it; empty: the run's own, if `path` is a run
    std::string device = "auto"; // "auto", "cpu", "cuda", "cuda:1"
    std::string dtype = "auto"; // "auto", "fp32", "bf16", "fp16"
    int64_t threads = 0; // of the CPU; 0: as many as the machine has

    friend bool operator==(const ModelRef&, const ModelRef&) = default;
};

/// Where and how work runs when nothing else is asked for.
struct DeviceInfo {
    std::string device; // "cpu", "cuda:0"
    std::string dtype; // "fp32", "bf16", "fp16"
    int64_t threads = 0; // of the CPU
};

/// What a PEFT folder holds, read from its own files.
struct AdapterInfo {
    std::string folder;
    std::string method; // PEFT's peft_type, e.g. "LORA"
    int64_t rank = 0; // 0 where the method has none
    int64_t parameters = 0;
    std::string fusion; // the gate's mode; empty without a gate
    int64_t gateParameters = 0;
};

/// Tensors of one element type in a checkpoint.
struct DtypeShare {
    std::string dtype; // the file's own name, e.g. "BF16", "Q4_1"
    int64_t tensors = 0;
    int64_t parameters = 0;
};

/// What a checkpoint is, found without loading its weights.
struct ModelInfo {
    std::string path;
    std::string format; // "safetensors", "gguf"
    std::string family; // config.json's model_type
    std::string unsupported; // why this program cannot run it; empty: it can
    int64_t parameters = 0;
    std::vector<DtypeShare> dtypes; // by falling number of parameters

    // Zero where the family is unknown.
    int64_t layers = 0;
    int64_t hidden = 0;
    int64_t intermediate = 0;
    int64_t heads = 0;
    int64_t kvHeads = 0;
    int64_t headDim = 0;
    int64_t vocabulary = 0;
    int64_t maxPositions = 0;
    bool tiedEmbeddings = false;

    std::string tokenizer; // its kind; empty: there is none
    int64_t tokenizerSize = 0;
    std::string chatTemplate; // which of its files or keys holds it; empty: there is none
    std::optional<int64_t> bosId;
    std::vector<int64_t> eosIds;

    std::string device; // where the reference asks it to run, "auto" resolved
    std::string dtype;
    int64_t weightBytes = 0; // in that dtype
    int64_t cacheBytesPerToken = 0; // key-value cache of one row of one branch
    std::optional<AdapterInfo> adapter;
};

} // namespace interweave
