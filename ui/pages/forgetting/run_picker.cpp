// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/forgetting/run_picker.h"

#include "ui/models/measured_runs.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace interweave::ui {

namespace {

constexpr int kPopupWidth = 320;
constexpr int kRowHeight = 28;
constexpr int kMostRows = 12;
constexpr int kTextWidth = 260;

} // namespace

RunPicker::RunPicker(MeasuredRuns& runs, QWidget* parent)
    : QPushButton(parent)
    , m_runs(runs)
    , m_popup(new QFrame(this, Qt::Popup))
    , m_list(new QListView(m_popup))
{
    setObjectName(QStringLiteral("forgettingRuns"));
    setAccessibleName(tr("Runs that are shown"));
    m_popup->setProperty("role", QStringLiteral("card"));
    m_list->setObjectName(QStringLiteral("forgettingRunList"));
    m_list->setAccessibleName(tr("Runs that were evaluated"));
    m_list->setModel(&runs);
    m_list->setUniformItemSizes(true);
    auto* const column = new QVBoxLayout(m_popup);
    column->setContentsMargins(12, 8, 12, 8);
    column->addWidget(secondaryLabel(
        tr("Evaluated runs, newest first; up to %1").arg(MeasuredRuns::kMostChosen), m_popup));
    column->addWidget(m_list);
    connect(this, &QPushButton::clicked, this, &RunPicker::open);
    connect(&runs, &QAbstractItemModel::dataChanged, this, &RunPicker::updateText);
    connect(&runs, &QAbstractItemModel::modelReset, this, &RunPicker::updateText);
    applyColours();
    updateText();
}

/// The boxes of a list look like check boxes.
void RunPicker::applyColours()
{
    const Colours& c = colours();
    m_list->setStyleSheet(
        QStringLiteral("QListView::item { height: %1px; }"
                       "QListView::indicator { width: 15px; height: 15px; "
                       "border: 1px solid %2; border-radius: 4px; }"
                       "QListView::indicator:checked { background: %3; "
                       "border: 1px solid %3; image: url(:/themes/check-%4.svg); }")
            .arg(kRowHeight)
            .arg(c.secondary.name(), c.interwoven.name(),
                c.dark ? QStringLiteral("dark") : QStringLiteral("light")));
}

void RunPicker::changeEvent(QEvent* event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColours();
}

void RunPicker::updateText()
{
    const QStringList labels = m_runs.chosenLabels();
    const QString text = labels.isEmpty() ? tr("Choose runs") : labels.join(QStringLiteral(", "));
    setText(fontMetrics().elidedText(text, Qt::ElideRight, kTextWidth) + QStringLiteral("  ▾"));
    setToolTip(tr("Shown: %1. Press to choose the runs to set side by side.")
                   .arg(labels.isEmpty() ? tr("none") : labels.join(QStringLiteral(", "))));
    setEnabled(m_runs.rowCount() > 0);
}

void RunPicker::open()
{
    const int rows = std::clamp(m_runs.rowCount(), 2, kMostRows);
    m_popup->resize(kPopupWidth, 48 + rows * kRowHeight);
    m_popup->move(mapToGlobal(QPoint(0, height() + 4)));
    m_popup->show();
    m_list->setFocus();
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_runs.index(0));
}

} // namespace interweave::ui
