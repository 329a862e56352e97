// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/model_removals.h"

#include "ui/widgets/toast.h"

#include <QTimer>

namespace interweave::ui {

namespace {

constexpr int kAfterToastMs = 500; // so that an undo in the toast's last moment counts

} // namespace

ModelRemovals::ModelRemovals(HubThread& hub, QObject* parent)
    : QObject(parent)
    , m_hub(hub)
{
}

ModelRemovals::~ModelRemovals()
{
    for (const QString& key : m_waiting.keys())
        removeNow(key);
}

void ModelRemovals::remove(const ModelRow& row)
{
    if (holds(row.key))
        return;
    auto* const timer = new QTimer(this);
    timer->setObjectName(QStringLiteral("removalTimer"));
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [this, key = row.key] { removeNow(key); });
    m_waiting[row.key] = {row.name.toStdString(), row.repoKind(), timer};
    timer->start(Toast::kShownMs + kAfterToastMs);
    Q_EMIT changed();
}

void ModelRemovals::undo(const QString& key)
{
    if (!m_waiting.contains(key))
        return;
    m_waiting.take(key).timer->deleteLater();
    Q_EMIT changed();
}

void ModelRemovals::removeNow(const QString& key)
{
    const Waiting waiting = m_waiting.take(key);
    waiting.timer->deleteLater();
    m_going.insert(key);
    m_hub.remove(waiting.repo, waiting.kind, this, [this, key](const Outcome<Nothing>& outcome) {
        m_going.remove(key);
        if (outcome)
            return Q_EMIT removed(key);
        Q_EMIT changed();
        Q_EMIT failed(outcome.failure());
    });
}

} // namespace interweave::ui
