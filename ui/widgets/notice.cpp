// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/notice.h"

#include "ui/widgets/card.h"
#include "ui/widgets/icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace interweave::ui {

Notice::Notice(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    setProperty("role", QStringLiteral("notice"));
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_action->setObjectName(QStringLiteral("noticeAction"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* const close = new QToolButton(this);
    close->setProperty("role", QStringLiteral("icon"));
    close->setIcon(lineIcon(QStringLiteral("close")));
    close->setAccessibleName(tr("Dismiss"));
    close->setToolTip(tr("Dismiss"));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(close);
    connect(close, &QToolButton::clicked, this, &Notice::clear);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto action = m_onAction; // which may show another message here
        clear();
        if (action)
            action();
    });
    hide();
}

void Notice::showMessage(
    Severity severity, const QString& text, const QString& action, std::function<void()> onAction)
{
    m_severity = severity;
    setRole(*this, "severity",
        severity == Severity::Error         ? QStringLiteral("error")
            : severity == Severity::Success ? QStringLiteral("success")
                                            : QStringLiteral("info"));
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_onAction = std::move(onAction);
    show();
}

void Notice::clear()
{
    m_onAction = {};
    hide();
}

QString Notice::text() const
{
    return m_text->text();
}

bool Notice::showsError() const
{
    return !isHidden() && m_severity == Severity::Error;
}

} // namespace interweave::ui
