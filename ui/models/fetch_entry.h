// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"

#include <QString>

namespace interweave::ui {

/// What a person wrote about what to fetch.
struct FetchEntry {
    QString name;
    RepoKind kind = RepoKind::Model;
    QString revision;
    QString files; // patterns, with spaces or commas between them

    bool operator==(const FetchEntry&) const = default;
};

/// A link to a page of the hub says name, kind and perhaps revision; anything else stays, without
/// the spaces around it.
FetchEntry understood(FetchEntry entry);
/// Why it cannot be fetched, in plain words; empty: it can. Of an understood entry.
QString nameProblem(const FetchEntry& entry);
QString revisionProblem(const FetchEntry& entry);
PullRequest requestOf(const FetchEntry& entry);
FetchEntry entryOf(const PullRequest& request);

/// What went wrong, in the window's words: a message of core names options of the command line.
QString inFormWords(QString message);

} // namespace interweave::ui
