// SPDX-License-Identifier: Apache-2.0
#include "app/cli/training_view.h"

#include "app/cli/progress_bar.h"
#include "app/cli/terminal.h"
#include "core/support/number_text.h"

namespace interweave {

std::string describeStep(const TrainProgress& progress)
{
    std::string text = "loss " + formatNumber(progress.loss);
    if (progress.gateMean)
        text += "  gate " + formatNumber(*progress.gateMean) + " ± "
            + formatNumber(progress.gateStd.value_or(0.0));
    if (progress.validationLoss)
        text += "  validation " + formatNumber(*progress.validationLoss);
    return text + "  " + formatNumber(progress.tokensPerSecond) + " tokens/s";
}

namespace {

std::string interval(const Estimate& estimate)
{
    return " (" + formatNumber(estimate.low) + " … " + formatNumber(estimate.high) + ")";
}

} // namespace

std::vector<std::string> describeWatched(const WatchedScores& scores)
{
    const std::string head = "step " + std::to_string(scores.step) + ", " + scores.branch + ": ";
    std::vector<std::string> lines;
    for (const Retention& retention : scores.retention) {
        std::string line = head + retention.task + " " + retention.metric + " "
            + formatNumber(retention.score.value) + ", base " + formatNumber(retention.base.value);
        if (retention.kept)
            line += ", kept " + formatNumber(100.0 * retention.kept->value) + " %";
        lines.push_back(
            line + ", change " + formatNumber(retention.change.value) + interval(retention.change));
    }
    if (!lines.empty())
        return lines;
    for (const TaskResult& result : scores.results)
        for (const MetricResult& metric : result.score.metrics)
            lines.push_back(head + result.task + " " + metric.metric + " "
                + formatNumber(metric.estimate.value) + interval(metric.estimate));
    return lines;
}

WatchedRun trainWithProgress(Session& session, const TrainRequest& request, Watching watching)
{
    WatchedRun run;
    TrainControl control;
    const std::stop_callback onStop(session.stop, [&] { control.stop(); });
    ProgressBar bar("training");
    TrainCallbacks callbacks;
    callbacks.progress = [&](const TrainProgress& progress) {
        if (run.first.step == 0)
            run.first = progress;
        run.last = progress;
        bar.update(progress.step, progress.steps, describeStep(progress), progress.etaSeconds);
    };
    callbacks.watching = [&](const EvaluationProgress& progress) {
        bar.setLabel("watching " + progress.task);
        bar.update(progress.done, progress.total, {}, progress.secondsLeft);
        bar.setLabel("training");
    };
    callbacks.watched = [&](const WatchedScores& scores) {
        run.watched.push_back(scores);
        if (watching == Watching::Aloud)
            for (const std::string& line : describeWatched(scores))
                message(line);
    };
    callbacks.log = [](LogLevel level, std::string_view text) {
        if (level != LogLevel::Debug)
            message(text);
    };
    run.result = session.engine.train(request, callbacks, &control);
    return run;
}

} // namespace interweave
