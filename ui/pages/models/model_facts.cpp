// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/model_facts.h"

#include "core/support/number_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

namespace interweave::ui {

namespace {

constexpr QChar kNone(0x2013);
constexpr int64_t kCacheTokens = 1000;

QString tr(const char* text)
{
    return QCoreApplication::translate("interweave::ui", text);
}

QString text(const std::string& value)
{
    return value.empty() ? QString(kNone) : QString::fromStdString(value);
}

QString count(int64_t number)
{
    return QString::fromStdString(formatCount(number));
}

QString bytes(int64_t size)
{
    return size > 0 ? QString::fromStdString(formatBytes(size)) : QString(kNone);
}

Fact storedAs(const ModelInfo& info)
{
    QStringList names;
    QStringList lines;
    for (const DtypeShare& share : info.dtypes) {
        names += QString::fromStdString(share.dtype);
        lines += tr("%1: %2 parameters in %3 tensors")
                     .arg(names.back(), count(share.parameters), count(share.tensors));
    }
    return {tr("Stored as"), names.isEmpty() ? QString(kNone) : names.join(QStringLiteral(", ")),
        lines.join(u'\n')};
}

} // namespace

QVector<Fact> modelFacts(const ModelInfo& info)
{
    QVector<Fact> facts;
    facts.append({tr("Family"), text(info.family),
        tr("The architecture, as the model's own config.json calls it.")});
    facts.append({tr("Parameters"), count(info.parameters), tr("Of all tensors together.")});
    facts.append(storedAs(info));
    if (info.layers > 0)
        facts.append(
            {tr("Layers × hidden"), count(info.layers) + QStringLiteral(" × ") + count(info.hidden),
                tr("%1 query heads, %2 key-value heads of %3.")
                    .arg(count(info.heads), count(info.kvHeads), count(info.headDim))});
    if (info.maxPositions > 0)
        facts.append({tr("Longest text"), tr("%1 tokens").arg(count(info.maxPositions)),
            tr("As its positions were trained.")});
    facts.append({tr("Tokenizer"),
        info.tokenizer.empty()
            ? tr("none found")
            : text(info.tokenizer) + QStringLiteral(", ") + count(info.tokenizerSize),
        tr("Its kind, and how many tokens it knows.")});
    if (!info.unsupported.empty())
        return facts;
    facts.append({tr("Would run in"), text(info.dtype) + tr(" on ") + text(info.device),
        tr("What this machine computes it in when nothing else is asked for.")});
    facts.append({tr("Weights in memory"), bytes(info.weightBytes),
        tr("One copy, in %1; base and tuned voice share it.").arg(text(info.dtype)), true});
    facts.append({tr("Cache, 1,000 tokens"), bytes(info.cacheBytesPerToken * kCacheTokens),
        tr("Keys and values of 1,000 tokens of one voice; base and tuned voice have one each."),
        true});
    return facts;
}

QVector<Fact> placeFacts(const ModelRow& row)
{
    QVector<Fact> facts;
    facts.append({tr("Kind"), kindText(row.kind), {}});
    facts.append({tr("State"), shortStateText(row), stateText(row)});
    facts.append({tr("On disk"), bytes(row.bytes), tr("All revisions together.")});
    if (row.isCached && row.files > 0)
        facts.append({tr("Files"), count(row.files), tr("Of the newest revision.")});
    if (!row.revisions.isEmpty())
        facts.append({tr("Revision"), row.revisions, row.revisions});
    if (const QDateTime changed = QDateTime::fromString(row.changed, Qt::ISODate);
        changed.isValid())
        facts.append({tr("Changed"),
            changed.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")), tr("Local time.")});
    if (row.runs > 0)
        facts.append({tr("Used by"), row.runs == 1 ? tr("1 run") : tr("%1 runs").arg(row.runs),
            tr("Runs that were trained from it.")});
    return facts;
}

} // namespace interweave::ui
