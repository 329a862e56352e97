// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/data_form.h"
#include "ui/widgets/card.h"

class QComboBox;
class QLineEdit;
class QPushButton;

namespace interweave::ui {

/// Which file is read, what makes prompts and answers of its records, and what it is held against.
class SourceCard : public Card {
    Q_OBJECT

public:
    explicit SourceCard(QWidget* parent = nullptr);

    const DataForm& form() const { return m_form; }
    /// Fills what the form leaves open.
    void setRecipe(const TrainRequest& recipe);
    void setFile(const QString& file);
    void askForFile();

Q_SIGNALS:
    void changed();

private:
    void addField(const QString& label, QWidget* field);
    QWidget* fileRow(QLineEdit* field, const QString& name, const QString& title);
    void buildLayouts();
    void take();

    DataForm m_form;
    QLineEdit* m_file;
    QComboBox* m_layout;
    QLineEdit* m_prompt;
    QLineEdit* m_answer;
    QLineEdit* m_against;
    QWidget* m_words; // prompt and answer
};

} // namespace interweave::ui
