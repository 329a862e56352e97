// SPDX-License-Identifier: Apache-2.0
#include "core/api/sweep_plan.h"

#include "core/api/recipe_preview.h"
#include "core/api/sweep.h"
#include "core/api/usual_variants.h"
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
  - {name: once, seeds: [2]}
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
    QCOMPARE(runs.size(), size_t{5});
    QCOMPARE(runs[1].name, std::string("study imsm 1"));
    QCOMPARE(runs[2].name, std::string("study lora 2"));
    QCOMPARE(runs[4].name, std::string("study once 2"));
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
    for (const char* grid : {"train.epochs", "=1,2", "train.epochs=", " = 1", "train.epochs=1,,2"})
        QVERIFY_EXCEPTION_THROWN(addGrid(plan, grid), Error);
}

void TestSweepPlan::writesWhatItReads()
{
    const auto same = [](const SweepPlan& a, const SweepPlan& b) {
        QCOMPARE(a.name, b.name);
        QCOMPARE(a.recipe, b.recipe);
        QCOMPARE(a.overrides, b.overrides);
        QCOMPARE(a.seeds, b.seeds);
        QCOMPARE(a.data, b.data);
        QCOMPARE(a.suite, b.suite);
        QCOMPARE(a.limit, b.limit);
        QCOMPARE(a.variants.size(), b.variants.size());
        for (size_t i = 0; i < a.variants.size(); ++i) {
            QCOMPARE(a.variants[i].name, b.variants[i].name);
            QCOMPARE(a.variants[i].overrides, b.variants[i].overrides);
            QCOMPARE(a.variants[i].blends, b.variants[i].blends);
            QCOMPARE(a.variants[i].seeds, b.variants[i].seeds);
            QCOMPARE(a.variants[i].adapterOf, b.variants[i].adapterOf);
        }
    };
    const TemporaryFolder folder("test-sweep");
    SweepPlan plan = read(folder, kPlan);
    plan.data = "/rows: and #more";
    plan.overrides = {"samples.prompts=[\"What is it?\", 'a: b']", "eval.suite=", "name=été"};
    addGrid(plan, "train.learning_rate = 1e-4, 3e-4");
    QCOMPARE(plan.variants[1].name, std::string("lora learning_rate=3e-4"));
    plan.variants.push_back({"gate", {}, false, {}, "imsm learning_rate=3e-4"});
    same(read(folder, planYaml(plan)), plan);

    SweepPlan bare = read(folder, "recipe: a.yaml\nblends: true\nseeds: [3]\n");
    QVERIFY(bare.variants.front().blends);
    same(read(folder, planYaml(bare)), bare);
    bare.suite = "paper"; // built in
    same(read(folder, planYaml(bare)), bare);

    plan.overrides = {"train.epochs=1", "train.seed=4", "train.epochs=2"};
    QCOMPARE(read(folder, planYaml(plan)).overrides, (Texts{"train.epochs=2", "train.seed=4"}));
}

void TestSweepPlan::givesAnAdapterToALaterRun()
{
    const TemporaryFolder folder("test-sweep");
    SweepPlan plan = read(folder, R"(recipe: lora.yaml
variants:
  - {name: gate, adapter_of: lora, seeds: [2]}
  - {name: lora, set: {method.siamese: false}}
seeds: [1, 2]
)");
    const std::vector<SweepRun> runs = runsOf(plan);
    QCOMPARE(runs[1].name, std::string("plan gate 2"));
    QCOMPARE(runs[1].adapterOf, std::optional<size_t>(2)); // of its seed
    QVERIFY(!runs[0].adapterOf && !runs[2].adapterOf);
    QCOMPARE(runs[1].overrides,
        (Texts{"train.seed=2", "method.train_adapter=false", "name=plan gate 2"}));

    SweepPlan rates = plan;
    addGrid(rates, "train.learning_rate=1e-4,1e-3");
    QCOMPARE(rates.variants[1].adapterOf, std::string("lora learning_rate=1e-3"));

    SweepPlan gates = plan; // one adapter serves them all
    addGrid(gates, "method.gate.rank=4,8");
    QCOMPARE(gates.variants.size(), size_t{3});
    QCOMPARE(gates.variants[1].name, std::string("gate rank=8"));
    QCOMPARE(gates.variants[1].adapterOf, std::string("lora"));
    QCOMPARE(gates.variants[2].name, std::string("lora"));
    QVERIFY(runsOf(gates)[2].adapterOf.has_value());
    gates.overrides = {"method.siamese=Off"};
    gates.variants = {{"lora", {}}};
    QVERIFY_EXCEPTION_THROWN(addGrid(gates, "method.gate.rank=4,8"), Error); // nobody has a gate

    for (const char* giver : {"nobody", "gate"}) { // one that is not there, one that takes itself
        plan.variants[0].adapterOf = giver;
        QVERIFY_EXCEPTION_THROWN(runsOf(plan), Error);
    }
}

void TestSweepPlan::hasUsualVariants()
{
    SweepPlan plan;
    plan.name = "usual";
    plan.recipe = INTERWEAVE_TINY "/imsm.yaml";
    plan.variants.push_back({});
    SweepPlan rates = plan;
    addUsualVariants(plan, Texts{"mean", "adapter"});
    QCOMPARE(plan.variants.size(), size_t{2});
    QCOMPARE(plan.variants[0].name, std::string("lora"));
    QCOMPARE(plan.variants[1].overrides, (Texts{"method.siamese=true", "method.gate.fusion=mean"}));
    for (const SweepRun& run : runsOf(plan))
        QCOMPARE(previewRecipe(plan.recipe, run.overrides).problem, std::string());
    QVERIFY_EXCEPTION_THROWN(addUsualVariants(plan, Texts{"imsm"}), Error); // has some
    for (const char* id : {"nothing", "anchored"}) // there is no anchor text
        QVERIFY_EXCEPTION_THROWN(addUsualVariants(rates, Texts{id}), Error);

    addLearningRates(rates, std::vector{0.3, 1.0});
    QCOMPARE(rates.variants[0].overrides, (Texts{"train.learning_rate=0.0012"}));
    QCOMPARE(rates.variants[1].name, std::string("learning_rate=0.004"));
    QVERIFY_EXCEPTION_THROWN(addLearningRates(rates, std::vector{0.0}), Error);

    SweepPlan anchored = rates;
    anchored.variants = {{}};
    anchored.overrides = {"anchor.self=true"};
    addUsualVariants(anchored, Texts{"adapter", "held", "imsm", "no-query", "anchored"});
    const std::vector<SweepRun> runs = runsOf(anchored);
    QCOMPARE(runs.size(), size_t{5});
    for (const SweepRun& run : runs) {
        const RecipePreview preview = previewRecipe(anchored.recipe, run.overrides);
        QCOMPARE(preview.problem, std::string());
        const bool held = run.variant.ends_with("anchored") || run.variant.ends_with("the base");
        QCOMPARE(preview.values.at("anchor.self"), std::string(held ? "true" : "false"));
    }

    anchored.variants = {{}};
    addUsualVariants(anchored, Texts{"post-hoc", "post-hoc-anchored"});
    QCOMPARE(anchored.variants[0].name, std::string("lora")); // theirs
    QCOMPARE(anchored.variants[1].adapterOf, std::string("lora"));
    QCOMPARE(anchored.variants[2].adapterOf, std::string("lora"));
    QCOMPARE(runsOf(anchored).size(), size_t{3});
    anchored.overrides.emplace_back("train.l2_to_base=0.5");
    anchored.variants = {{}};
    addUsualVariants(anchored, Texts{"post-hoc"});
    checkSweep(anchored);
    for (const char* other : {"method.peft=full", "model=" INTERWEAVE_TINY}) { // gives none
        SweepPlan wrong = anchored;
        wrong.variants[0].overrides.emplace_back(other);
        QVERIFY_EXCEPTION_THROWN(checkSweep(wrong), Error);
    }
}
