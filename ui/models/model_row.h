// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"
#include "core/api/stored_run.h"

#include <QString>
#include <QVector>

namespace interweave::ui {

/// A path that can be used as it is: what to name as MODEL, or the folder of a data set.
struct ModelChoice {
    QString label; // "main", "main · model.q4_k_m.gguf"
    QString path;

    bool operator==(const ModelChoice&) const = default;
};

/// A model or a data set on this machine as the Models page shows it.
struct ModelRow {
    enum class Kind { Model, DataSet, Folder, File }; // the last two are no repository's

    QString key; // the same while it is there
    QString name; // "ORG/NAME", or the end of its path
    Kind kind = Kind::Model;
    qint64 bytes = 0;
    qint64 unfinishedBytes = 0; // of pulls that were cut short
    qint64 files = 0; // of the newest revision
    QString revisions; // names or short commits
    QString newestRevision; // to fetch it again by; empty: main
    QString folder;
    QString changed; // ISO 8601; empty: not known
    QVector<ModelChoice> choices;
    QString problem; // why there is none, in plain words
    int runs = 0; // that use it
    bool isCached = false; // in the hub's cache

    /// It can be fetched.
    bool isOfHub() const { return kind == Kind::Model || kind == Kind::DataSet; }
    bool isDataSet() const { return kind == Kind::DataSet; }
    RepoKind repoKind() const { return isDataSet() ? RepoKind::Dataset : RepoKind::Model; }
    bool operator==(const ModelRow&) const = default;
};

enum class ModelState { Ready, Unfinished, Problem };
ModelState stateOf(const ModelRow& row);
QString stateText(const ModelRow& row);
/// The same in few words, for a table.
QString shortStateText(const ModelRow& row);
QString kindText(ModelRow::Kind kind);
/// The key that a repository's row has.
QString keyOf(const QString& repo, RepoKind kind);

/// Of what the hub's cache holds. Looks into folders with several .gguf files: not on the window's
/// thread.
QVector<ModelRow> cachedRows(const std::vector<CachedRepo>& repos);

/// A model that runs have been trained from.
struct UsedModel {
    QString path;
    int runs = 0;
    bool isThere = false;
    bool isFile = false;
    qint64 bytes = 0; // of its files; not of folders inside
};
/// Reads folders, no files: not on the window's thread.
QVector<UsedModel> usedModels(const std::vector<StoredRun>& runs);

/// The cache's rows, each with its runs, and those of other places after them.
QVector<ModelRow> withUsedModels(QVector<ModelRow> cached, const QVector<UsedModel>& used);

} // namespace interweave::ui
