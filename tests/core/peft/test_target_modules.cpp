// SPDX-License-Identifier: Apache-2.0
#include "core/peft/target_modules.h"
#include "core/support/error.h"

#include <nlohmann/json.hpp>

#include "tests.h"

#include <QtTest>

using namespace interweave;
using json = nlohmann::ordered_json;

namespace {

const std::string kQuery = "model.layers.3.self_attn.q_proj";
const std::string kDown = "model.layers.12.mlp.down_proj";

bool adapts(const json& config, const std::string& module)
{
    return TargetModules(config, "adapter").contains(module);
}

} // namespace

// What PEFT 0.21.2 answers for the same configs (check_target_module_exists, get_pattern_key).
class TargetModulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listMatchesWholeNamesAtTheEnd()
    {
        const json config{{"target_modules", {"q_proj", "mlp.down_proj"}}};
        QVERIFY(adapts(config, kQuery));
        QVERIFY(adapts(config, kDown));
        QVERIFY(adapts(config, "q_proj"));
        QVERIFY(!adapts(config, "model.layers.3.self_attn.my_q_proj"));
        QVERIFY(!adapts(config, "model.layers.3.self_attn.q_proj.extra"));
        QVERIFY(!adapts(config, "model.layers.3.self_attn.k_proj"));
    }

    void stringIsARegexForTheWholePath()
    {
        QVERIFY(adapts({{"target_modules", ".*\\.3\\..*(q|k)_proj"}}, kQuery));
        QVERIFY(!adapts({{"target_modules", ".*\\.3\\..*(q|k)_proj"}}, kDown));
        QVERIFY(!adapts({{"target_modules", "q_proj"}}, kQuery));
        QVERIFY(adapts({{"target_modules", "all-linear"}}, kQuery));
    }

    void modulesAndLayersAreLeftOut()
    {
        QVERIFY(!adapts(
            {{"target_modules", {"q_proj"}}, {"exclude_modules", {"self_attn.q_proj"}}}, kQuery));
        QVERIFY(!adapts(
            {{"target_modules", "all-linear"}, {"exclude_modules", ".*layers\\.3\\..*"}}, kQuery));
        QVERIFY(adapts({{"target_modules", {"q_proj"}}, {"layers_to_transform", 3}}, kQuery));
        QVERIFY(adapts({{"target_modules", {"q_proj"}}, {"layers_to_transform", {1, 3}}}, kQuery));
        QVERIFY(!adapts({{"target_modules", {"q_proj"}}, {"layers_to_transform", {1, 2}}}, kQuery));
        QVERIFY(adapts({{"target_modules", {"down_proj"}}, {"layers_to_transform", 12}}, kDown));
        QVERIFY(adapts({{"target_modules", {"c_attn"}}, {"layers_to_transform", {0}}},
            "transformer.h.0.attn.c_attn"));
    }

    void patternsOverrideByTheFirstMatch()
    {
        const json config{
            {"rank_pattern", {{"layers.3.self_attn.q_proj", 2}, {"q_proj", 4}, {"^q_proj", 5}}}};
        QCOMPARE(patternValue(config, "rank_pattern", kQuery, 8, "adapter"), 2.0);
        QCOMPARE(
            patternValue(config, "rank_pattern", "model.layers.4.self_attn.q_proj", 8, "adapter"),
            4.0);
        QCOMPARE(patternValue(config, "rank_pattern", kDown, 8, "adapter"), 8.0);
        QCOMPARE(patternValue(config, "alpha_pattern", kQuery, 16, "adapter"), 16.0);
    }

    void refusesWhatIsNoTarget_data()
    {
        QTest::addColumn<QString>("config");
        for (const char* config : {"{}", "{\"target_modules\": null}", "{\"target_modules\": []}",
                 "{\"target_modules\": [1]}", "{\"target_modules\": {\"a\": 1}}",
                 "{\"target_modules\": \"([\"}",
                 "{\"target_modules\": [\"q_proj\"], \"layers_to_transform\": \"all\"}"})
            QTest::newRow(config) << config;
    }

    void refusesWhatIsNoTarget()
    {
        QFETCH(QString, config);
        QVERIFY_THROWS_EXCEPTION(Error, adapts(json::parse(config.toStdString()), kQuery));
    }

    void boundsTheWorkOfARegex()
    {
        const std::string module = std::string(5000, 'a') + "!";
        QVERIFY_THROWS_EXCEPTION(Error, adapts({{"target_modules", "(a+)+(a+)+$"}}, module));
    }
};

std::unique_ptr<QObject> makeTargetModulesTest()
{
    return std::make_unique<TargetModulesTest>();
}

#include "test_target_modules.moc"
