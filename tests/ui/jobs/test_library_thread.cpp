// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/support/fake_library.h"
#include "ui/jobs/library_thread.h"

#include <QtTest>

namespace interweave::ui {

class TestLibraryThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsEndLosesNoChange()
    {
        const auto workspace = std::make_shared<FakeWorkspace>();
        addFakeRun(*workspace, "r1", "one");
        for (int round = 0; round < 50; ++round) {
            const std::string notes = "round " + std::to_string(round);
            {
                LibraryThread library(
                    [workspace] { return std::make_unique<FakeLibrary>(workspace); });
                library.ask(
                    this,
                    [round](const RunLibrary&) { QThread::usleep(static_cast<ulong>(round * 20)); },
                    [](const Outcome<Nothing>&) {});
                library.change(
                    this, [notes](RunLibrary& changed) { changed.setNotes("r1", notes); },
                    [](const Outcome<Nothing>&) {});
                QTest::qWait(round % 3);
            }
            QCOMPARE(workspace->runs.front().notes, notes);
        }
    }
};

} // namespace interweave::ui

QTEST_GUILESS_MAIN(interweave::ui::TestLibraryThread)
#include "test_library_thread.moc"
