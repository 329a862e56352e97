// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/toast.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

namespace interweave::ui {

namespace {

constexpr int kHeight = 28; // the status bar's: it hides nothing of a page
constexpr int kRight = 16;

} // namespace

Toast::Toast(QWidget* window)
    : QFrame(window)
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_timer(new QTimer(this))
{
    setProperty("role", QStringLiteral("toast"));
    m_action->setObjectName(QStringLiteral("toastAction"));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 4, 0);
    setFixedHeight(kHeight);
    row->addWidget(m_text);
    row->addWidget(m_action);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto action = std::exchange(m_onAction, {}))
            action();
    });
    window->installEventFilter(this);
    hide();
}

void Toast::showMessage(const QString& text, const QString& action, std::function<void()> onAction)
{
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_onAction = std::move(onAction);
    place();
    show();
    raise();
    m_timer->start(kShownMs);
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::place()
{
    adjustSize();
    const QSize room = parentWidget()->size();
    move(room.width() - width() - kRight, room.height() - height());
}

} // namespace interweave::ui
