// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/run_end.h"

#include "core/support/number_text.h"

#include <QCoreApplication>

namespace interweave::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("interweave::ui", text);
}

int64_t numberAt(const RecipeForm::Values& values, const char* key)
{
    const auto found = values.find(key);
    return found == values.end() ? 0 : QString::fromStdString(found->second).toLongLong();
}

bool isSiamese(const RecipeForm::Values& values)
{
    const auto found = values.find("method.siamese");
    return found != values.end() && found->second == "true";
}

RunEnd finished(const TrainResult& result, const QString& name, const RecipeForm::Values& values)
{
    RunEnd end;
    end.severity = Notice::Severity::Success;
    end.text = tr("%1 is finished: loss %2 after %3 and %4 steps.")
                   .arg(name, QString::fromStdString(formatNumber(result.loss)),
                       QString::fromStdString(formatDuration(result.elapsedSeconds)),
                       QString::number(result.step));
    end.offer = isSiamese(values) ? RunEnd::Offer::OpenGate : RunEnd::Offer::OpenForgetting;
    end.label = isSiamese(values) ? tr("Open in Gate") : tr("What was forgotten");
    return end;
}

RunEnd failed(const Failure& failure, const QString& run, const RecipeForm::Values& values)
{
    RunEnd end;
    end.severity = Notice::Severity::Error;
    end.text = failure.text();
    if (failure.code == ErrorCode::OutOfMemory) {
        const bool halves = !run.isEmpty() && numberAt(values, "train.batch_size") % 2 == 0
            && numberAt(values, "train.batch_size") > 0;
        end.text = tr("Memory ran out. A smaller batch with more batches a step learns the same "
                      "in less memory.");
        end.offer = halves ? RunEnd::Offer::ResumeSmaller : RunEnd::Offer::None;
        end.label = tr("Go on with half the batch");
    } else if (failure.message.contains(QStringLiteral("not finite"))
        || failure.message.contains(QStringLiteral("non-finite"))) {
        end.text += QLatin1Char(' ')
            + tr("Try a lower learning rate, a limit of the gradient's norm, or fp32.");
    } else if (!run.isEmpty()) {
        end.offer = RunEnd::Offer::Resume;
        end.label = tr("Resume");
    }
    return end;
}

} // namespace

RunEnd runEnd(const Outcome<TrainResult>& outcome, const QString& run, const QString& name,
    const RecipeForm::Values& values)
{
    if (outcome && outcome.value().status == TrainStatus::Finished)
        return finished(outcome.value(), name, values);
    if (!outcome && !outcome.failure().cancelled())
        return failed(outcome.failure(), run, values);
    RunEnd end;
    end.text = outcome ? tr("Stopped at step %1 of %2; what it has learned is kept.")
                             .arg(outcome.value().step)
                             .arg(outcome.value().steps)
                       : tr("Cancelled; its last checkpoint is kept.");
    if (!outcome && run.isEmpty())
        end.text = tr("Cancelled before the first step.");
    if (!run.isEmpty()) {
        end.offer = RunEnd::Offer::Resume;
        end.label = tr("Resume");
    }
    return end;
}

TrainRequest resumeSmaller(const QString& run, const RecipeForm::Values& values)
{
    TrainRequest request;
    request.resume = run.toStdString();
    request.overrides
        = {"train.batch_size=" + std::to_string(numberAt(values, "train.batch_size") / 2),
            "train.gradient_accumulation="
                + std::to_string(2 * numberAt(values, "train.gradient_accumulation"))};
    return request;
}

} // namespace interweave::ui
