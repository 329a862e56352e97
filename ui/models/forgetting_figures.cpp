// SPDX-License-Identifier: Apache-2.0
#include "ui/models/forgetting_figures.h"

#include <QCoreApplication>

#include <algorithm>

namespace interweave::ui {

namespace {

bool learnedByAny(const ForgettingView& view, size_t task)
{
    return std::ranges::any_of(view.outcomes, [&](const RunOutcome& run) {
        return std::ranges::any_of(run.changes, [&](const TaskOutcome& outcome) {
            return outcome.task == task && outcome.verdict == "learned";
        });
    });
}

QString groupName(const ForgettingView& view, size_t task)
{
    const QString label = QString::fromStdString(view.tasks[task].label);
    return view.tasks[task].percent && learnedByAny(view, task)
        ? QCoreApplication::translate("ForgettingFigures", "%1 (target)").arg(label)
        : label;
}

/// The run's label, for its own branch stands for it; the base's own.
VoiceBars barsOf(const ForgettingView& view, const ForgettingVoice& voice)
{
    const std::vector<VoiceColour> colours = runColours(view);
    for (size_t r = 0; r < view.outcomes.size(); ++r)
        if (view.outcomes[r].run == voice.run)
            return {QString::fromStdString(view.outcomes[r].label), colours[r], {}};
    return {QString::fromStdString(voice.label), {VoiceColour::Kind::Base, 0}, {}};
}

} // namespace

std::vector<VoiceColour> runColours(const ForgettingView& view)
{
    std::vector<VoiceColour> colours;
    int others = 0;
    for (const RunOutcome& run : view.outcomes) {
        VoiceColour colour{
            run.siamese ? VoiceColour::Kind::Interwoven : VoiceColour::Kind::Tuned, 0};
        if (std::ranges::find(colours, colour) != colours.end())
            colour = {VoiceColour::Kind::Other, others++};
        colours.push_back(colour);
    }
    return colours;
}

ScoreBars scoreBars(const ForgettingView& view, bool shares)
{
    ScoreBars result;
    std::vector<size_t> shown;
    for (size_t t = 0; t < view.tasks.size(); ++t)
        if (view.tasks[t].percent == shares) {
            shown.push_back(t);
            result.groups.append(groupName(view, t));
        }
    const double factor = shares ? 100.0 : 1.0;
    for (size_t v = 0; v < view.voices.size(); ++v) {
        const ForgettingVoice& voice = view.voices[v];
        if (!voice.own && voice.branch != "base")
            continue;
        VoiceBars bars = barsOf(view, voice);
        for (const size_t t : shown) {
            std::optional<Estimate> score = view.tasks[t].scores[v];
            if (score)
                score = Estimate{score->value * factor, score->low * factor, score->high * factor};
            bars.bars.push_back(score);
        }
        if (std::ranges::any_of(bars.bars, [](const auto& bar) { return bar.has_value(); }))
            result.voices.push_back(std::move(bars));
    }
    return result;
}

} // namespace interweave::ui
