// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_library.h"
#include "ui/pages/forgetting/forgetting_page.h"

#include <QStringList>

class QPushButton;

namespace interweave::ui {

/// The page over an engine and runs that are not there, and what a person does with it.
class ForgettingPageFixture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

protected:
    template <class T>
    T* find(const char* name) const
    {
        T* const found = m_page->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    QPushButton* button(const char* name) const;
    bool shown(const char* name) const { return find<QWidget>(name)->isVisible(); }
    QStringList labels() const;
    QString notice() const;
    int summaryRuns() const;
    QStringList csvOf(const char* chart) const;

    /// Three runs of one model, each with a suite in its recipe; imsm is the newest.
    void addRuns();
    /// A task of texts for both newer runs, which rise to 3.9 and 1.1 from the base's 0.4.
    void addTexts();
    /// Behind the figures of facts: "Q1" … with this answer to each.
    void addAnswers(const std::string& run, const std::string& branch, const std::string& said);
    void open();
    void openWithRuns();

    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::shared_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<ForgettingPage> m_page;

private:
    /// Of one branch, in nats per token.
    void addText(const std::string& run, const std::string& branch, double nats);
};

} // namespace interweave::ui
