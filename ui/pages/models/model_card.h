// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/engine_thread.h"
#include "ui/models/model_row.h"
#include "ui/widgets/facts_card.h"

class QComboBox;
class QLineEdit;
class QPushButton;

namespace interweave::ui {

/// The chosen model: what it is, what it will take, where it lies, and what can be done with it.
/// Looks into the model's headers, loads no weights.
class ModelCard : public FactsCard {
    Q_OBJECT

public:
    explicit ModelCard(EngineThread& engine, QWidget* parent = nullptr);

    /// What is known of it already stays in sight.
    void showRow(const ModelRow& row);
    void showNone();
    /// While it is fetched, verified or waits for that: why its files cannot be touched.
    void setBusy(const QString& reason);
    /// Whether the hub may be asked for it, and why not.
    void setFetching(bool can, const QString& reason);
    const ModelRow& row() const { return m_row; }

Q_SIGNALS:
    void trainRequested(const QString& path);
    void verifyRequested();
    void removeRequested();
    void fetchRequested();
    void copied();

private:
    void addHead();
    void addPath();
    void addButtons();
    QPushButton* addButton(QBoxLayout& row, const QString& label, const QString& objectName);
    QString path() const;
    void showChoice();
    void askForInfo();
    void showInfo(const Outcome<ModelInfo>& outcome);
    void showState();
    void copy();

    EngineThread& m_engine;
    ModelRow m_row;
    QString m_asked; // the path whose info is shown, or asked for
    JobId m_job = 0;
    QString m_busy;
    QString m_whyNoFetch;
    QString m_whyNoUse;
    QLabel* m_name;
    QComboBox* m_choice;
    QWidget* m_pathRow;
    QLineEdit* m_path;
    QWidget* m_buttons;
    QPushButton* m_train = nullptr;
    QPushButton* m_verify = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_fetch = nullptr;
};

} // namespace interweave::ui
