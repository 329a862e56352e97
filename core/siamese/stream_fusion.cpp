// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/stream_fusion.h"

#include "core/model/index_tensor.h"
#include "core/siamese/siamese_model.h"
#include "core/siamese/text_query.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <numeric>

namespace interweave {

namespace {

/// A row's mean at each of its tokens.
at::Tensor perToken(const at::Tensor& means, const std::vector<int64_t>& lengths)
{
    std::vector<int64_t> rowOfToken;
    for (size_t row = 0; row < lengths.size(); ++row)
        rowOfToken.insert(
            rowOfToken.end(), static_cast<size_t>(lengths[row]), static_cast<int64_t>(row));
    return means.index_select(0, indexTensor(rowOfToken, means.device()));
}

bool contains(const std::vector<int64_t>& layers, int64_t layer)
{
    return std::ranges::find(layers, layer) != layers.end();
}

/// The tuned stream fused with the base's, [tokens, hidden] model dtype.
at::Tensor fused(const Gate& gate, int64_t layer, const at::Tensor& base, const at::Tensor& tuned,
    const std::vector<int64_t>& lengths, const StreamQueries& queries, const Dropout& dropout)
{
    Memories states{normedStates(base), normedStates(tuned), {}, {}};
    states.queryBase = queries(layer, Branch::Base, states.base, lengths);
    states.queryTuned = queries(layer, Branch::Tuned, states.tuned, lengths);
    return gate.fuseStreams(layer, base, tuned, states, dropout);
}

} // namespace

StreamQueries promptQueries(std::vector<int64_t> promptLengths)
{
    return [prompts = std::move(promptLengths)](
               int64_t, Branch, const at::Tensor& states, const std::vector<int64_t>& lengths) {
        return perToken(queryMeans(states, lengths, prompts), lengths);
    };
}

StreamQueries textQueries(std::vector<int64_t> spans)
{
    return [spans = std::move(spans)](
               int64_t, Branch, const at::Tensor& states, const std::vector<int64_t>& lengths) {
        return causalQueryMeans(states, lengths, spans);
    };
}

StreamQueries KeptQueries::taking()
{
    return [this](int64_t layer, Branch branch, const at::Tensor& states,
               const std::vector<int64_t>& lengths) {
        at::Tensor& means = m_means[{layer, branch}];
        means = queryMeans(states, lengths, lengths);
        return perToken(means, lengths);
    };
}

StreamQueries KeptQueries::kept() const
{
    return [this](int64_t layer, Branch branch, const at::Tensor&,
               const std::vector<int64_t>& lengths) {
        return perToken(m_means.at({layer, branch}), lengths);
    };
}

void KeptQueries::selectRows(const std::vector<int64_t>& rows)
{
    for (auto& [place, means] : m_means)
        means = means.index_select(0, indexTensor(rows, means.device()));
}

StreamFusion::StreamFusion(const Gate& gate, int64_t firstBase, int64_t rows, StreamQueries queries)
    : m_gate(gate)
    , m_firstBase(firstBase)
    , m_rows(rows)
    , m_queries(std::move(queries))
{
}

bool StreamFusion::wants(int64_t layer) const
{
    return contains(m_gate.config().layers, layer);
}

at::Tensor StreamFusion::afterLayer(
    int64_t layer, const at::Tensor& stream, const std::vector<int64_t>& lengths)
{
    const std::vector<int64_t> ofTuned(lengths.end() - m_rows, lengths.end());
    const int64_t tokens = std::accumulate(ofTuned.begin(), ofTuned.end(), int64_t{0});
    const int64_t firstBase
        = std::accumulate(lengths.begin(), lengths.begin() + m_firstBase, int64_t{0});
    const int64_t firstTuned = stream.size(0) - tokens;
    const at::Tensor tuned = fused(m_gate, layer, stream.narrow(0, firstBase, tokens),
        stream.narrow(0, firstTuned, tokens), ofTuned, m_queries, {});
    return at::cat({stream.narrow(0, 0, firstTuned), tuned});
}

GivenStreamFusion::GivenStreamFusion(
    const Gate& gate, std::vector<at::Tensor> base, StreamQueries queries, const Dropout& dropout)
    : m_gate(gate)
    , m_base(std::move(base))
    , m_queries(std::move(queries))
    , m_dropout(dropout)
{
}

bool GivenStreamFusion::wants(int64_t layer) const
{
    return contains(m_gate.config().layers, layer);
}

at::Tensor GivenStreamFusion::afterLayer(
    int64_t layer, const at::Tensor& stream, const std::vector<int64_t>& lengths)
{
    const std::vector<int64_t>& layers = m_gate.config().layers;
    const auto place = static_cast<size_t>(std::ranges::find(layers, layer) - layers.begin());
    return fused(m_gate, layer, m_base[place], stream, lengths, m_queries, m_dropout);
}

StreamRecorder::StreamRecorder(std::vector<int64_t> layers)
    : m_layers(std::move(layers))
{
}

bool StreamRecorder::wants(int64_t layer) const
{
    return contains(m_layers, layer);
}

at::Tensor StreamRecorder::afterLayer(
    int64_t, const at::Tensor& stream, const std::vector<int64_t>&)
{
    m_streams.push_back(stream.clone());
    return stream;
}

} // namespace interweave
