// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/segmented.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace interweave::ui {

Segmented::Segmented(const QStringList& labels, QWidget* parent)
    : QWidget(parent)
    , m_buttons(new QButtonGroup(this))
{
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (int i = 0; i < labels.size(); ++i) {
        auto* const button = new QToolButton(this);
        button->setText(labels[i]);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setProperty("role", QStringLiteral("segment"));
        button->setProperty("place",
            i == 0                       ? QStringLiteral("first")
                : i == labels.size() - 1 ? QStringLiteral("last")
                                         : QStringLiteral("middle"));
        m_buttons->addButton(button, i);
        row->addWidget(button);
    }
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    if (!labels.isEmpty())
        choose(0);
    connect(m_buttons, &QButtonGroup::idClicked, this, &Segmented::picked);
}

int Segmented::chosen() const
{
    return m_buttons->checkedId();
}

void Segmented::choose(int index)
{
    if (QAbstractButton* const button = m_buttons->button(index))
        button->setChecked(true);
}

void Segmented::setSegmentEnabled(int index, bool enabled, const QString& reason)
{
    if (QAbstractButton* const button = m_buttons->button(index)) {
        button->setEnabled(enabled);
        button->setToolTip(enabled ? QString() : reason);
    }
}

} // namespace interweave::ui
