// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/services.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace interweave::ui {

class Notice;

/// A page of the window: title, a line about what is shown, its actions at the right, a place for
/// messages, and a body. Children are named (objectName) for tests and assistive tools.
class Page : public QWidget {
    Q_OBJECT

public:
    Page(const QString& title, Services& services, QWidget* parent = nullptr);

    /// The page comes to the front; again each time.
    virtual void activate() { }

Q_SIGNALS:
    /// Another page should show this run.
    void openGateRequested(const QString& run);
    /// prompt: all that the model is to go on from; empty: none.
    void openCompareRequested(const QString& run, const QString& prompt = {});
    void openForgettingRequested(const QStringList& runs);
    void openTrainRequested();
    void openRunRequested(const QString& run); // on the Runs page
    void openRunsRequested(const QString& search);
    /// Train the model at this path.
    void trainModelRequested(const QString& model);
    void demonstrationRequested();
    /// Go on with a run that stopped, or was cut off.
    void resumeRequested(const QString& run);

protected:
    Services& services() const { return m_services; }
    QVBoxLayout* body() const { return m_body; }
    Notice& notice() const { return *m_notice; }

    void setSubtitle(const QString& text);
    /// Beside the title, e.g. a search field.
    void addTitleWidget(QWidget* widget);
    /// From left to right; the main action comes last.
    QPushButton* addAction(const QString& label, const QString& objectName, bool main = false);
    /// A failure where it belongs; nothing for one that is only a cancel.
    void showFailure(const Failure& failure);

private:
    Services& m_services;
    QLabel* m_subtitle;
    QHBoxLayout* m_titleWidgets;
    QHBoxLayout* m_actions;
    Notice* m_notice;
    QVBoxLayout* m_body;
};

} // namespace interweave::ui
