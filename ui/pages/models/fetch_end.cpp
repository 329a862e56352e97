// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/fetch_end.h"

#include "core/support/number_text.h"
#include "ui/models/fetch_entry.h"
#include "ui/models/transfer_text.h"

#include <QCoreApplication>

namespace interweave::ui {

namespace {

using Offer = FetchEnd::Offer;

QString tr(const char* text)
{
    return QCoreApplication::translate("interweave::ui", text);
}

QString bytes(int64_t size)
{
    return QString::fromStdString(formatBytes(size));
}

FetchEnd done(const PullResult& result)
{
    FetchEnd end{Notice::Severity::Success, {}, Offer::None, {}};
    const QString name = QString::fromStdString(result.repo);
    const QString files = filesText(static_cast<int64_t>(result.files.size()));
    end.text = result.downloadedBytes > 0
        ? tr("%1 is here: %2 of %3 fetched in %4.")
              .arg(name, bytes(result.downloadedBytes), files,
                  QString::fromStdString(formatDuration(result.elapsedSeconds)))
        : tr("%1 was here already: %2, %3.").arg(name, files, bytes(result.bytes));
    if (!result.leftOut.empty())
        end.text += u' '
            + tr("Left out, since pickles can run code when they are read: %1%2.")
                  .arg(QString::fromStdString(result.leftOut.front()),
                      result.leftOut.size() > 1 ? tr(" and %1 more").arg(result.leftOut.size() - 1)
                                                : QString());
    if (result.kind == RepoKind::Model) {
        end.offer = Offer::Train;
        end.label = tr("Use for training");
    }
    return end;
}

} // namespace

FetchEnd fetchEnd(const PullRequest& request, const Outcome<PullResult>& outcome)
{
    if (outcome)
        return done(outcome.value());
    const Failure& failure = outcome.failure();
    if (failure.cancelled())
        return {Notice::Severity::Info,
            tr("Fetching %1 was cancelled. What has come is kept: the next fetch goes on there.")
                .arg(QString::fromStdString(request.repo)),
            Offer::Again, tr("Go on")};
    FetchEnd end{Notice::Severity::Error, inFormWords(failure.text()), Offer::None, {}};
    switch (failure.code) {
    case ErrorCode::Io:
    case ErrorCode::CorruptData:
        end.text += u' ' + tr("What has come is kept.");
        end.offer = Offer::Again;
        end.label = tr("Try again");
        break;
    case ErrorCode::InvalidArgument:
        if (failure.message.contains(QLatin1String("--include"))) {
            end.offer = Offer::ChooseFiles;
            end.label = tr("Choose files");
        }
        break;
    default: break;
    }
    return end;
}

} // namespace interweave::ui
