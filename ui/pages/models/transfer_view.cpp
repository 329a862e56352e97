// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/models/transfer_view.h"

#include "ui/models/transfer_text.h"
#include "ui/widgets/card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace interweave::ui {

namespace {

constexpr int kWhole = 1000; // of the bar
constexpr int kWhatWidth = 200; // beside the button

} // namespace

TransferView::TransferView(const QString& name, const QString& cancelToolTip, QWidget* parent)
    : QWidget(parent)
    , m_bar(new QProgressBar(this))
    , m_what(new QLabel(this))
    , m_figures(secondaryLabel({}, this))
    , m_message(secondaryLabel({}, this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    m_bar->setObjectName(name + QStringLiteral("Progress"));
    m_bar->setAccessibleName(tr("Share of the bytes that is done"));
    m_bar->setTextVisible(false);
    m_what->setObjectName(name + QStringLiteral("What"));
    m_figures->setObjectName(name + QStringLiteral("Figures"));
    m_message->setObjectName(name + QStringLiteral("Message"));
    m_cancel->setObjectName(name + QStringLiteral("Cancel"));
    m_cancel->setToolTip(cancelToolTip);
    for (QLabel* const label : {m_what, m_figures, m_message})
        label->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    auto* const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_what, 1);
    row->addWidget(m_cancel);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(m_bar);
    column->addWidget(m_figures);
    column->addWidget(m_message);
    connect(m_cancel, &QPushButton::clicked, this, &TransferView::cancel);
    hide();
}

void TransferView::setWhat(const QString& text)
{
    m_what->setText(m_what->fontMetrics().elidedText(text, Qt::ElideMiddle, kWhatWidth));
    m_what->setToolTip(text);
}

void TransferView::begin(const QString& what)
{
    m_cancelling = false;
    m_bytes = 0;
    m_bar->setRange(0, 0);
    setWhat(what);
    m_figures->clear();
    m_message->hide();
    m_cancel->setEnabled(true);
    show();
}

void TransferView::showProgress(const PullProgress& progress)
{
    if (m_cancelling)
        return;
    const TransferText text = transferText(progress);
    m_bar->setRange(0, text.permille < 0 ? 0 : kWhole);
    m_bar->setValue(text.permille);
    setWhat(text.what);
    m_figures->setText(text.figures);
    if (std::exchange(m_bytes, progress.bytesDone) < progress.bytesDone)
        m_message->hide();
}

void TransferView::showMessage(const QString& text)
{
    m_message->setText(text);
    m_message->show();
}

void TransferView::cancel()
{
    m_cancelling = true;
    m_cancel->setEnabled(false);
    m_message->hide();
    setWhat(tr("Stopping…"));
    Q_EMIT cancelled();
}

void TransferView::end()
{
    hide();
}

} // namespace interweave::ui
