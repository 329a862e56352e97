// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/sweep_form.h"
#include "ui/widgets/card.h"

#include <map>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace interweave::ui {

/// What a sweep is made of: from the recipe that is being written, or a plan that is there.
class SweepFields : public Card {
    Q_OBJECT

public:
    explicit SweepFields(QWidget* parent = nullptr);

    SweepForm form() const;
    /// What the recipe's values offer: comparisons, a suite and a name where none was written.
    void setRecipe(const std::map<std::string, std::string>& values, const QString& name);
    /// A plan in the recipe's place: what it says stands as the fields' place holders. Null: the
    /// recipe again.
    void setOpened(const SweepPlan* plan, const QString& file);
    /// Sweeps that the workspace keeps, in words.
    void setKept(const QStringList& sweeps);
    /// problem: why it cannot start; hint: what to know before it does.
    void setState(const QString& problem, const QString& hint, bool canStart);

Q_SIGNALS:
    void edited();
    void startRequested();
    void closeRequested();
    /// From the form again, a plan's file, or one of the kept sweeps.
    void formRequested();
    void fileRequested();
    void keptRequested(int index);

private:
    QWidget* makeComparisons();
    QWidget* makeRates();
    QWidget* makeSuiteRow();
    void makeLimit();
    QWidget* makeDataRow();
    void makeButtons();
    QLineEdit* addLine(const QString& label, const char* name, const QString& toolTip);
    QWidget* addField(const QString& label, QWidget* field);
    QWidget* withBrowse(QLineEdit* line, const char* name, const QString& title, bool folder);
    void pickSource(int index);

    QComboBox* m_source;
    QLabel* m_about;
    QLineEdit* m_name;
    QWidget* m_comparisons; // their row
    std::map<std::string, QCheckBox*> m_boxes; // by UsualVariant's id
    QLabel* m_whyNot;
    std::vector<std::pair<double, QCheckBox*>> m_rates;
    QLineEdit* m_grids;
    QLineEdit* m_seeds;
    QLineEdit* m_suite;
    QSpinBox* m_limit;
    QCheckBox* m_blends;
    QLineEdit* m_settings;
    QLineEdit* m_data;
    std::vector<QWidget*>
        m_planOnly; // rows: what a plan that was opened needs, and the recipe does not
    QLabel* m_problem;
    QLabel* m_hint;
    QPushButton* m_start;
    bool m_opened = false;
    QString m_offeredName; // by the recipe; what a person writes stays
    QString m_offeredSuite;
};

} // namespace interweave::ui
