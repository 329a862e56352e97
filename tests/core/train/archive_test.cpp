// SPDX-License-Identifier: Apache-2.0
#include "core/train/memory_archive.h"

#include "suites.h"
#include "tiny_training.h"

#include <QtTest>

#include <filesystem>
#include <map>

using namespace interweave;

namespace {

/// In memory, counting what is asked of it.
class CountingArchive : public MemoryArchive {
public:
    std::optional<std::string> find(const std::string& set, const std::string& row) override
    {
        const auto rows = m_sets.find(set);
        if (rows == m_sets.end() || !rows->second.contains(row))
            return std::nullopt;
        ++found;
        return rows->second.at(row);
    }
    void add(const std::string& set, const std::string& row, std::string bytes) override
    {
        ++added;
        m_sets[set][row] = std::move(bytes);
    }
    void forget(const std::string& set) override
    {
        ++forgotten;
        m_sets.erase(set);
    }
    template <class Change>
    void eachRow(Change&& change)
    {
        for (auto& [name, rows] : m_sets)
            for (auto& [key, bytes] : rows)
                change(bytes);
    }
    size_t sets() const { return m_sets.size(); }
    void restart() { found = added = forgotten = 0; }

    int found = 0;
    int added = 0;
    int forgotten = 0;

private:
    std::map<std::string, std::map<std::string, std::string>> m_sets;
};

constexpr int kRows = 11; // of TinyTraining

Learned learnedWith(const TinyTraining& tiny, MemoryArchive* archive,
    const std::vector<std::string>& overrides = {})
{
    TrainSession session = TinyTraining::session();
    session.archive = archive;
    const TrainResult result = train(tiny.recipe(overrides), tiny.workspace(), session);
    return Learned(Run::open(result.folder));
}

} // namespace

void ArchiveTest::laterRunsComputeNothingAgain_data()
{
    QTest::addColumn<QString>("set");
    QTest::addColumn<int>("rows"); // that an archive takes
    QTest::newRow("gate") << "" << kRows;
    QTest::newRow("held to the base, no gate")
        << "method.siamese=off,train.kl_to_base=0.1" << kRows;
    QTest::newRow("a fused layer") << "method.gate.layers=1" << kRows;
    QTest::newRow("anchored") << "anchor.self=on,anchor.limit=5,anchor.passage_tokens=12"
                              << kRows + 5;
    const QString adapter = QString::fromStdString(
        (std::filesystem::path(INTERWEAVE_FIXTURES) / "imsm/llama3_mode5_lora/adapter").string());
    QTest::newRow("a frozen adapter")
        << "method.train_adapter=off,method.adapter=" + adapter << 2 * kRows;
}

void ArchiveTest::laterRunsComputeNothingAgain()
{
    QFETCH(QString, set);
    QFETCH(int, rows);
    const TinyTraining tiny;
    CountingArchive archive;
    const Learned alone = learnedWith(tiny, nullptr, overridesOf(set));
    QVERIFY(learnedWith(tiny, &archive, overridesOf(set)) == alone);
    QCOMPARE(archive.found, 0);
    QCOMPARE(archive.added, rows);
    archive.restart();
    QVERIFY(learnedWith(tiny, &archive, overridesOf(set)) == alone);
    QCOMPARE(archive.found, rows);
    QCOMPARE(archive.added, 0);
}

void ArchiveTest::othersRowsAreNotTaken()
{
    const TinyTraining tiny;
    CountingArchive archive;
    learnedWith(tiny, &archive);
    archive.restart();
    learnedWith(tiny, &archive, {"train.dtype=bf16"}); // the session's model is fp32: the same
    QCOMPARE(archive.found, kRows);
    learnedWith(tiny, &archive, {"method.gate.layers=1"});
    QCOMPARE(archive.sets(), size_t{2}); // rows with streams are others
    archive.restart();
    learnedWith(tiny, &archive, {"train.memory_cache=off"});
    learnedWith(tiny, &archive, {"method.peft=full", "method.siamese=off"});
    QCOMPARE(archive.found + archive.added, 0);
}

void ArchiveTest::damageIsComputedAgain()
{
    const TinyTraining tiny;
    CountingArchive archive;
    const Learned alone = learnedWith(tiny, nullptr);
    learnedWith(tiny, &archive);
    const auto damage = [&](auto change) {
        archive.eachRow(change);
        archive.restart();
        QVERIFY(learnedWith(tiny, &archive) == alone);
        QCOMPARE(archive.added, kRows);
        archive.restart();
        QVERIFY(learnedWith(tiny, &archive) == alone);
        QCOMPARE(archive.added, 0);
    };
    damage([](std::string& bytes) { bytes[bytes.size() / 2] ^= 1; });
    damage([](std::string& bytes) { bytes.pop_back(); });
    damage([](std::string& bytes) { bytes.clear(); });
}

/// Whole rows of another build, whose bits differ: hashes are right, but not what is computed here.
void ArchiveTest::anotherBuildsRowsAreForgotten()
{
    const TinyTraining tiny;
    CountingArchive archive;
    const Learned alone = learnedWith(tiny, nullptr);
    learnedWith(tiny, &archive);
    std::string other;
    archive.eachRow([&](std::string& bytes) { // rows of one shape change places
        if (other.size() == bytes.size())
            std::swap(other, bytes);
        else
            other = bytes;
    });
    archive.restart();
    QVERIFY(learnedWith(tiny, &archive) == alone);
    QVERIFY(archive.forgotten > 0);
}
