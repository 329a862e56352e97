// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/run_facts.h"

#include "core/support/number_text.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace interweave {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RunFacts", text);
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

QString textAt(const RecipeForm::Values& values, const char* key)
{
    const auto found = values.find(key);
    return found == values.end() ? QString() : QString::fromStdString(found->second);
}

QString methodOf(const RecipeForm::Values& values)
{
    if (textAt(values, "method.peft") == QStringLiteral("full"))
        return tr("every weight");
    const QString lora = tr("LoRA r %1").arg(textAt(values, "method.lora.rank"));
    return textAt(values, "method.siamese") == QStringLiteral("true")
        ? tr("%1 + gate r %2").arg(lora, textAt(values, "method.gate.rank"))
        : lora;
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
        tr("A gradient and AdamW's two moments for each trained parameter."));
    addBytes(facts, tr("Activations"), estimate.activationBytes,
        tr("What the backward pass needs of one batch of the longest rows; a smaller batch "
           "needs less."));
    addBytes(facts, tr("Memory cache"), estimate.memoryCacheBytes,
        tr("The base model's memories of all answers, kept so that later epochs need not compute "
           "them again."));
    facts.append({tr("Peak"), bytes(estimate.peakBytes),
        tr("The sum; the program itself comes on top."), true});
    facts.append({tr("Rows"), count(estimate.examples), tr("Rows of the data file.")});
    facts.append({tr("Tokens per epoch"), count(estimate.tokensPerEpoch),
        tr("Of up to 200 rows counted, and the rest by their mean.")});
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

QVector<Fact> runFacts(const RecipeForm::Values& values, const std::optional<TrainProgress>& newest)
{
    QVector<Fact> facts;
    const QString model = textAt(values, "model");
    const QString data = textAt(values, "data.train.path");
    if (!model.isEmpty())
        facts.append({tr("Model"), QFileInfo(model).fileName(), model});
    if (!data.isEmpty())
        facts.append({tr("Data"), QFileInfo(data).fileName(), data});
    if (!values.empty())
        facts.append({tr("Method"), methodOf(values), tr("What is trained.")});
    const QString none(QChar(0x2013));
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

} // namespace interweave
