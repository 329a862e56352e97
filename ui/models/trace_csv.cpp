// SPDX-License-Identifier: Apache-2.0
#include "ui/models/trace_csv.h"

#include "core/support/error.h"
#include "ui/models/token_measures.h"

#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace interweave::ui {

namespace {

constexpr const char* kLineEnd = "\r\n";

QByteArray quoted(const std::string& text)
{
    QByteArray bytes = QByteArray::fromStdString(text);
    bytes.replace('"', "\"\"");
    return '"' + bytes + '"';
}

/// The shortest text that reads back as the same number; empty where it is none.
QByteArray number(double value)
{
    return std::isfinite(value) ? QByteArray::number(value, 'g', QLocale::FloatingPointShortest)
                                : QByteArray();
}

size_t channelsOf(const Trace& trace)
{
    size_t channels = 0;
    for (const TokenTrace& token : trace.answer)
        channels = std::max(channels, token.channels.size());
    return channels;
}

QByteArray heading(size_t channels)
{
    QByteArray line
        = "token,id,text,base_share,gate_std,gate_min,gate_max,kl_base,kl_tuned,entropy,"
          "logit,logit_from_base,logit_from_tuned,logit_rest,logit_share,"
          "probability_base,probability_tuned,probability_interwoven";
    for (size_t channel = 1; channel <= channels; ++channel)
        line += ",channel_" + QByteArray::number(qulonglong(channel));
    return line + kLineEnd;
}

QByteArray row(size_t index, const TokenTrace& token, size_t channels)
{
    QByteArray line = QByteArray::number(qulonglong(index + 1)) + ','
        + QByteArray::number(token.token.id) + ',' + quoted(token.token.text);
    for (const double value :
        {token.gateMean, token.gateStd, token.gateMin, token.gateMax, token.klBase, token.klTuned,
            token.entropy, token.logit, token.logitFromBase, token.logitFromTuned, token.logitRest,
            measured(token, Measure::LogitShare), token.base.chosenProbability,
            token.tuned.chosenProbability, token.interwoven.chosenProbability})
        line += ',' + number(value);
    for (size_t channel = 0; channel < channels; ++channel)
        line += ','
            + (channel < token.channels.size() ? number(token.channels[channel]) : QByteArray());
    return line + kLineEnd;
}

} // namespace

QByteArray traceCsv(const Trace& trace)
{
    const size_t channels = channelsOf(trace);
    QByteArray text = heading(channels);
    for (size_t i = 0; i < trace.answer.size(); ++i)
        text += row(i, trace.answer[i], channels);
    return text;
}

void writeWhole(const QString& file, const QByteArray& bytes)
{
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size()
        || !target.commit())
        throw Error(ErrorCode::Io, file.toStdString(), target.errorString().toStdString());
}

} // namespace interweave::ui
