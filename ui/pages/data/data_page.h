// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/data_report.h"
#include "ui/pages/page.h"

class QProgressBar;
class QStackedWidget;
class QTimer;

namespace interweave::ui {

class FactsCard;
class FindingsCard;
class LengthsCard;
class RowCard;
class SourceCard;

/// What training rows are like before anything is trained on them: row by row, their lengths, what
/// is wrong with them, which test rows they give away. Reads the recipe's file, or one that is
/// chosen or dropped here, with the tokenizer of the recipe's model.
class DataPage : public Page {
    Q_OBJECT

public:
    explicit DataPage(Services& services, QWidget* parent = nullptr);

    /// The recipe on the page Train; read again only where it is another.
    void useRecipe(const TrainRequest& recipe);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* emptyState();
    void formChanged();
    void read();
    void take(const Outcome<DataReport>& outcome);

    SourceCard* m_source;
    FactsCard* m_facts;
    RowCard* m_row;
    LengthsCard* m_lengths;
    FindingsCard* m_findings;
    QStackedWidget* m_stack;
    QTimer* m_debounce;
    JobId m_job = 0;
};

} // namespace interweave::ui
