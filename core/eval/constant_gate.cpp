// SPDX-License-Identifier: Apache-2.0
#include "core/eval/constant_gate.h"

#include "core/eval/batch_plan.h"
#include "core/eval/divergence.h"
#include "core/siamese/blend.h"
#include "core/siamese/branch_memories.h"
#include "core/support/error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <map>
#include <vector>

namespace interweave {

namespace {

constexpr int64_t kBatchTokens = 2048;
constexpr double kPrecision = 1e-3; // of the strength

/// Some rows as one batch, and which of their tokens predict an answer token.
struct AnswerBatch {
    TokenBatch tokens;
    std::vector<int64_t> queryLengths;
    at::Tensor positions; // [answer tokens] int64
};

AnswerBatch batchOf(std::span<const Example> rows, const std::vector<size_t>& indices)
{
    AnswerBatch batch;
    std::vector<std::vector<int64_t>> ids;
    std::vector<int64_t> positions;
    int64_t start = 0;
    for (const size_t index : indices) {
        const Example& row = rows[index];
        const auto length = static_cast<int64_t>(row.ids.size());
        for (int64_t t = row.queryLength; t < length; ++t)
            positions.push_back(start + t - 1);
        ids.push_back(row.ids);
        batch.queryLengths.push_back(row.queryLength);
        start += length;
    }
    batch.tokens = TokenBatch::fromRows(ids);
    batch.positions = at::tensor(positions, at::kLong);
    return batch;
}

/// How near other branches come to the interwoven one on the same rows.
class Target {
public:
    Target(const SiameseModel& model, std::span<const Example> rows, std::stop_token stop)
        : m_model(model)
        , m_stop(std::move(stop))
    {
        std::vector<int64_t> lengths;
        for (const Example& row : rows)
            lengths.push_back(static_cast<int64_t>(row.ids.size()));
        for (const auto& indices : planBatches(lengths, kBatchTokens / 2)) {
            AnswerBatch batch = batchOf(rows, indices);
            m_interwoven.push_back(answers(voiceOf(model, Branch::Interwoven,
                                               memoriesOf(model, batch.tokens, batch.queryLengths)),
                batch));
            m_batches.push_back(std::move(batch));
            throwIfStopped();
        }
    }

    int64_t tokens() const
    {
        int64_t tokens = 0;
        for (const AnswerBatch& batch : m_batches)
            tokens += batch.positions.size(0);
        return tokens;
    }

    Fidelity fidelity(const SiameseModel& model, Branch branch) const
    {
        double kl = 0.0;
        double same = 0.0;
        for (size_t i = 0; i < m_batches.size(); ++i) {
            const AnswerBatch& batch = m_batches[i];
            const at::Tensor voice = answers(
                voiceOf(model, branch, forwardMemories(model, batch.tokens, {branch}, {})), batch);
            const Divergence apart = divergence(*m_model.decoder, m_interwoven[i], voice);
            kl += apart.kl.sum().item<double>();
            same += apart.sameToken.sum().item<double>();
            throwIfStopped();
        }
        const auto count = static_cast<double>(tokens());
        return {kl / count, same / count};
    }

    /// Of the adapter at a strength; each is computed once.
    const Fidelity& at(double tuned)
    {
        const auto known = m_known.find(tuned);
        if (known != m_known.end())
            return known->second;
        const Blend blend{Blend::Kind::AdapterScale, tuned};
        return m_known.emplace(tuned, fidelity(blended(m_model, blend), blendBranch(blend)))
            .first->second;
    }

private:
    static at::Tensor answers(const at::Tensor& voice, const AnswerBatch& batch)
    {
        return voice.index_select(0, batch.positions.to(voice.device()));
    }

    void throwIfStopped() const
    {
        if (m_stop.stop_requested())
            throw Error(ErrorCode::Cancelled, "export", "cancelled");
    }

    const SiameseModel& m_model;
    std::stop_token m_stop;
    std::vector<AnswerBatch> m_batches;
    std::vector<at::Tensor> m_interwoven; // of each batch, its answer positions
    std::map<double, Fidelity> m_known;
};

/// Golden-section search around the best of the eleven points.
double nearest(Target& target)
{
    double best = 0.0;
    for (const Blend& point : blendSweep(Blend::Kind::AdapterScale))
        if (target.at(point.tuned).kl < target.at(best).kl)
            best = point.tuned;
    const double golden = (std::sqrt(5.0) - 1.0) / 2.0;
    double low = std::max(0.0, best - 0.1);
    double high = std::min(1.0, best + 0.1);
    while (high - low > kPrecision) {
        const double left = high - golden * (high - low);
        const double right = low + golden * (high - low);
        if (target.at(left).kl < target.at(right).kl)
            high = right;
        else
            low = left;
    }
    const double middle = (low + high) / 2.0;
    return target.at(middle).kl < target.at(best).kl ? middle : best;
}

} // namespace

ConstantGateFit fitConstantGate(
    const SiameseModel& model, std::span<const Example> rows, std::stop_token stop)
{
    const at::NoGradGuard noGraph;
    model.require(Branch::Interwoven);
    if (rows.empty())
        throw Error(ErrorCode::InvalidArgument, "export", "there are no rows to measure on");
    Target target(model, rows, std::move(stop));
    ConstantGateFit fit;
    fit.tuned = nearest(target);
    fit.best = target.at(fit.tuned);
    fit.full = target.at(1.0);
    fit.base = target.fidelity(model, Branch::Base);
    fit.rows = static_cast<int64_t>(rows.size());
    fit.tokens = target.tokens();
    return fit;
}

} // namespace interweave
