// SPDX-License-Identifier: Apache-2.0
#include "core/api/sweep_plan.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/temporary_folder.h"

#include "suites.h"

#include <QtTest>

using namespace interweave;
using Texts = std::vector<std::string>;

namespace {

constexpr const char* kPlan = R"(name: study
recipe: lora.yaml
set: {train: {epochs: 2}, method.lora.targets: [q_proj, v_proj]}
variants:
  - {name: lora, set: {method.siamese: false}, blends: true}
  - name: imsm
seeds: [1, 2]
suite: suite.yaml
limit: 50
)";

SweepPlan read(const TemporaryFolder& folder, const std::string& yaml)
{
    const auto file = folder.path() / "plan.yaml";
    writeFileAtomically(file, yaml);
    return readSweep(file);
}

} // namespace

void TestSweepPlan::readsAPlan()
{
    const TemporaryFolder folder("test-sweep");
    const SweepPlan plan = read(folder, kPlan);
    QCOMPARE(plan.name, std::string("study"));
    QCOMPARE(plan.recipe, (folder.path() / "lora.yaml").string());
    QCOMPARE(plan.suite, (folder.path() / "suite.yaml").string());
    QCOMPARE(plan.overrides, (Texts{"train.epochs=2", "method.lora.targets=q_proj,v_proj"}));
    QCOMPARE(plan.limit, 50);
    const std::vector<SweepRun> runs = runsOf(plan);
    QCOMPARE(runs.size(), size_t{4});
    QCOMPARE(runs[1].name, std::string("study imsm 1"));
    QCOMPARE(runs[2].name, std::string("study lora 2"));
    QVERIFY(runs[2].blends && !runs[1].blends);
    QCOMPARE(runs[2].overrides,
        (Texts{"train.epochs=2", "method.lora.targets=q_proj,v_proj", "method.siamese=false",
            "train.seed=2", "name=study lora 2"}));
}

void TestSweepPlan::takesARecipe()
{
    const TemporaryFolder folder("test-sweep");
    SweepPlan plan = read(folder, "model: m\ntrain: {epochs: 1}\n");
    QCOMPARE(plan.recipe, (folder.path() / "plan.yaml").string());
    QCOMPARE(runsOf(plan).size(), size_t{1});
    addGrid(plan, "train.learning_rate=1e-4,1e-3");
    addGrid(plan, "method.siamese=on,off");
    const std::vector<SweepRun> runs = runsOf(plan);
    QCOMPARE(runs.size(), size_t{4});
    QCOMPARE(runs[3].variant, std::string("learning_rate=1e-3 siamese=off"));
    QCOMPARE(runs[3].overrides,
        (Texts{"train.learning_rate=1e-3", "method.siamese=off",
            "name=plan learning_rate=1e-3 siamese=off"}));
}

void TestSweepPlan::putsTheDataFolderIn()
{
    const TemporaryFolder folder("test-sweep");
    SweepPlan plan = read(folder, "recipe: a\nset: {data.train.path: '{data}/rows.jsonl'}\n");
    QVERIFY_EXCEPTION_THROWN(runsOf(plan), Error);
    plan.data = "/there";
    QCOMPARE(
        runsOf(plan).front().overrides.front(), std::string("data.train.path=/there/rows.jsonl"));
}

void TestSweepPlan::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<QString>("message");
    QTest::newRow("unknown key") << "recipe: a\nseed: [1]\n"
                                 << "plan.yaml:2: unknown key 'seed'";
    QTest::newRow("no list") << "recipe: a\nvariants: {name: x}\n"
                             << "plan.yaml:2: 'variants'";
    QTest::newRow("no name") << "recipe: a\nvariants:\n  - {set: {}}\n"
                             << "plan.yaml:3: 'name' is missing";
    QTest::newRow("seed") << "recipe: a\nseeds: [one]\n"
                          << "plan.yaml:2: a whole number";
    QTest::newRow("set") << "recipe: a\nset: [x]\n"
                         << "plan.yaml:2: 'set' maps";
    QTest::newRow("no YAML") << "recipe: [\n"
                             << "is not YAML";
    QTest::newRow("twice") << "recipe: a\nvariants: [{name: x}, {name: x}]\n"
                           << "two variants of the name 'x'";
}

void TestSweepPlan::saysWhatIsWrong()
{
    QFETCH(QString, yaml);
    QFETCH(QString, message);
    const TemporaryFolder folder("test-sweep");
    try {
        runsOf(read(folder, yaml.toStdString()));
        QFAIL("nothing was thrown");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
    SweepPlan plan;
    for (const char* grid : {"train.epochs", "=1,2", "train.epochs="})
        QVERIFY_EXCEPTION_THROWN(addGrid(plan, grid), Error);
}
