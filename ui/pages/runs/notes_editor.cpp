// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/runs/notes_editor.h"

#include <QSignalBlocker>
#include <QTimer>

namespace interweave::ui {

namespace {

constexpr int kPauseMs = 800;

} // namespace

NotesEditor::NotesEditor(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_pause(new QTimer(this))
{
    setTabChangesFocus(true);
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    connect(m_pause, &QTimer::timeout, this, &NotesEditor::flush);
    connect(this, &QPlainTextEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    setEnabled(false);
    setPlaceholderText(placeholder());
}

QString NotesEditor::placeholder() const
{
    return m_run.isEmpty() ? tr("Choose one run to read and write its notes")
                           : tr("What should be remembered of this run?");
}

void NotesEditor::showNotes(const QString& run, const QString& notes)
{
    if (run == m_run && (toPlainText() != m_saved || notes == m_saved))
        return;
    flush();
    m_run = run;
    m_saved = notes;
    const QSignalBlocker quiet(this);
    setPlainText(notes);
    setEnabled(!run.isEmpty());
    setPlaceholderText(placeholder());
}

void NotesEditor::flush()
{
    m_pause->stop();
    const QString notes = toPlainText();
    if (m_run.isEmpty() || notes == m_saved)
        return;
    m_saved = notes;
    Q_EMIT written(m_run, notes);
}

void NotesEditor::focusOutEvent(QFocusEvent* event)
{
    flush();
    QPlainTextEdit::focusOutEvent(event);
}

} // namespace interweave::ui
