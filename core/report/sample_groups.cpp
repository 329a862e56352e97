// SPDX-License-Identifier: Apache-2.0
#include "core/report/sample_groups.h"

#include "core/report/figure_text.h"

#include <algorithm>
#include <tuple>

namespace interweave {

namespace {

std::string samplingText(const SamplingOptions& options)
{
    if (options.temperature == 0.0)
        return "greedy";
    std::string text = "temperature " + figureText(options.temperature);
    if (options.topK > 0)
        text += ", top-k " + std::to_string(options.topK);
    if (options.topP < 1.0)
        text += ", top-p " + figureText(options.topP);
    return text + ", seed " + std::to_string(options.seed);
}

std::vector<SampleToken> tokensOf(const Trace& trace)
{
    std::vector<SampleToken> tokens;
    for (const TokenTrace& token : trace.answer)
        tokens.push_back({token.token.text, token.gateMean, &token});
    return tokens;
}

std::vector<SampleToken> tokensOf(const Generation& generation)
{
    std::vector<SampleToken> tokens;
    for (const GeneratedToken& token : generation.tokens)
        tokens.push_back({token.text,
            token.baseShare >= 0.0 ? std::optional(token.baseShare) : std::nullopt, nullptr});
    return tokens;
}

/// The answer's words, which leave out its closing token, with what the trace knows of each.
std::vector<SampleToken> tokensOf(const Generation& generation, const Trace& trace)
{
    std::vector<SampleToken> tokens = tokensOf(trace);
    if (tokens.size() == generation.tokens.size())
        for (size_t i = 0; i < tokens.size(); ++i)
            tokens[i].text = generation.tokens[i].text;
    return tokens;
}

std::string textOf(const std::vector<SampleToken>& tokens)
{
    std::string text;
    for (const SampleToken& token : tokens)
        text += token.text;
    return text;
}

void addAnswers(PromptGroup& group, const StoredSample& sample, int run)
{
    const auto add = [&](SampleAnswer answer) {
        const bool known = std::ranges::any_of(group.answers, [&](const SampleAnswer& other) {
            return other.run == answer.run && other.branch == answer.branch
                && other.text == answer.text && other.sampling == answer.sampling
                && (other.tokens.empty() || other.tokens.front().trace || answer.tokens.empty()
                    || !answer.tokens.front().trace);
        });
        if (!known)
            group.answers.push_back(std::move(answer));
    };
    const std::string sampling = samplingText(sample.sampling);
    bool interwoven = false;
    for (const BranchAnswer& answer : sample.answers) {
        const bool traced = answer.branch == Branch::Interwoven && sample.trace;
        interwoven = interwoven || answer.branch == Branch::Interwoven;
        add({answer.branch == Branch::Base ? -1 : run, answer.branch, answer.generation.text,
            traced ? tokensOf(answer.generation, *sample.trace) : tokensOf(answer.generation),
            &answer.generation, sampling, false});
    }
    if (sample.trace && !interwoven) {
        std::vector<SampleToken> tokens = tokensOf(*sample.trace);
        std::string text = textOf(tokens);
        add({run, Branch::Interwoven, std::move(text), std::move(tokens), nullptr, sampling,
            false});
    }
}

void finish(PromptGroup& group)
{
    std::ranges::stable_sort(group.answers, {}, [](const SampleAnswer& answer) {
        return std::tuple(answer.run, static_cast<int>(answer.branch));
    });
    for (SampleAnswer& answer : group.answers)
        answer.equalsBase
            = answer.run >= 0 && std::ranges::any_of(group.answers, [&](const SampleAnswer& other) {
                  return other.run < 0 && other.text == answer.text;
              });
}

} // namespace

std::vector<PromptGroup> sampleGroupsOf(const std::vector<RunView>& runs)
{
    std::vector<PromptGroup> groups;
    for (size_t r = 0; r < runs.size(); ++r)
        for (const StoredSample& sample : runs[r].record->samples) {
            auto group = std::ranges::find(groups, sample.prompt, &PromptGroup::prompt);
            if (group == groups.end())
                group = groups.insert(groups.end(), {sample.prompt, {}});
            addAnswers(*group, sample, static_cast<int>(r));
        }
    for (PromptGroup& group : groups)
        finish(group);
    return groups;
}

} // namespace interweave
