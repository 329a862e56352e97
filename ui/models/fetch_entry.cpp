// SPDX-License-Identifier: Apache-2.0
#include "ui/models/fetch_entry.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <utility>

namespace interweave::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("interweave::ui", text);
}

} // namespace

FetchEntry understood(FetchEntry entry)
{
    for (QString* const field : {&entry.name, &entry.revision, &entry.files})
        *field = field->trimmed();
    static const QRegularExpression link(
        QStringLiteral("^https?://[^/]+/(datasets/)?((?:[^/?#]+/(?!tree/|blob/|resolve/))?[^/?#]+)"
                       "(?:/(?:tree|blob|resolve)/([^/?#]+))?(?:[/?#].*)?$"));
    if (const QRegularExpressionMatch match = link.match(entry.name); match.hasMatch()) {
        entry.name = match.captured(2);
        entry.kind = match.captured(1).isEmpty() ? RepoKind::Model : RepoKind::Dataset;
        if (!match.captured(3).isEmpty())
            entry.revision = match.captured(3);
    }
    return entry;
}

QString nameProblem(const FetchEntry& entry)
{
    if (entry.name.isEmpty())
        return tr("Which one? The hub names them ORG/NAME, for example "
                  "HuggingFaceTB/SmolLM2-135M.");
    static const QRegularExpression repo(
        QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)?$"));
    if (!repo.match(entry.name).hasMatch() || entry.name.contains(QLatin1String("--"))
        || entry.name.contains(QLatin1String("..")))
        return tr("ORG/NAME was expected: letters, digits, “-”, “_” and “.”, with one “/”.");
    return {};
}

QString revisionProblem(const FetchEntry& entry)
{
    static const QRegularExpression space(QStringLiteral("\\s"));
    return entry.revision.contains(space) ? tr("A branch, a tag or a commit has no spaces.")
                                          : QString();
}

PullRequest requestOf(const FetchEntry& entry)
{
    PullRequest request;
    request.repo = entry.name.toStdString();
    request.kind = entry.kind;
    request.revision = entry.revision.toStdString();
    static const QRegularExpression between(QStringLiteral("[,\\s]+"));
    for (const QString& pattern : entry.files.split(between, Qt::SkipEmptyParts))
        request.include.push_back(pattern.toStdString());
    return request;
}

FetchEntry entryOf(const PullRequest& request)
{
    QStringList files;
    for (const std::string& pattern : request.include)
        files += QString::fromStdString(pattern);
    return {QString::fromStdString(request.repo), request.kind,
        QString::fromStdString(request.revision), files.join(u' ')};
}

QString inFormWords(QString message)
{
    const std::pair<const char*, QString> words[]
        = {{"choose with --include, e.g. --include '*Q4_K_M*'",
               tr("choose with Files under Advanced, e.g. *Q4_K_M*")},
            {"pull less with --include", tr("fetch fewer files (Advanced)")},
            {"a data set needs --dataset", tr("for a data set choose Data set")},
            {"a model needs no --dataset", tr("for a model choose Model")},
            {"--include", tr("Files under Advanced")}, {"pull again", tr("fetch it again")}};
    for (const auto& [option, word] : words)
        message.replace(QLatin1String(option), word);
    return message;
}

} // namespace interweave::ui
