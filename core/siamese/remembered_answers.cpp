// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/remembered_answers.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace interweave {

namespace {

constexpr size_t kMostGroups = 3; // each takes a forward pass of its own for every token

} // namespace

bool RememberedAnswers::canServe(const SiameseModel& model, const Branches& branches)
{
    return model.memo && branches == Branches{Branch::Interwoven} && model.gate
        && !model.gate->hasGate() && !model.gate->fusesLayers();
}

RememberedAnswers::RememberedAnswers(const SiameseModel& model, int64_t capacity)
    : m_model(model)
    , m_capacity(capacity)
{
}

BranchDecoder::Step RememberedAnswers::read(std::span<const AnswerRow> rows)
{
    if (m_groups.size() > kMostGroups)
        m_groups.clear(); // what they had is read together from here on
    LastMemories lasts{std::vector<at::Tensor>(rows.size()), std::vector<at::Tensor>(rows.size())};
    for (Group& group : m_groups)
        goOn(group, rows, lasts);
    std::erase_if(m_groups, [](const Group& group) { return group.prompts.empty(); });

    std::vector<size_t> unknown;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (lasts.base[i].defined())
            continue;
        if (const auto known = m_model.memo->findLast(rows[i].history)) {
            lasts.base[i] = known->base;
            lasts.tuned[i] = known->tuned;
        } else {
            unknown.push_back(i);
        }
    }
    if (!unknown.empty())
        begin(unknown, rows, lasts);

    const at::Device device = m_model.decoder->device();
    const Mix mix = m_model.gate->mix(
        {at::stack(lasts.base).to(device), at::stack(lasts.tuned).to(device), {}, {}});
    return {mix.hidden, mix.baseShare.mean(1), {}};
}

void RememberedAnswers::goOn(Group& group, std::span<const AnswerRow> rows, LastMemories& lasts)
{
    std::vector<size_t> places;
    std::vector<size_t> prompts;
    std::vector<int64_t> kept, ids;
    for (size_t i = 0; i < rows.size(); ++i) {
        const auto found = std::ranges::find(group.prompts, rows[i].prompt);
        if (found == group.prompts.end())
            continue;
        places.push_back(i);
        prompts.push_back(rows[i].prompt);
        kept.push_back(found - group.prompts.begin());
        ids.push_back(rows[i].history.back());
    }
    const bool allOpen = kept.size() == group.prompts.size();
    group.prompts = std::move(prompts);
    if (kept.empty())
        return;
    if (!allOpen)
        group.decoder.keepAnswers(kept);
    put(group.decoder.advance(ids).mixed, places, rows, lasts);
}

void RememberedAnswers::begin(
    const std::vector<size_t>& places, std::span<const AnswerRow> rows, LastMemories& lasts)
{
    Group& group = m_groups.emplace_back(
        Group{BranchDecoder(m_model, {Branch::Interwoven}, m_capacity), {}});
    std::vector<std::vector<int64_t>> histories;
    for (const size_t place : places) {
        group.prompts.push_back(rows[place].prompt);
        histories.emplace_back(rows[place].history.begin(), rows[place].history.end());
    }
    put(group.decoder.prefill(histories).mixed, places, rows, lasts);
}

void RememberedAnswers::put(const Memories& computed, const std::vector<size_t>& places,
    std::span<const AnswerRow> rows, LastMemories& lasts)
{
    const std::vector<at::Tensor> base = computed.base.cpu().unbind(0);
    const std::vector<at::Tensor> tuned = computed.tuned.cpu().unbind(0);
    for (size_t i = 0; i < places.size(); ++i) {
        lasts.base[places[i]] = base[i];
        lasts.tuned[places[i]] = tuned[i];
        m_model.memo->addLast(rows[places[i]].history, {base[i], tuned[i], {}, {}});
    }
}

} // namespace interweave
