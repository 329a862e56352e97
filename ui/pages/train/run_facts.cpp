// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/run_facts.h"

#include "core/support/number_text.h"

#include <QCoreApplication>

namespace interweave::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("interweave::ui", text);
}

QString bytes(int64_t count)
{
    return QString::fromStdString(formatBytes(count));
}

QString count(int64_t number)
{
    return QString::fromStdString(formatCount(number));
}

void addBytes(QVector<Fact>& facts, const QString& name, int64_t size, const QString& explanation)
{
    if (size > 0)
        facts.append({name, bytes(size), explanation});
}

} // namespace

QVector<Fact> estimateFacts(const TrainEstimate& estimate)
{
    QVector<Fact> facts;
    addBytes(facts, tr("Weights, one copy"), estimate.weightBytes,
        tr("Both branches share them, in %1.").arg(QString::fromStdString(estimate.dtype)));
    addBytes(facts, tr("Adapter and gate"), estimate.parameterBytes,
        tr("%1 trained parameters, in fp32.").arg(count(estimate.trainedParameters)));
    addBytes(facts, tr("Gradients, optimizer"), estimate.optimizerBytes,
        tr("A gradient and the optimizer's state for each trained parameter."));
    addBytes(facts, tr("Activations"), estimate.activationBytes,
        tr("What the backward pass needs of one batch of the longest rows; a smaller batch "
           "needs less."));
    addBytes(facts, tr("Memory cache"), estimate.memoryCacheBytes,
        tr("The base model's memories of all answers, kept so that later epochs need not compute "
           "them again."));
    facts.append({tr("Peak"), bytes(estimate.peakBytes),
        tr("The sum; the program itself comes on top."), true});
    facts.append({tr("Tokens per epoch"), count(estimate.tokensPerEpoch),
        tr("Of %1 rows: up to 200 counted, the rest by their mean.")
            .arg(count(estimate.examples))});
    facts.append({tr("Steps"), count(estimate.steps), tr("Optimizer steps of the whole run.")});
    facts.append({tr("Time"),
        estimate.seconds ? QString::fromStdString(formatDuration(*estimate.seconds))
                         : QString(QChar(0x2013)),
        speedRemark(estimate), true});
    return facts;
}

QString speedRemark(const TrainEstimate& estimate)
{
    if (!estimate.tokensPerSecond)
        return tr("No run of this model yet: time is known after the first.");
    return tr("At %1 tokens/s, as in %2.")
        .arg(QString::fromStdString(formatNumber(*estimate.tokensPerSecond)),
            QString::fromStdString(estimate.speedFrom));
}

QVector<Fact> runFacts(const std::optional<TrainProgress>& newest)
{
    const QString none(QChar(0x2013));
    QVector<Fact> facts;
    facts.append({tr("Loss"), newest ? QString::fromStdString(formatNumber(newest->loss)) : none,
        tr("Of the newest step, nats per answer token."), true});
    facts.append({tr("Tokens trained"), newest ? count(newest->tokens) : none,
        tr("Prompt and answer tokens since the run began.")});
    facts.append({tr("Memory now"), newest ? bytes(newest->residentBytes) : none,
        tr("Of this whole program.")});
    if (newest && newest->memoryCacheBytes > 0)
        facts.append({tr("Memory cache"), bytes(newest->memoryCacheBytes),
            tr("The base model's memories kept so far.")});
    return facts;
}

} // namespace interweave::ui
