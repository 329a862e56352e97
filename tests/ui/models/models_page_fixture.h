// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/support/fake_engine.h"
#include "tests/ui/support/fake_hub.h"
#include "tests/ui/support/fake_library.h"
#include "ui/pages/models/models_page.h"

#include <QStringList>

class QLineEdit;
class QPushButton;
class QTableView;

namespace interweave::ui {

/// An engine that knows what a model of each path is.
class InfoEngine : public FakeEngine {
public:
    using FakeEngine::FakeEngine;

    /// One that has "unsupported" in its path is of a family that this program does not run.
    ModelInfo info(const ModelRef& model) override;
};

/// The page over a hub that is not there, and what a person does with it.
class ModelsPageFixture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

protected:
    template <class T>
    T& child(const char* name)
    {
        T* const found = m_page->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return *found;
    }
    QTableView& table();
    QPushButton& button(const char* name);
    QLineEdit& field(const char* name);
    QString cell(int row, int column);
    QString noticeText();
    /// Of the card's lines, the value beside this name; empty: there is none.
    QString fact(const QString& name);

    void open();
    /// With these in the cache, and until the first is shown.
    void openWith(std::vector<CachedRepo> repos);
    void close();
    void closePage() { m_page.reset(); }
    void choose(const QString& name);
    /// Names it and waits until its files are shown.
    void look(const QString& name);
    /// The same, and fetches them.
    void fetch(const QString& name);
    /// Under the fake hub's mutex.
    std::vector<PullRequest> pulled();
    std::vector<std::string> removed();
    void change(const std::function<void(FakeHubState&)>& how);

    std::shared_ptr<FakeHubState> m_state;
    std::shared_ptr<FakeWorkspace> m_workspace;
    std::shared_ptr<FakeEngine::Knobs> m_knobs;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<LibraryThread> m_library;
    std::unique_ptr<HubThread> m_hub;
    std::optional<Services> m_services;
    std::unique_ptr<ModelsPage> m_page;
    QStringList m_toasts;
    std::function<void()> m_undo;
};

} // namespace interweave::ui
