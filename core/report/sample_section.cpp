// SPDX-License-Identifier: Apache-2.0
#include "core/report/figure_text.h"
#include "core/report/page_parts.h"
#include "core/report/sample_groups.h"
#include "core/support/number_text.h"

#include <algorithm>
#include <cmath>

namespace interweave {

namespace {

constexpr size_t kCandidates = 3;

std::string candidatesText(const char* voice, const VoiceTrace& trace)
{
    std::string text = std::string("\n") + voice + ":";
    for (size_t i = 0; i < std::min(kCandidates, trace.top.size()); ++i)
        text += (i == 0 ? " “" : ", “") + trace.top[i].text + "” "
            + formatFixed(trace.top[i].probability, 2);
    return trace.top.empty() ? std::string() : text;
}

std::string hoverText(const SampleToken& token)
{
    std::string text = "base share " + formatFixed(*token.baseShare, 2);
    if (token.trace)
        text += " ± " + formatFixed(token.trace->gateStd, 2)
            + candidatesText("base", token.trace->base)
            + candidatesText("tuned", token.trace->tuned)
            + candidatesText("interwoven", token.trace->interwoven);
    return text;
}

/// A token on a tint of the memory that it leans to, none in the middle.
Markup tokenMarkup(const SampleToken& token)
{
    if (!token.baseShare || !std::isfinite(*token.baseShare))
        return token.text;
    const double lean = std::clamp(*token.baseShare * 2.0 - 1.0, -1.0, 1.0);
    return element("span",
        {{"class", lean < 0.0 ? "t to-tuned" : "t to-base"},
            {"style", "--m:" + formatFixed(std::abs(lean), 2)}, {"title", hoverText(token)}},
        token.text);
}

std::optional<double> meanShare(const SampleAnswer& answer)
{
    double sum = 0.0;
    double count = 0.0;
    for (const SampleToken& token : answer.tokens)
        if (token.baseShare && std::isfinite(*token.baseShare)) {
            sum += *token.baseShare;
            count += 1.0;
        }
    return count > 0.0 ? std::optional(sum / count) : std::nullopt;
}

std::string withoutLeadingSpace(const std::string& text)
{
    const size_t first = text.find_first_not_of(" \n\t");
    return first == std::string::npos ? std::string() : text.substr(first);
}

Markup answerText(const SampleAnswer& answer)
{
    if (!meanShare(answer)) {
        const std::string text = withoutLeadingSpace(answer.text);
        return text.empty() ? element("i", "nothing") : Markup(text);
    }
    Markup text;
    for (SampleToken token : answer.tokens) {
        if (text.empty())
            token.text = withoutLeadingSpace(token.text);
        if (!token.text.empty())
            text += tokenMarkup(token);
    }
    return text.empty() ? element("i", "nothing") : text;
}

std::string factsOf(const SampleAnswer& answer)
{
    std::string text = counted(answer.tokens.size(), "token");
    if (const std::optional<double> share = meanShare(answer))
        text += " · base share " + formatFixed(*share, 2);
    if (answer.generation && answer.generation->tokensPerSecond > 0.0)
        text += " · " + figureText(answer.generation->tokensPerSecond) + " tokens/s";
    if (answer.generation && answer.generation->stopReason == StopReason::Length)
        text += " · cut";
    if (answer.sampling != "greedy")
        text += " · " + answer.sampling;
    return text;
}

Markup answerMarkup(const ReportData& data, const SampleAnswer& answer)
{
    const bool own = answer.run >= 0
        && data.runs[static_cast<size_t>(answer.run)].ownBranch() == name(answer.branch);
    std::string label = name(answer.branch);
    std::string colour = label;
    bool pale = false;
    for (const Voice& voice : data.scores.voices)
        if (voice.run == answer.run && voice.branch == label) {
            colour = voice.colour;
            pale = voice.pale;
        }
    if (answer.run >= 0 && data.runs.size() > 1) {
        const RunView& run = data.runs[static_cast<size_t>(answer.run)];
        label = own && !run.siamese ? run.label : run.voice(label);
    }
    Markup heading = swatch(colour, pale) + coloured(colour, label, pale);
    if (answer.equalsBase)
        heading += element("small", "same as base");
    return element("div", {{"class", own ? "answer own" : "answer"}},
        element("h4", heading) + element("p", {{"class", "text"}}, answerText(answer))
            + element("p", {{"class", "facts"}}, factsOf(answer)));
}

Markup legend()
{
    return element("span", {{"class", "legend"}, {"title", "The tint of a token: its base share"}},
        element("span", {{"class", "voice tuned"}}, "tuned 0")
            + element("span", {{"class", "ramp"}}, {})
            + element("span", {{"class", "voice base"}}, "1 base"));
}

} // namespace

Markup sampleSection(const ReportData& data)
{
    const std::vector<PromptGroup> groups = sampleGroupsOf(data.runs);
    if (groups.empty())
        return card("samples", "Samples", {},
            emptyState("No answer was kept yet. Prompts with the answers of base, tuned and "
                       "interwoven appear here after ",
                "interweave compare " + commandName(data.runs) + " --prompt TEXT --save"));
    Markup content;
    bool shares = false;
    for (const PromptGroup& group : groups) {
        Markup answers;
        for (const SampleAnswer& answer : group.answers) {
            answers += answerMarkup(data, answer);
            shares = shares || meanShare(answer).has_value();
        }
        content += element("article", {{"class", "sample"}},
            element("h3", {{"class", "prompt"}}, group.prompt)
                + element("div", {{"class", "answers"}}, answers));
    }
    return card("samples", "Samples", shares ? legend() : Markup(counted(groups.size(), "prompt")),
        content);
}

} // namespace interweave
