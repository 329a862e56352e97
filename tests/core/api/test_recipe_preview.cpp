// SPDX-License-Identifier: Apache-2.0
#include "core/api/presets.h"
#include "core/api/recipe_preview.h"
#include "core/support/temporary_folder.h"

#include "suites.h"

#include <QtTest>

#include <filesystem>

using namespace interweave;

namespace {

const std::string kTiny = INTERWEAVE_TINY;

} // namespace

void TestRecipePreview::showsEveryKey()
{
    const RecipePreview preview = previewRecipe(kTiny + "/imsm.yaml", {"train.batch_size=8"});
    QVERIFY2(preview.problem.empty(), preview.problem.c_str());
    QCOMPARE(preview.values.at("name"), std::string("tiny-imsm"));
    QCOMPARE(preview.values.at("model"), kTiny + "/model");
    QCOMPARE(preview.values.at("train.batch_size"), std::string("8"));
    QCOMPARE(preview.values.at("train.learning_rate"), std::string("0.004"));
    QCOMPARE(preview.values.at("method.siamese"), std::string("true"));
    QCOMPARE(preview.values.at("method.lora.targets"), std::string("all-linear"));
    QVERIFY(preview.yaml.find("batch_size: 8") != std::string::npos);
    const RecipePreview lists
        = previewRecipe(kTiny + "/imsm.yaml", {"method.lora.targets=q_proj,v_proj"});
    QCOMPARE(lists.values.at("method.lora.targets"), std::string("q_proj, v_proj"));
}

void TestRecipePreview::namesTheKeyOfAProblem_data()
{
    QTest::addColumn<QString>("override");
    QTest::addColumn<QString>("key");
    QTest::newRow("impossible value") << "method.lora.rank=0"
                                      << "method.lora.rank";
    QTest::newRow("wrong type") << "method.lora.rank=many"
                                << "method.lora.rank";
    QTest::newRow("combination") << "method.peft=full"
                                 << "method.siamese";
    QTest::newRow("missing file") << "data.train.path=/nowhere.jsonl"
                                  << "data.train.path";
    QTest::newRow("no model") << "model=\"\""
                              << "model";
    QTest::newRow("unknown key") << "method.lora.rang=4"
                                 << "";
}

void TestRecipePreview::namesTheKeyOfAProblem()
{
    QFETCH(const QString, override);
    QFETCH(const QString, key);
    const RecipePreview preview = previewRecipe(kTiny + "/imsm.yaml", {override.toStdString()});
    QVERIFY(!preview.problem.empty());
    QCOMPARE(QString::fromStdString(preview.problemKey), key);
    QCOMPARE(preview.values.at("train.max_steps"), std::string("150")); // the others are there
}

void TestRecipePreview::saysWhatIsNoRecipe()
{
    const RecipePreview preview = previewRecipe("/nowhere/recipe.yaml");
    QVERIFY(!preview.problem.empty());
    QVERIFY(preview.problemKey.empty());
    QVERIFY(preview.values.empty());
}

void TestRecipePreview::writesTheCommand()
{
    QCOMPARE(trainCommand({"my recipe.yaml", {}, {"train.seed=7", "name=it's"}}),
        std::string("interweave train 'my recipe.yaml' --set train.seed=7 --set 'name=it'\\''s'"));
    QCOMPARE(
        trainCommand({{}, "20261124-1", {}}), std::string("interweave train --resume 20261124-1"));
}

void TestRecipePreview::presetsCanStart()
{
    const TemporaryFolder workspace("test-presets");
    for (const Preset& preset : unpackPresets(workspace.path())) {
        std::vector<std::string> overrides;
        if (preset.needsModel)
            overrides.push_back("model=" + kTiny + "/model");
        if (preset.needsData)
            overrides.push_back("data.train.path=" + kTiny + "/where.train.jsonl");
        QCOMPARE(previewRecipe(preset.recipe).problem.empty(), !preset.needsModel);
        const RecipePreview preview = previewRecipe(preset.recipe, overrides);
        QVERIFY2(preview.problem.empty(), preview.problem.c_str());
        QVERIFY(!preset.title.empty() && !preset.description.empty());
    }
}
