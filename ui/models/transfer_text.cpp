// SPDX-License-Identifier: Apache-2.0
#include "ui/models/transfer_text.h"

#include "core/support/number_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

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

QString whatOf(const PullProgress& progress)
{
    const QString file = QString::fromStdString(progress.file);
    if (progress.filesTotal == 0 || file.isEmpty())
        return tr("Asking the hub what there is…");
    const QString one = tr("%1 (%2 of %3)")
                            .arg(file)
                            .arg(std::min(progress.filesDone + 1, progress.filesTotal))
                            .arg(progress.filesTotal);
    switch (progress.stage) {
    case PullStage::Waiting: return tr("Another program fetches %1").arg(one);
    case PullStage::Checking: return tr("Reading %1").arg(one);
    case PullStage::Listing:
    case PullStage::Downloading: return one;
    }
    return one;
}

} // namespace

QString filesText(int64_t files)
{
    return files == 1 ? tr("1 file")
                      : tr("%1 files").arg(QString::fromStdString(formatCount(files)));
}

TransferText transferText(const PullProgress& progress)
{
    TransferText text{whatOf(progress), {}, -1};
    if (progress.bytesTotal <= 0)
        return text;
    QStringList figures{tr("%1 of %2").arg(bytes(progress.bytesDone), bytes(progress.bytesTotal))};
    if (progress.bytesPerSecond > 0.0)
        figures += tr("%1/s").arg(bytes(static_cast<int64_t>(progress.bytesPerSecond)));
    if (progress.secondsLeft > 0.0)
        figures += tr("%1 left").arg(QString::fromStdString(formatDuration(progress.secondsLeft)));
    text.figures = figures.join(QStringLiteral(" · "));
    const double share
        = static_cast<double>(progress.bytesDone) / static_cast<double>(progress.bytesTotal);
    text.permille = static_cast<int>(std::clamp(share, 0.0, 1.0) * 1000.0);
    return text;
}

CheckSummary summarised(const std::string& repo, RepoKind kind, const std::vector<FileCheck>& files)
{
    CheckSummary summary;
    summary.repair.repo = repo;
    summary.repair.kind = kind;
    summary.repair.check = true;
    int64_t read = 0;
    int64_t unnamed = 0;
    QStringList damaged;
    for (const FileCheck& file : files) {
        read += file.bytes;
        unnamed += file.state == FileState::Unnamed ? 1 : 0;
        if (file.state != FileState::Damaged && file.state != FileState::Missing)
            continue;
        const QString path = QString::fromStdString(file.path);
        damaged += file.state == FileState::Missing ? tr("%1 (missing)").arg(path) : path;
        if (summary.repair.revision.empty())
            summary.repair.revision = file.commit; // the very files, whatever the branch is by now
        if (summary.repair.revision == file.commit)
            summary.repair.include.push_back(file.path);
    }
    const auto count = static_cast<int64_t>(files.size());
    if (!damaged.isEmpty()) {
        summary.verdict = CheckSummary::Verdict::Damaged;
        summary.text = tr("%1 of %2 damaged: %3")
                           .arg(damaged.size())
                           .arg(filesText(count), damaged.join(QStringLiteral(", ")));
    } else if (unnamed > 0) {
        summary.verdict = CheckSummary::Verdict::Unknown;
        summary.text = tr("%1 of %2 cannot be verified: no hub tool has put them there, so no hash "
                          "is known")
                           .arg(unnamed)
                           .arg(filesText(count));
    } else {
        summary.text = tr("Intact: %1, %2 read and held against their hashes")
                           .arg(filesText(count), bytes(read));
    }
    return summary;
}

} // namespace interweave::ui
