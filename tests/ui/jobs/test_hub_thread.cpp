// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_hub.h"
#include "ui/jobs/hub_thread.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

namespace interweave::ui {

class TestHubThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_state = std::make_shared<FakeHubState>();
        open();
    }
    void cleanup() { m_hub.reset(); }

    void aPullTellsOfItselfOnTheWindowsThread()
    {
        m_state->parts = 200;
        QElapsedTimer timer;
        timer.start();
        std::vector<PullProgress> told;
        QStringList messages;
        std::optional<PullResult> result;
        QSignalSpy changed(m_hub.get(), &HubThread::cacheChanged);
        m_hub->pull(request("org/a"), this,
            {[&](const PullProgress& progress) {
                 QCOMPARE(QThread::currentThread(), thread());
                 told.push_back(progress);
             },
                [&](const QString& text) { messages += text; }},
            [&](Outcome<PullResult> outcome) { result = outcome.value(); });
        QTRY_VERIFY(result);
        QCOMPARE(result->repo, std::string("org/a"));
        QCOMPARE(messages, QStringList{"the hub answered 503; trying again in 1 s"});
        QCOMPARE(changed.count(), 1);
        QVERIFY(told.size() > 1);
        const auto most = static_cast<size_t>(timer.elapsed() / 33 + 4); // 30 a second
        QVERIFY2(told.size() <= most, qPrintable(QString::number(told.size())));
        QVERIFY(std::is_sorted(
            told.begin(), told.end(), [](const PullProgress& a, const PullProgress& b) {
                return a.bytesDone < b.bytesDone;
            }));
        QCOMPARE(told.back().bytesDone, 199 << 20); // the last arrives before the reply
    }

    void whatLooksDoesNotWaitForADownload()
    {
        m_state->parts = 1'000'000;
        m_state->cache = {fakeRepo("org/there")};
        std::optional<Failure> ended;
        const JobId job = m_hub->pull(request("org/a"), this, {},
            [&](const Outcome<PullResult>& outcome) { ended = outcome.failure(); });
        std::optional<size_t> listed;
        m_hub->ask(
            this, [](const HubLibrary& hub) { return hub.list(); },
            [&](const Outcome<std::vector<CachedRepo>>& repos) { listed = repos.value().size(); });
        QTRY_VERIFY(listed);
        std::optional<bool> removed;
        m_hub->remove("org/there", RepoKind::Model, this,
            [&](const Outcome<Nothing>& outcome) { removed = outcome.ok(); });
        QTRY_VERIFY(removed);
        QVERIFY(*removed);
        QVERIFY(!ended);
        m_hub->cancel(job);
        QTRY_VERIFY(ended);
        QVERIFY(ended->cancelled());
    }

    void pullsAndChecksWaitForEachOther()
    {
        QStringList order;
        m_hub->pull(request("org/a"), this, {},
            [&](const Outcome<PullResult>&) { order += QStringLiteral("pull"); });
        m_hub->check("org/a", RepoKind::Model, this, {},
            [&](const Outcome<std::vector<FileCheck>>&) { order += QStringLiteral("check"); });
        QTRY_COMPARE(order, (QStringList{"pull", "check"}));
    }

    void itsEndCancelsThePullAndLosesNoRemoval()
    {
        for (int round = 0; round < 50; ++round) {
            m_state->parts = 1'000'000;
            m_state->removed.clear();
            m_hub->pull(request("org/a"), this, {}, [](const Outcome<PullResult>&) {});
            m_hub->remove("org/b", RepoKind::Model, this, [](const Outcome<Nothing>&) {});
            QTest::qWait(round % 3);
            m_hub.reset();
            QCOMPARE(m_state->removed, std::vector<std::string>{"org/b"});
            open();
        }
    }

private:
    static PullRequest request(const std::string& repo)
    {
        PullRequest request;
        request.repo = repo;
        return request;
    }
    void open()
    {
        m_hub = std::make_unique<HubThread>(
            [state = m_state] { return std::make_unique<FakeHub>(state); });
    }

    std::shared_ptr<FakeHubState> m_state;
    std::unique_ptr<HubThread> m_hub;
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestHubThread)
#include "test_hub_thread.moc"
