// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>

class QFrame;
class QListView;

namespace interweave::ui {

class MeasuredRuns;

/// A button that says which runs are shown and opens the list to tick others.
class RunPicker : public QPushButton {
    Q_OBJECT

public:
    explicit RunPicker(MeasuredRuns& runs, QWidget* parent = nullptr);

    /// Says what is ticked.
    void updateText();

protected:
    void changeEvent(QEvent* event) override;

private:
    void open();
    void applyColours();

    MeasuredRuns& m_runs;
    QFrame* m_popup;
    QListView* m_list;
};

} // namespace interweave::ui
