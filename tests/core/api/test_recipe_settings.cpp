// SPDX-License-Identifier: Apache-2.0
#include "core/api/recipe_settings.h"

#include "suites.h"

#include <QtTest>

using namespace interweave;

void TestRecipeSettings::keepsOrderAndJoinsLists()
{
    const std::vector<RecipeSetting> settings
        = recipeSettings("# a comment\r\n"
                         "---\r\n"
                         "model: 'it''s # here' # a comment\r\n"
                         "method:\r\n"
                         "    peft: full\r\n"
                         "samples:\r\n"
                         "  prompts:\r\n"
                         "  - \"one: a\"\r\n"
                         "  - two # b\r\n"
                         "  max_new: 3\r\n"
                         "list: [a,\r\n"
                         "  \"b # c\"]\r\n"
                         "text: |-\r\n"
                         "  first\r\n"
                         "  second\r\n"
                         "url: http://x#y\r\n"
                         "none: ~\r\n"
                         "empty: \"\"\r\n");
    const std::vector<RecipeSetting> expected{{"model", "it's # here"}, {"method.peft", "full"},
        {"samples.prompts", "one: a, two"}, {"samples.max_new", "3"}, {"list", "a, b # c"},
        {"text", "first\nsecond"}, {"url", "http://x#y"}};
    QCOMPARE(settings, expected);
    QCOMPARE(settingOf(settings, "method.peft"), std::string("full"));
    QCOMPARE(settingOf(settings, "method"), std::string());
}

void TestRecipeSettings::showsNothingOfWhatIsNoRecipe()
{
    for (const char* text : {"", "- a\n- b\n", "just words", "a: [1, 2", "a: b: c\n"})
        QVERIFY2(recipeSettings(text).empty(), text);
    std::string deep;
    for (int level = 0; level < 40; ++level)
        deep += std::string(static_cast<size_t>(level), ' ') + "k:\n";
    QVERIFY(recipeSettings(deep).empty());
}
