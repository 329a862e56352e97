// SPDX-License-Identifier: Apache-2.0
#include "ui/models/model_row.h"

#include "core/support/number_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr qsizetype kCommitShown = 8;

QString tr(const char* text)
{
    return QCoreApplication::translate("interweave::ui", text);
}

QString namesOf(const CachedRevision& revision)
{
    QStringList names;
    for (const std::string& name : revision.names)
        names += QString::fromStdString(name);
    return names.isEmpty() ? QString::fromStdString(revision.commit).left(kCommitShown)
                           : names.join(QStringLiteral(", "));
}

/// What core says, without the command line's advice: the window offers its own.
QString problemText(const std::string& problem)
{
    const QString text = QString::fromStdString(problem);
    if (text.startsWith(QLatin1String("is not whole")))
        return tr("not whole");
    if (text.startsWith(QLatin1String("is an adapter")))
        return tr("an adapter, no model");
    if (text.startsWith(QLatin1String("has no weights")))
        return tr("no readable weights");
    return text;
}

QVector<ModelChoice> choicesOf(const CachedRevision& revision, RepoKind kind)
{
    const QString name = namesOf(revision);
    const QString folder = QString::fromStdString(revision.folder);
    if (kind == RepoKind::Dataset)
        return revision.files > 0 ? QVector<ModelChoice>{{name, folder}} : QVector<ModelChoice>{};
    if (!revision.model.empty())
        return {{name, QString::fromStdString(revision.model)}};
    QVector<ModelChoice> choices;
    const QDir files(folder);
    for (const QString& file : files.entryList({QStringLiteral("*.gguf")}, QDir::Files, QDir::Name))
        choices.append({name + QStringLiteral(" · ") + file, files.filePath(file)});
    return choices;
}

ModelRow cachedRow(const CachedRepo& repo)
{
    ModelRow row;
    row.name = QString::fromStdString(repo.repo);
    row.key = keyOf(row.name, repo.kind);
    row.kind = repo.kind == RepoKind::Dataset ? ModelRow::Kind::DataSet : ModelRow::Kind::Model;
    row.isCached = true;
    row.bytes = repo.bytes;
    row.unfinishedBytes = repo.unfinishedBytes;
    row.folder = QString::fromStdString(repo.folder);
    QStringList revisions;
    for (const CachedRevision& revision : repo.revisions) {
        revisions += namesOf(revision);
        row.choices += choicesOf(revision, repo.kind);
    }
    row.revisions = revisions.join(QStringLiteral(", "));
    if (!repo.revisions.empty()) {
        const CachedRevision& newest = repo.revisions.front();
        row.files = newest.files;
        row.newestRevision
            = QString::fromStdString(newest.names.empty() ? newest.commit : newest.names.front());
        row.changed = QString::fromStdString(newest.changed);
        row.problem = problemText(newest.problem);
    }
    if (!row.choices.isEmpty())
        row.problem.clear();
    else if (row.problem.isEmpty())
        row.problem = tr("nothing has come yet");
    return row;
}

/// The repository whose snapshot a path lies in; empty: none.
QString repoOfPath(const QString& path)
{
    static const QRegularExpression snapshot(QStringLiteral("/models--([^/]+)/snapshots/"));
    QString name = snapshot.match(path).captured(1);
    if (const qsizetype at = name.indexOf(QLatin1String("--")); at >= 0)
        name.replace(at, 2, u'/');
    return name;
}

/// Folders are often called "model": the one above says more.
QString nameOfPath(const UsedModel& used)
{
    const QFileInfo info(used.path);
    const QString above = info.dir().dirName();
    return used.isFile || above.isEmpty() ? info.fileName() : above + u'/' + info.fileName();
}

ModelRow rowOf(const UsedModel& used)
{
    ModelRow row;
    row.key = QStringLiteral("disk:") + used.path;
    row.name = nameOfPath(used);
    row.kind = used.isFile ? ModelRow::Kind::File : ModelRow::Kind::Folder;
    row.bytes = used.bytes;
    row.folder = used.path;
    row.runs = used.runs;
    if (used.isThere)
        row.choices.append({row.name, used.path});
    else
        row.problem = tr("not there any more");
    if (const QString repo = repoOfPath(used.path); !used.isThere && !repo.isEmpty()) {
        row.key = keyOf(repo, RepoKind::Model); // it can be fetched again
        row.name = repo;
        row.kind = ModelRow::Kind::Model;
    }
    return row;
}

} // namespace

QString keyOf(const QString& repo, RepoKind kind)
{
    return QString::fromStdString(name(kind)) + u':' + repo;
}

ModelState stateOf(const ModelRow& row)
{
    if (!row.choices.isEmpty())
        return ModelState::Ready;
    return row.unfinishedBytes > 0 ? ModelState::Unfinished : ModelState::Problem;
}

QString stateText(const ModelRow& row)
{
    const QString unfinished = QString::fromStdString(formatBytes(row.unfinishedBytes));
    switch (stateOf(row)) {
    case ModelState::Ready:
        return row.unfinishedBytes > 0 ? tr("ready, %1 unfinished").arg(unfinished) : tr("ready");
    case ModelState::Unfinished: return tr("%1 of an unfinished download").arg(unfinished);
    case ModelState::Problem: return row.problem;
    }
    return {};
}

QString shortStateText(const ModelRow& row)
{
    return stateOf(row) == ModelState::Unfinished
        ? tr("%1 unfinished").arg(QString::fromStdString(formatBytes(row.unfinishedBytes)))
        : stateText(row);
}

QString kindText(ModelRow::Kind kind)
{
    switch (kind) {
    case ModelRow::Kind::Model: return tr("model");
    case ModelRow::Kind::DataSet: return tr("data set");
    case ModelRow::Kind::Folder: return tr("own folder");
    case ModelRow::Kind::File: return tr("own file");
    }
    return {};
}

QVector<ModelRow> cachedRows(const std::vector<CachedRepo>& repos)
{
    QVector<ModelRow> rows;
    for (const CachedRepo& repo : repos)
        rows.append(cachedRow(repo));
    return rows;
}

QVector<UsedModel> usedModels(const std::vector<StoredRun>& runs)
{
    QMap<QString, int> counts;
    for (const StoredRun& run : runs)
        if (!run.summary.model.empty())
            ++counts[QString::fromStdString(run.summary.model)];
    QVector<UsedModel> models;
    for (auto one = counts.cbegin(); one != counts.cend(); ++one) {
        const QFileInfo info(one.key());
        UsedModel model{one.key(), one.value(), info.exists(), info.isFile(), 0};
        if (model.isFile)
            model.bytes = info.size();
        else
            for (const QFileInfo& file : QDir(one.key()).entryInfoList(QDir::Files))
                model.bytes += file.size();
        models.append(model);
    }
    return models;
}

QVector<ModelRow> withUsedModels(QVector<ModelRow> cached, const QVector<UsedModel>& used)
{
    const qsizetype repos = cached.size();
    for (const UsedModel& model : used) {
        const ModelRow row = rowOf(model);
        const auto owner = std::find_if(cached.begin(), cached.end(), [&](const ModelRow& one) {
            return one.key == row.key || (one.isCached && model.path.startsWith(one.folder + u'/'));
        });
        if (owner == cached.end())
            cached.append(row);
        else
            owner->runs += model.runs;
    }
    std::stable_sort(cached.begin() + repos, cached.end(),
        [](const ModelRow& a, const ModelRow& b) { return a.name < b.name; });
    return cached;
}

} // namespace interweave::ui
