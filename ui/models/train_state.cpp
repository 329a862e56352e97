// SPDX-License-Identifier: Apache-2.0
#include "ui/models/train_state.h"

#include "core/support/number_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace interweave::ui {

namespace {

/// The translations' context.
class TrainWords {
    Q_DECLARE_TR_FUNCTIONS(TrainWords)
};

QString duration(double seconds)
{
    return QString::fromStdString(formatDuration(seconds));
}

} // namespace

bool TrainState::canPressMain() const
{
    return !writing || (canStart && (training || !starting));
}

QString TrainState::mainText() const
{
    return writing ? TrainWords::tr("Start") : TrainWords::tr("New run");
}

QString TrainState::mainToolTip() const
{
    if (!writing)
        return TrainWords::tr("Write a recipe for another run");
    return training ? TrainWords::tr("Starts after %1 (Ctrl+Return)").arg(trainingName)
                    : TrainWords::tr("Train as the recipe says (Ctrl+Return)");
}

QString TrainState::runState() const
{
    return ending  ? TrainWords::tr("ending")
        : paused   ? TrainWords::tr("paused")
        : training ? TrainWords::tr("training")
                   : TrainWords::tr("ended");
}

QString TrainState::subtitle() const
{
    if (!writing)
        return shownName;
    if (training)
        return TrainWords::tr("a new run, starts after %1").arg(trainingName);
    return starting ? TrainWords::tr("starts as soon as the engine is free")
                    : TrainWords::tr("a new run");
}

QString TrainState::progress(
    const std::optional<TrainProgress>& newest, const QString& measuring) const
{
    if (!newest) {
        if (!measuring.isEmpty())
            return measuring;
        return training ? TrainWords::tr("Loading model and data…") : QString();
    }
    QStringList words{TrainWords::tr("Step %1 of %2").arg(newest->step).arg(newest->steps)};
    if (!measuring.isEmpty())
        words << measuring;
    else if (paused)
        words << TrainWords::tr("paused");
    else if (training)
        words << TrainWords::tr("%1 left").arg(duration(newest->etaSeconds));
    words << TrainWords::tr("%1 gone").arg(duration(newest->elapsedSeconds));
    return words.join(QStringLiteral(" · "));
}

} // namespace interweave::ui
