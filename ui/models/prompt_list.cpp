// SPDX-License-Identifier: Apache-2.0
#include "ui/models/prompt_list.h"

#include "core/support/error.h"
#include "core/support/number_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

namespace interweave::ui {

namespace {

/// The translations' context.
class PromptListText {
    Q_DECLARE_TR_FUNCTIONS(PromptListText)
};

bool isJsonLines(const QByteArray& content, const QString& fileName)
{
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    return suffix == QLatin1String("jsonl") || suffix == QLatin1String("json")
        || content.trimmed().startsWith('{');
}

/// The prompt of one line; else `reason` says why there is none.
QString promptOfJson(const QByteArray& line, QString& reason)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    if (error.error != QJsonParseError::NoError) {
        reason = PromptListText::tr("not JSON: %1").arg(error.errorString());
        return {};
    }
    if (!document.isObject()) {
        reason = PromptListText::tr("not an object");
        return {};
    }
    const QJsonObject object = document.object();
    for (const QLatin1String key : {QLatin1String("prompt"), QLatin1String("input")})
        if (const QJsonValue value = object.value(key); value.isString()) {
            if (value.toString().isEmpty())
                reason = PromptListText::tr("\"%1\" is empty").arg(key);
            return value.toString();
        }
    reason = PromptListText::tr("has neither a text \"prompt\" nor a text \"input\"");
    return {};
}

QString promptOfText(const QByteArray& line, QString& reason)
{
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(line);
    if (decode.hasError() || text.contains(QChar(0)))
        reason = PromptListText::tr("not text in UTF-8");
    return text;
}

} // namespace

PromptList parsePromptList(const QByteArray& content, const QString& fileName)
{
    PromptList list;
    list.file = QFileInfo(fileName).fileName();
    const QByteArray mark("\xEF\xBB\xBF");
    const QByteArray text = content.startsWith(mark) ? content.mid(mark.size()) : content;
    const bool json = isJsonLines(text, fileName);
    int number = 0;
    for (qsizetype start = 0; start < text.size();) {
        qsizetype end = text.indexOf('\n', start);
        if (end < 0)
            end = text.size();
        QByteArray line = text.mid(start, end - start);
        start = end + 1;
        ++number;
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.trimmed().isEmpty())
            continue;
        if (list.prompts.size() == PromptList::kMostPrompts) {
            list.cut = true;
            break;
        }
        QString reason;
        const QString prompt = json ? promptOfJson(line, reason) : promptOfText(line, reason);
        if (reason.isEmpty())
            list.prompts.append(prompt);
        else
            list.badLines.push_back({number, reason});
    }
    return list;
}

PromptList readPromptList(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        throw Error(ErrorCode::NotFound, path.toStdString(), "is not there");
    if (!file.open(QIODevice::ReadOnly))
        throw Error(ErrorCode::Io, path.toStdString(), file.errorString().toStdString());
    if (file.size() > PromptList::kMostBytes)
        throw Error(ErrorCode::InvalidArgument, path.toStdString(),
            formatBytes(file.size()) + ", at most " + formatBytes(PromptList::kMostBytes)
                + " are read");
    return parsePromptList(file.read(PromptList::kMostBytes), path);
}

} // namespace interweave::ui
