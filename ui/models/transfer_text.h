// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/pull.h"

#include <QString>

namespace interweave::ui {

/// How far a pull or a check is, in words.
struct TransferText {
    QString what; // the file and which one it is of how many
    QString figures; // bytes, speed, time left
    int permille = -1; // < 0: not known
};

TransferText transferText(const PullProgress& progress);

/// "1 file", "1,234 files".
QString filesText(int64_t files);

/// What a check has found.
struct CheckSummary {
    enum class Verdict { Intact, Unknown, Damaged };

    Verdict verdict = Verdict::Intact;
    QString text;
    /// Fetches the first damaged revision's damaged files again; of use where there are any.
    PullRequest repair;
};

CheckSummary summarised(
    const std::string& repo, RepoKind kind, const std::vector<FileCheck>& files);

} // namespace interweave::ui
