// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/models/models_page_fixture.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

namespace interweave::ui {

ModelInfo InfoEngine::info(const ModelRef& model)
{
    ModelInfo info = FakeEngine::info(model);
    info.dtypes = {{"BF16", 272, 134'515'008}};
    info.heads = 9;
    info.kvHeads = 3;
    info.headDim = 64;
    info.maxPositions = 8192;
    info.tokenizer = "byte-level BPE";
    info.tokenizerSize = 49'152;
    info.cacheBytesPerToken = 23'040;
    if (model.path.find("unsupported") != std::string::npos) {
        info.family = "mamba";
        info.unsupported = "model_type 'mamba' is not supported";
    }
    return info;
}

void ModelsPageFixture::init()
{
    m_state = std::make_shared<FakeHubState>();
    m_workspace = std::make_shared<FakeWorkspace>();
    m_knobs = std::make_shared<FakeEngine::Knobs>();
    m_toasts.clear();
    m_undo = {};
}

void ModelsPageFixture::cleanup()
{
    close();
}

void ModelsPageFixture::close()
{
    m_page.reset();
    m_services.reset();
    m_hub.reset();
    m_library.reset();
    m_engine.reset();
}

QTableView& ModelsPageFixture::table()
{
    return child<QTableView>("modelsTable");
}

QPushButton& ModelsPageFixture::button(const char* name)
{
    return child<QPushButton>(name);
}

QLineEdit& ModelsPageFixture::field(const char* name)
{
    return child<QLineEdit>(name);
}

QString ModelsPageFixture::cell(int row, int column)
{
    return table().model()->index(row, column).data().toString();
}

QString ModelsPageFixture::noticeText()
{
    return child<QLabel>("noticeText").text();
}

QString ModelsPageFixture::fact(const QString& name)
{
    const QList<QLabel*> labels = child<QWidget>("modelCard").findChildren<QLabel*>();
    for (qsizetype i = 0; i + 1 < labels.size(); ++i)
        if (labels[i]->text() == name)
            return labels[i + 1]->text();
    return {};
}

void ModelsPageFixture::open()
{
    m_engine = std::make_unique<EngineThread>(
        [knobs = m_knobs] { return std::make_unique<InfoEngine>(knobs); });
    m_library = std::make_unique<LibraryThread>(
        [workspace = m_workspace] { return std::make_unique<FakeLibrary>(workspace); });
    m_hub = std::make_unique<HubThread>(
        [state = m_state] { return std::make_unique<FakeHub>(state); });
    m_services.emplace(Services{*m_engine, *m_library, "/nowhere",
        [this](const QString& text, const QString&, std::function<void()> undo) {
            m_toasts += text;
            m_undo = std::move(undo);
        }});
    m_page = std::make_unique<ModelsPage>(*m_services, *m_hub);
    m_page->resize(1104, 744);
    m_page->show();
    m_page->activate();
}

void ModelsPageFixture::openWith(std::vector<CachedRepo> repos)
{
    const auto count = static_cast<int>(repos.size());
    m_state->cache = std::move(repos);
    open();
    QTRY_VERIFY(table().model()->rowCount() >= count);
    QTRY_COMPARE(table().selectionModel()->selectedRows().size(), 1);
}

void ModelsPageFixture::choose(const QString& name)
{
    const QModelIndexList found = table().model()->match(
        table().model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
    QVERIFY2(!found.isEmpty(), qPrintable(name));
    table().selectRow(found.front().row());
}

void ModelsPageFixture::look(const QString& name)
{
    QTRY_VERIFY(button("modelsFetch").isEnabled());
    field("fetchName").setText(name);
    button("modelsFetch").click();
    QTRY_VERIFY(child<QTableView>("planFiles").isVisible());
}

void ModelsPageFixture::fetch(const QString& name)
{
    look(name);
    button("modelsFetch").click();
}

std::vector<PullRequest> ModelsPageFixture::pulled()
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->pulled;
}

std::vector<std::string> ModelsPageFixture::removed()
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->removed;
}

void ModelsPageFixture::change(const std::function<void(FakeHubState&)>& how)
{
    const std::scoped_lock lock(m_state->mutex);
    how(*m_state);
}

} // namespace interweave::ui
