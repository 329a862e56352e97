// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

class QTimer;

namespace interweave::ui {

/// The notes of one run, saved after a pause and when the editor is left.
class NotesEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit NotesEditor(QWidget* parent = nullptr);

    /// What is being written of the same run stays. Empty id: of no run.
    void showNotes(const QString& run, const QString& notes);
    /// Saves what has not been saved.
    void flush();

Q_SIGNALS:
    void written(const QString& run, const QString& notes);

protected:
    void focusOutEvent(QFocusEvent* event) override;

private:
    QString placeholder() const;

    QString m_run;
    QString m_saved;
    QTimer* m_pause;
};

} // namespace interweave::ui
