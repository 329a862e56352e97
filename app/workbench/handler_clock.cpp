// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/handler_clock.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>

namespace interweave::ui {

namespace {

QString describe(const QString& receiver, QEvent::Type type)
{
    const char* const name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return receiver + QLatin1Char(' ') + QString::fromLatin1(name ? name : "event");
}

} // namespace

bool HandlerClock::notify(QObject* receiver, QEvent* event)
{
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    // Asked before: the handler may delete both.
    const QString who = QString::fromLatin1(receiver->metaObject()->className()) + QLatin1Char(' ')
        + receiver->objectName();
    const QEvent::Type type = event->type();
    QElapsedTimer timer;
    timer.start();
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    const double milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    if (milliseconds > m_slowest.milliseconds)
        m_slowest = {milliseconds, describe(who, type)};
    return handled;
}

} // namespace interweave::ui
