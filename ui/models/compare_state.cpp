// SPDX-License-Identifier: Apache-2.0
#include "ui/models/compare_state.h"

#include <QCoreApplication>

namespace interweave::ui {

namespace {

/// The translations' context.
class CompareWords {
    Q_DECLARE_TR_FUNCTIONS(CompareWords)
};

} // namespace

QString CompareState::whyNotRun() const
{
    if (!run)
        return CompareWords::tr("No run is chosen");
    if (prompts > 0)
        return {};
    return list ? CompareWords::tr("Choose a file of prompts first")
                : CompareWords::tr("Write a prompt first");
}

QString CompareState::whyNotKept() const
{
    if (checkpoint)
        return CompareWords::tr(
            "A run keeps what its final adapter said, not what a checkpoint does");
    return run && run->training
        ? CompareWords::tr("The run is still being trained; answers can be kept when it has ended")
        : QString();
}

QString CompareState::askedName() const
{
    if (!run)
        return {};
    return checkpoint
        ? CompareWords::tr("%1 at step %2").arg(run->name, QString::number(*checkpoint))
        : run->name;
}

bool CompareState::canRunOrCancel() const
{
    return running ? !cancelled : whyNotRun().isEmpty();
}

QString CompareState::runText() const
{
    return running ? CompareWords::tr("Cancel") : CompareWords::tr("Run all");
}

QString CompareState::runToolTip() const
{
    if (running)
        return CompareWords::tr("Stop; what was answered so far stays");
    const QString why = whyNotRun();
    return why.isEmpty() ? CompareWords::tr("Ask all three voices (Ctrl+Enter in the prompt)")
                         : why;
}

QString CompareState::exportToolTip() const
{
    return answers == 0 ? CompareWords::tr("Nothing has been answered yet")
                        : CompareWords::tr("Write what is shown as a file");
}

QString CompareState::subtitle() const
{
    if (running)
        return list ? CompareWords::tr("Answering %1 of %2").arg(answering + 1).arg(prompts)
                    : CompareWords::tr("Answering");
    if (!shown)
        return {};
    const QString how = samplingText(shown->sampling);
    return askedName() == shown->run // else it is another's that is shown
        ? how
        : QStringLiteral("%1 · %2").arg(shown->run, how);
}

QString waitingText(int prompt, bool training, int pending)
{
    if (prompt > 0)
        return CompareWords::tr("Waiting for the first token…");
    if (training)
        return CompareWords::tr("Waiting for a moment between two steps of the training…");
    return pending > 0 ? CompareWords::tr("Waiting for what was asked before…")
                       : CompareWords::tr("Loading the model…");
}

} // namespace interweave::ui
