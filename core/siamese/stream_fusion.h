// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/generation.h"
#include "core/model/layer_hook.h"
#include "core/siamese/gate.h"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace interweave {

// Fusion inside the layers: after chosen layers the tuned branch goes on from a mix of both
// branches' residual streams (Gate::fuseStreams). The base branch stays untouched.

/// The query mean that each token sees of one branch's normed states after a layer, fp32 [tokens,
/// hidden]. states: [tokens, hidden] fp32, rows of `lengths` tokens one after another.
using StreamQueries = std::function<at::Tensor(
    int64_t layer, Branch branch, const at::Tensor& states, const std::vector<int64_t>& lengths)>;

/// Of rows that begin with a prompt: the mean over its tokens.
StreamQueries promptQueries(std::vector<int64_t> promptLengths);
/// Of free text (text_query.h).
StreamQueries textQueries(std::vector<int64_t> spans);

/// The query means of prompts, taken once and kept for the tokens that follow.
class KeptQueries {
public:
    /// Of rows that are prompts and nothing else; keeps what it gives.
    StreamQueries taking();
    /// What was kept, for the same rows' later tokens. Both must not outlive this object.
    StreamQueries kept() const;
    /// Keeps only the given rows, in that order.
    void selectRows(const std::vector<int64_t>& rows);

private:
    std::map<std::pair<int64_t, Branch>, at::Tensor> m_means; // fp32 [rows, hidden]
};

/// Fuses the last `rows` rows of a batch, which are tuned ones, each with the base row of the same
/// tokens: those are neighbours too, from `firstBase`, in the same order.
class StreamFusion : public LayerHook {
public:
    /// The gate must outlive it.
    StreamFusion(const Gate& gate, int64_t firstBase, int64_t rows, StreamQueries queries);

    bool wants(int64_t layer) const override;
    at::Tensor afterLayer(
        int64_t layer, const at::Tensor& stream, const std::vector<int64_t>& lengths) override;

private:
    const Gate& m_gate;
    int64_t m_firstBase;
    int64_t m_rows;
    StreamQueries m_queries;
};

/// Fuses every row of a batch with base streams known from before: training.
class GivenStreamFusion : public LayerHook {
public:
    /// base: of each of the gate's layers in their order, [tokens, hidden].
    GivenStreamFusion(const Gate& gate, std::vector<at::Tensor> base, StreamQueries queries,
        const Dropout& dropout);

    bool wants(int64_t layer) const override;
    at::Tensor afterLayer(
        int64_t layer, const at::Tensor& stream, const std::vector<int64_t>& lengths) override;

private:
    const Gate& m_gate;
    std::vector<at::Tensor> m_base;
    StreamQueries m_queries;
    Dropout m_dropout;
};

/// Copies the streams after some layers and changes nothing.
class StreamRecorder : public LayerHook {
public:
    explicit StreamRecorder(std::vector<int64_t> layers);

    bool wants(int64_t layer) const override;
    at::Tensor afterLayer(
        int64_t layer, const at::Tensor& stream, const std::vector<int64_t>& lengths) override;
    /// In the order of the layers, [tokens, hidden] each.
    const std::vector<at::Tensor>& streams() const { return m_streams; }

private:
    std::vector<int64_t> m_layers;
    std::vector<at::Tensor> m_streams;
};

} // namespace interweave
