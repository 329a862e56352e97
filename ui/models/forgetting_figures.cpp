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

/// Each run by its own branch, and the base.
bool isDrawn(const ForgettingVoice& voice)
{
    return voice.own || voice.branch == "base";
}

QString paperName(const PaperFigure& figure)
{
    const QString model = QString::fromStdString(figure.model);
    if (figure.method.empty())
        return QCoreApplication::translate("ForgettingFigures", "Paper: %1, base").arg(model);
    const QString method = QString::fromStdString(figure.method);
    return QCoreApplication::translate("ForgettingFigures", "Paper: %1, %2 on %3")
        .arg(model, figure.imsm ? method + QStringLiteral(" + IMSM") : method,
            QString::fromStdString(figure.tunedOn));
}

/// The paper's figures over the bars of these tasks and this voice.
void addPaper(
    ScoreBars& bars, const ForgettingView& view, const std::vector<size_t>& tasks, size_t voice)
{
    const int place = static_cast<int>(bars.voices.size()) - 1;
    for (size_t group = 0; group < tasks.size(); ++group)
        for (const PaperMark& mark : view.paper)
            if (mark.task == tasks[group] && mark.voice == voice)
                bars.paper.push_back(
                    {static_cast<int>(group), place, mark.figure.percent, paperName(mark.figure)});
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
        if (!isDrawn(voice))
            continue;
        VoiceBars bars = barsOf(view, voice);
        for (const size_t t : shown) {
            std::optional<Estimate> score = view.tasks[t].scores[v];
            if (score)
                score = Estimate{score->value * factor, score->low * factor, score->high * factor};
            bars.bars.push_back(score);
        }
        if (std::ranges::none_of(bars.bars, [](const auto& bar) { return bar.has_value(); }))
            continue;
        result.voices.push_back(std::move(bars));
        if (shares)
            addPaper(result, view, shown, v);
    }
    return result;
}

RetentionRadar retentionRadar(const ForgettingView& view)
{
    RetentionRadar radar;
    std::vector<size_t> shown;
    for (size_t t = 0; t < view.tasks.size(); ++t) {
        const ForgettingTask& task = view.tasks[t];
        if (!task.percent)
            continue;
        const bool hasRatio = std::ranges::any_of(
            task.kept, [](const std::optional<double>& kept) { return kept.has_value(); });
        (hasRatio ? radar.tasks : radar.leftOut).append(groupName(view, t));
        if (hasRatio)
            shown.push_back(t);
    }
    for (size_t v = 0; v < view.voices.size() && !shown.empty(); ++v) {
        if (!isDrawn(view.voices[v]))
            continue;
        VoiceBars voice = barsOf(view, view.voices[v]);
        VoiceRing ring{std::move(voice.name), voice.colour, {}};
        for (const size_t t : shown) {
            const std::optional<double>& kept = view.tasks[t].kept[v];
            ring.percent.push_back(kept ? std::optional(*kept * 100.0) : std::nullopt);
        }
        radar.voices.push_back(std::move(ring));
    }
    return radar;
}

} // namespace interweave::ui
