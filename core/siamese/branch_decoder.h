// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/branch_memories.h"

#include <cstdint>
#include <vector>

namespace interweave {

/// Branches of a siamese model answering the same prompts, token by token with a key-value cache.
/// A prompt is read once for each memory, however many voices answer it; from then on every voice
/// follows its own tokens, all of them as rows of one batch. The query means are taken once, on the
/// prompts.
///
/// Answers are numbered branch by branch in the order of Branches, within a branch as the prompts
/// are. The model must outlive it. Inference only: construct and use it under c10::InferenceMode.
class BranchDecoder {
public:
    /// Room for `capacity` tokens in each row. Throws Error{InvalidArgument} when the model has no
    /// such branch.
    BranchDecoder(const SiameseModel& model, Branches branches, int64_t capacity);

    struct Step {
        at::Tensor hidden; // [answers, hidden] model dtype: what the head reads of each one's last
        at::Tensor baseShare; // [answers] fp32: mean over the channels; −1 where there is no mix
        Memories mixed; // what the gate got; empty where nothing is interwoven
    };
    /// The prompts, for every branch; call once, first.
    Step prefill(const std::vector<std::vector<int64_t>>& prompts);
    /// One more token for each answer.
    Step advance(const std::vector<int64_t>& ids);
    /// Drops all but the given answers; they rise.
    void keepAnswers(const std::vector<int64_t>& answers);

private:
    /// The rows of one memory: those of its own voice, then those that the interwoven voice mixes.
    Step speak(const at::Tensor& base, const at::Tensor& tuned) const;
    int64_t frozenRows() const { return m_base + m_beside + m_interwoven; }

    const SiameseModel& m_model;
    Branches m_branches;
    int64_t m_capacity;
    KvCache m_cache; // base voices, base beside tuned, base of interwoven, tuned voices, tuned of
                     // interwoven
    int64_t m_base = 0; // answers of each branch
    int64_t m_tuned = 0;
    int64_t m_beside
        = 0; // base rows beside tuned voices: as many where layers are fused, else none
    int64_t m_interwoven = 0;
    at::Tensor m_queryBase; // [m_interwoven, hidden] fp32
    at::Tensor m_queryTuned;
    KeptQueries m_queries; // inside the layers; of tuned voices, then of interwoven
};

} // namespace interweave
