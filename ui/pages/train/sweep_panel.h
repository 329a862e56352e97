// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/sweep_store.h"
#include "ui/pages/services.h"

#include <QWidget>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace interweave::ui {

class Notice;
class SweepCheck;
class SweepFields;
class SweepPreview;
class SweepRunsCard;

/// Sweeps: one is written, checked while one types and started; or one is shown, that is at work
/// or was left. It goes on while the panel is out of sight.
class SweepPanel : public QWidget {
    Q_OBJECT

public:
    explicit SweepPanel(Services& services, QWidget* parent = nullptr);

    /// The recipe that is being written, where it can be trained. values: its (RecipePreview).
    void setRecipe(const TrainRequest& recipe, const std::map<std::string, std::string>& values,
        const QString& name, bool isValid);
    /// Comes into sight: reads what the workspace keeps.
    void open();
    void openPlan(const QString& file);
    /// Shows a sweep that was left, and goes on with it.
    void proceed(const SweepPlan& plan);
    /// Writes the study of the shown sweep: a page, or Markdown where the file's name says so.
    void writeReport(const QString& file);

    bool isWriting() const { return m_writing; }
    /// What is being written, run by run: to be laid out where there is room.
    SweepPreview* preview() const { return m_preview; }

Q_SIGNALS:
    void writingChanged();
    void closeRequested();
    void runRequested(const QString& run);
    void runsRequested(const QString& search);
    void forgettingRequested(const QStringList& runs);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectParts();
    void connectEngine();
    void readKept();
    void writeNew();
    void writeFrom(std::optional<SweepPlan> opened, const QString& file);
    void edited();
    void run(const SweepPlan& plan);
    void showSweep(const SweepPlan& plan);
    void showKept(const KeptSweep& sweep);
    void refresh();
    void showState();
    void sweepEnded(const Outcome<std::vector<SweptRun>>& outcome);
    void offer(const QString& failure);
    void askReport();

    Services& m_services;
    TrainRequest m_recipe;
    bool m_recipeIsValid = false;
    std::optional<SweepPlan> m_opened; // in the recipe's place
    std::vector<KeptSweep> m_keptSweeps;
    bool m_writing = true; // else m_plan is shown
    SweepPlan m_plan; // that is shown, or was last

    SweepCheck* m_check; // of what is written
    SweepFields* m_fields;
    Notice* m_notice;
    SweepRunsCard* m_runs; // of what is shown
    SweepPreview* m_preview; // of what is written
};

} // namespace interweave::ui
