// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/model_lister.h"

#include <QTimer>

namespace interweave::ui {

namespace {

constexpr int kSoonMs = 60; // gathers what changes at a time

} // namespace

ModelLister::ModelLister(HubThread& hub, LibraryThread& library, QObject* parent)
    : QObject(parent)
    , m_hub(hub)
    , m_library(library)
    , m_soon(new QTimer(this))
{
    m_soon->setSingleShot(true);
    m_soon->setInterval(kSoonMs);
    connect(m_soon, &QTimer::timeout, this, &ModelLister::read);
    connect(&m_hub, &HubThread::cacheChanged, this, &ModelLister::refresh);
}

void ModelLister::refresh()
{
    if (!m_soon->isActive())
        m_soon->start();
}

void ModelLister::read()
{
    m_hub.ask(
        this, [](const HubLibrary& hub) { return cachedRows(hub.list()); },
        [this](const Outcome<QVector<ModelRow>>& rows) {
            m_cacheRead = true;
            if (!rows)
                Q_EMIT failed(rows.failure());
            else
                m_cached = rows.value();
            Q_EMIT changed();
        });
    m_library.ask(
        this, [](const RunLibrary& library) { return usedModels(library.list()); },
        [this](const Outcome<QVector<UsedModel>>& used) {
            m_runsRead = true;
            if (!used)
                Q_EMIT failed(used.failure());
            else
                m_used = used.value();
            Q_EMIT changed();
        });
}

void ModelLister::forget(const QString& key)
{
    m_cached.removeIf([&](const ModelRow& row) { return row.key == key; });
    Q_EMIT changed();
}

} // namespace interweave::ui
