// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace interweave {

/// What a training run will need, as far as it can be known without loading weights. H hidden, I
/// intermediate, L layers, V vocabulary; Q and K the widths of the query and of the key heads; e
/// bytes of an element of `dtype`; P trained parameters; N the model's. Bytes are those of this
/// run: the program and its libraries come on top.
struct TrainEstimate {
    std::string device; // "auto" resolved
    std::string dtype;

    /// N·e, one copy for both branches. Full: fp32 masters, 4·N, and N·e where e is not 4.
    int64_t weightBytes = 0;
    int64_t trainedParameters = 0; // P: LoRA's rank·(in + out) of each target, gate's rank·5·H
    int64_t parameterBytes = 0; // 4·P, adapter and gate in fp32; 0: full, whose are the weights
    /// Gradients, fp32, and the optimizer's state: AdamW 12·P; 8-bit AdamW 6·P + P/32; SGD 8·P, or
    /// 4·P without momentum; Adafactor about 5·P, its factors being small beside the matrices.
    int64_t optimizerBytes = 0;
    /// Of a micro-batch of T tokens, the longest of the sampled rows times the batch, A of them
    /// answers: T·L·(6·H + 2·Q + 2·K + 4·I)·e kept for the backward pass, and
    /// min(A, tokensAtOnce)·V·(e + 12) for the loss (core/train/head_loss.h). With
    /// train.gradient_checkpointing the former is T·(L·2·H + 6·H + 2·Q + 2·K + 4·I)·e. What the
    /// allocator keeps back is not known.
    int64_t activationBytes = 0;
    /// With a gate and train.memory_cache: answer tokens of an epoch·H·e + rows·H·4, twice that
    /// where the adapter is frozen; for each fused layer tokens of an epoch·H·e. Else 0.
    int64_t memoryCacheBytes = 0;
    int64_t peakBytes = 0; // the sum

    int64_t examples = 0;
    int64_t tokensPerEpoch = 0; // of up to 200 rows tokenised, extrapolated
    int64_t steps = 0;
    int64_t tokens = 0; // of the whole run
    /// Median of the newest stored run of the same model, PEFT kind and gate or none; absent: there
    /// is none.
    std::optional<double> tokensPerSecond;
    std::string speedFrom; // that run's name
    std::optional<double> seconds; // tokens ÷ tokensPerSecond; the watched suite comes on top
};

} // namespace interweave
