// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/siamese/answer_writer.h"
#include "core/siamese/branch_decoder.h"

#include <cstdint>
#include <list>
#include <span>
#include <vector>

namespace interweave {

/// Interwoven answers of a model with a memo: the memories of an answer's last token are taken from
/// there as long as they are known, and computed from the first token on that no answer before had
/// at its place. What is computed is added. Inference only: construct and use it under
/// c10::InferenceMode.
class RememberedAnswers {
public:
    /// Whether the model has a memo and a mix of the two memories alone.
    static bool canServe(const SiameseModel& model, const Branches& branches);

    /// Room for `capacity` tokens in each row. The model must outlive it.
    RememberedAnswers(const SiameseModel& model, int64_t capacity);

    /// Reads the newest token of each answer; the first time, its prompt. rows: the answers that
    /// are still being written.
    BranchDecoder::Step read(std::span<const AnswerRow> rows);

private:
    /// Answers that left what is known at the same step, or were put together later.
    struct Group {
        BranchDecoder decoder;
        std::vector<size_t> prompts;
    };
    /// [hidden] on the host, of each row.
    struct LastMemories {
        std::vector<at::Tensor> base;
        std::vector<at::Tensor> tuned;
    };
    void goOn(Group& group, std::span<const AnswerRow> rows, LastMemories& lasts);
    void begin(
        const std::vector<size_t>& places, std::span<const AnswerRow> rows, LastMemories& lasts);
    void put(const Memories& computed, const std::vector<size_t>& places,
        std::span<const AnswerRow> rows, LastMemories& lasts);

    const SiameseModel& m_model;
    int64_t m_capacity;
    std::list<Group> m_groups; // a list, since a decoder cannot be assigned
};

} // namespace interweave
