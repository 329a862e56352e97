// SPDX-License-Identifier: Apache-2.0
#include "app/cli/training_view.h"

#include "app/cli/progress_bar.h"
#include "app/cli/terminal.h"
#include "app/cli/text_format.h"

namespace interweave {

std::string describeStep(const TrainProgress& progress)
{
    std::string text = "loss " + formatNumber(progress.loss);
    if (progress.gateMean)
        text += "  gate " + formatNumber(*progress.gateMean) + " ± "
            + formatNumber(progress.gateStd.value_or(0.0));
    return text + "  " + formatNumber(progress.tokensPerSecond) + " tokens/s";
}

TrainResult trainWithProgress(Session& session, const TrainRequest& request)
{
    TrainControl control;
    const std::stop_callback onStop(session.stop, [&] { control.stop(); });
    ProgressBar bar("training");
    TrainCallbacks callbacks;
    callbacks.progress = [&](const TrainProgress& progress) {
        bar.update(progress.step, progress.steps, describeStep(progress), progress.etaSeconds);
    };
    callbacks.log = [](LogLevel level, std::string_view text) {
        if (level != LogLevel::Debug)
            message(text);
    };
    return session.engine.train(request, callbacks, &control);
}

} // namespace interweave
