// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/configuration_model.h"
#include "ui/models/run_row.h"
#include "ui/widgets/card.h"

#include <QSortFilterProxyModel>

class QLineEdit;
class QStackedWidget;
class QTableView;

namespace interweave::ui {

class NotesEditor;
class Segmented;

/// The chosen runs' configurations, where they differ, and one run's notes.
class ConfigurationCard : public Card {
    Q_OBJECT

public:
    explicit ConfigurationCard(QWidget* parent = nullptr);

    void setRuns(const QVector<RunRow>& runs);
    /// Brings the notes to the front, for writing.
    void editNotes();
    NotesEditor& notes() const { return *m_notes; }

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum Side { Configuration, Notes };

    void addTable();
    void show(int side);
    void fitColumns();
    void markRuns();

    ConfigurationModel m_model;
    QSortFilterProxyModel m_filter;
    QVector<ConfiguredRun> m_runs;
    QVector<int> m_places;
    bool m_marked = false; // in the dark theme's colours
    Segmented* m_side;
    QStackedWidget* m_stack;
    QLineEdit* m_search = nullptr;
    QTableView* m_table = nullptr;
    NotesEditor* m_notes;
};

} // namespace interweave::ui
