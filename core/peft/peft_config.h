// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace interweave {

// What a recipe says of each PEFT method. Targets are module name suffixes, as PEFT matches them; a
// single one with characters that no module name has is a regular expression for the whole path;
// {"all-linear"} is every linear map but the head.

// The most of each that a recipe or a folder may ask for.
inline constexpr int64_t kMaxRank = 1 << 16;
inline constexpr int64_t kMaxExperts = 1 << 12;
inline constexpr int64_t kMaxVirtualTokens = 1 << 16;

/// Low-rank adaptation (methods/lora.cpp). Source: Hu et al., arXiv 2106.09685.
struct LoraConfig {
    int64_t rank = 16;
    double alpha = 16.0;
    double dropout = 0.1; // kept for the folder; the one in force comes with each forward pass
    bool rankStabilised = false; // rsLoRA: scale alpha/√rank instead of alpha/rank
    bool dora = false; // a trained magnitude for each output besides (arXiv 2402.09353)
    std::string initialisation = "default"; // or "pissa" (arXiv 2404.02948), "olora" (2406.01775)
    std::vector<std::string> targets{"q_proj", "v_proj"};
    std::vector<std::string> ranks{}; // "pattern=rank" for modules with another rank than `rank`
};

/// Low-rank adaptation whose ranks follow importance (methods/adalora.cpp); alpha, dropout and
/// targets are LoRA's. Source: Zhang et al., arXiv 2303.10512.
struct AdaLoraConfig {
    int64_t initialRank = 12;
    int64_t targetRank = 8; // mean over the adapted modules in the end
    int64_t initialSteps = 0; // before the budget shrinks
    int64_t finalSteps = 0; // after it has shrunk
    int64_t interval = 1; // steps between two allocations
    double beta1 = 0.85; // of sensitivity's exponential average
    double beta2 = 0.85; // of uncertainty's
    double orthogonality = 0.5; // weight of the orthogonality term
};

/// (IA)³ (methods/ia3.cpp). Source: Liu et al., arXiv 2205.05638.
struct Ia3Config {
    std::vector<std::string> targets{"k_proj", "v_proj", "down_proj"};
    std::vector<std::string> feedforward{"down_proj"}; // of the targets: scaled at their input
};

/// VeRA (methods/vera.cpp). Source: Kopiczko et al., arXiv 2310.11454.
struct VeraConfig {
    int64_t rank = 256;
    double initialScale = 0.1; // of the vector behind A
    double dropout = 0.0;
    std::vector<std::string> targets{"q_proj", "v_proj"};
};

/// BitFit (methods/bitfit.cpp). Source: Ben Zaken et al., arXiv 2106.10199.
struct BitFitConfig {
    std::vector<std::string> targets{"all-linear"};
};

/// LayerNorm tuning (methods/ln_tuning.cpp). Source: Zhao et al., arXiv 2312.11420.
struct LnTuningConfig {
    std::vector<std::string> targets{"all-norms"}; // those of the residual stream
};

/// Prompt tuning and prefix tuning (methods/virtual_tokens.cpp).
struct VirtualTokensConfig {
    int64_t tokens = 20;
};

/// LoRAMoE (methods/lora_moe.cpp). Source: Dou et al., arXiv 2312.09979.
struct LoraMoeConfig {
    int64_t experts = 6;
    int64_t rank = 4; // of each expert
    double alpha = 32.0;
    double dropout = 0.05;
    double balance = 0.1; // weight of the experts' balance in the loss
    std::vector<std::string> targets{"gate_proj", "up_proj", "down_proj"};
};

} // namespace interweave
