// SPDX-License-Identifier: Apache-2.0
#include "core/train/recipe.h"

#include "core/support/error.h"
#include "core/support/random.h"
#include "suites.h"

#include <QtTest>
#include <filesystem>

using namespace interweave;

namespace {

constexpr const char* kSmall = "model: m\n"
                               "data:\n"
                               "  train:\n"
                               "    path: rows.jsonl\n";

Recipe parse(const std::string& yaml, const std::vector<std::string>& overrides = {})
{
    return parseRecipe(yaml, "recipe.yaml", "/recipes", overrides);
}

} // namespace

void RecipeTest::readsEveryKindOfValue()
{
    const Recipe recipe = parse(std::string(kSmall)
        + "method:\n"
          "  siamese: off\n"
          "  lora: {alpha: 32, targets: [q_proj, down_proj]}\n"
          "  gate:\n"
          "train:\n"
          "  learning_rate: 1e-3\n"
          "  seed: 18446744073709551615\n"
          "  schedule: linear\n");
    QCOMPARE(recipe.model, std::filesystem::path("/recipes/m"));
    QCOMPARE(recipe.data.path, std::filesystem::path("/recipes/rows.jsonl"));
    QCOMPARE(recipe.siamese, false);
    QCOMPARE(recipe.peft.lora.alpha, 32.0);
    QCOMPARE(recipe.peft.lora.targets, (std::vector<std::string>{"q_proj", "down_proj"}));
    QCOMPARE(recipe.train.learningRate, 1e-3);
    QCOMPARE(recipe.train.seed, ~uint64_t{0});
    QCOMPARE(recipe.train.schedule, std::string("linear"));
    QCOMPARE(recipe.train.batchSize, 16); // METHOD's defaults stay
    QCOMPARE(recipe.gateLearningRate, 1e-3);
}

void RecipeTest::overridesWin()
{
    const Recipe recipe = parse(kSmall,
        {"train.learning_rate=0.5", "train.learning_rate=2e-3", "method.lora.targets=k_proj,v_proj",
            "train.memory_cache=off", "model=other", "name=a=b"});
    QCOMPARE(recipe.train.learningRate, 2e-3);
    QCOMPARE(recipe.peft.lora.targets, (std::vector<std::string>{"k_proj", "v_proj"}));
    QCOMPARE(recipe.train.memoryCache, false);
    QCOMPARE(recipe.model, std::filesystem::current_path() / "other");
    QCOMPARE(recipe.name, std::string("a=b"));
}

void RecipeTest::writesWhatItReads()
{
    const Recipe recipe = parse(kSmall,
        {"name=\"true: 'x' # y\"", "train.adam_epsilon=1.2345678901234567e-9",
            "train.max_gradient_norm=0.1", "method.lora.targets=[\"a, b\"]", "eval.every=7"});
    const std::string yaml = toYaml(recipe);
    const Recipe again = parseRecipe(yaml, "again.yaml", "/elsewhere");
    QCOMPARE(toYaml(again), yaml);
    QCOMPARE(again.name, std::string("true: 'x' # y"));
    QCOMPARE(again.model, recipe.model);
    QVERIFY(again.watch.suite.empty());
    QCOMPARE(again.watch.every, 7);
    QCOMPARE(again.train.adamEpsilon, recipe.train.adamEpsilon);
    QCOMPARE(again.peft.lora.targets, std::vector<std::string>{"a, b"});
}

void RecipeTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("set");
    QTest::addColumn<QString>("message");
    QTest::newRow("misspelt")
        << "train:\n  learning_rat: 1\n"
        << ""
        << "recipe.yaml:6: unknown key 'train.learning_rat'; the nearest is 'train.learning_rate'";
    QTest::newRow("misspelt section")
        << "trian:\n  epochs: 1\n"
        << ""
        << "unknown key 'trian.epochs'; the nearest is 'train.epochs'";
    QTest::newRow("without its section")
        << "batch_size: 1\n"
        << ""
        << "recipe.yaml:5: unknown key 'batch_size'; the nearest is 'train.batch_size'";
    QTest::newRow("twice") << "model: n\n"
                           << ""
                           << "recipe.yaml:5: key 'model' occurs twice";
    QTest::newRow("text for a number") << "train: {epochs: three}\n"
                                       << ""
                                       << "'train.epochs' is 'three', a whole number was expected";
    QTest::newRow("half an epoch") << ""
                                   << "train.epochs=1.5"
                                   << "override 'train.epochs=1.5': 'train.epochs' is '1.5'";
    QTest::newRow("a list for a number") << "train: {epochs: [1]}\n"
                                         << ""
                                         << "'train.epochs' is a list";
    QTest::newRow("a section for a number") << "train: {epochs: {a: 1}}\n"
                                            << ""
                                            << "unknown key 'train.epochs.a'";
    QTest::newRow("no value") << "train: {epochs: }\n"
                              << ""
                              << "'train.epochs' has no value";
    QTest::newRow("infinite") << ""
                              << "train.learning_rate=inf"
                              << "a finite number was expected";
    QTest::newRow("a negative seed") << ""
                                     << "train.seed=-1"
                                     << "a whole number from 0 was expected";
    QTest::newRow("a switch") << ""
                              << "method.siamese=maybe"
                              << "on or off was expected";
    QTest::newRow("not an override") << ""
                                     << "train.epochs"
                                     << "is not of the form key=value";
    QTest::newRow("an unknown override") << ""
                                         << "train.epoch=1"
                                         << "the nearest is 'train.epochs'";
    QTest::newRow("not YAML") << "a: [\n"
                              << ""
                              << "recipe.yaml:6: is not YAML";
    QTest::newRow("unknown method") << ""
                                    << "method.peft=lorra"
                                    << "method.peft: is 'lorra', one of these was expected: lora";
    QTest::newRow("no base to keep") << ""
                                     << "method.peft=full"
                                     << "method.siamese: is true, but full-parameter training";
    QTest::newRow("an adapter from scratch") << ""
                                             << "method.full.from_scratch=on"
                                             << "only method.peft: full can train";
    QTest::newRow("unknown fusion") << ""
                                    << "method.gate.fusion=loud"
                                    << "mean, gate, gate_linear, residual, query_gate";
    QTest::newRow("layers that fall") << ""
                                      << "method.gate.layers=[3, 1]"
                                      << "method.gate.layers: expected rising layer numbers";
    QTest::newRow("half a layer") << ""
                                  << "method.gate.layers=[0.5]"
                                  << "'method.gate.layers' is '0.5', a whole number was expected";
    QTest::newRow("more than all") << ""
                                   << "method.gate.share=1.5"
                                   << "method.gate.share: is 1.5";
    QTest::newRow("nothing to mix")
        << ""
        << "method.train_adapter=off"
        << "method.train_adapter: is false, but no method.adapter is given";
    QTest::newRow("nothing to train") << "method: {adapter: a, gate: {fusion: mean}}\n"
                                      << "method.train_adapter=off"
                                      << "there is no gate to train";
    QTest::newRow("no gate to hold") << "method: {gate: {fusion: mean}}\n"
                                     << "anchor.self=on"
                                     << "anchor.self: is given, but the fusion mode has no";
    QTest::newRow("no base to be held to") << "method: {peft: full, siamese: off}\n"
                                           << "anchor.self=on"
                                           << "anchor.self: is given, but training all weights";
    QTest::newRow("two anchors") << "anchor: {path: text.txt}\n"
                                 << "anchor.self=on"
                                 << "give one of them";
    QTest::newRow("unknown schedule") << ""
                                      << "train.schedule=step"
                                      << "cosine, linear, constant, wsd";
    QTest::newRow("unknown optimizer") << ""
                                       << "train.optimizer=adam"
                                       << "train.optimizer: is 'adam', one of these was expected: "
                                          "adamw, adamw8bit, adafactor, sgd";
    QTest::newRow("a constant rate with a floor")
        << "train: {schedule: constant}\n"
        << "train.min_rate_ratio=0.1"
        << "train.min_rate_ratio: is 0.100000, but train.schedule: constant never falls";
    QTest::newRow("no decay") << ""
                              << "train.decay_ratio=0"
                              << "train.decay_ratio: is 0.000000, a number above 0 and at most 1";
    QTest::newRow("unknown shape") << ""
                                   << "train.decay_shape=steep"
                                   << "cosine, linear, sqrt";
    QTest::newRow("fp16") << ""
                          << "train.dtype=fp16"
                          << "fp16 gradients underflow";
    QTest::newRow("dropout of 1") << ""
                                  << "method.lora.dropout=1"
                                  << "a number from 0 to below 1";
    QTest::newRow("no rows in a batch") << ""
                                        << "train.batch_size=0"
                                        << "train.batch_size: is 0";
    QTest::newRow("no targets") << ""
                                << "method.lora.targets=[]"
                                << "names no module";
    QTest::newRow("no gate to watch") << ""
                                      << "eval.branch=base"
                                      << "eval.branch: is 'base'";
    QTest::newRow("no base to hold on to")
        << "method: {siamese: off, peft: full}\n"
        << "train.kl_to_base=0.1"
        << "train.kl_to_base: is set, but full-parameter training leaves no base";
    QTest::newRow("unknown weighting") << ""
                                       << "train.weighting=easy"
                                       << "none, flow, talr, stm";
    QTest::newRow("no perplexity") << ""
                                   << "train.stm_threshold=1"
                                   << "a perplexity above 1 was expected";
    QTest::newRow("nothing to be best at") << ""
                                           << "eval.keep_best=on"
                                           << "eval.score: is empty, but eval.stop_after";
    QTest::newRow("no validation rows") << ""
                                        << "eval.score=loss"
                                        << "there are no validation rows to take it of";
    QTest::newRow("no suite for a score") << ""
                                          << "eval.score=cola"
                                          << "there is no eval.suite with such a task";
    QTest::newRow("two validation sets") << "  validation: {path: v.jsonl}\n"
                                         << "data.validation.split=0.1"
                                         << "one of them is meant";
    QTest::newRow("unknown budget action") << ""
                                           << "budget.action=shout"
                                           << "warn, stop, roll_back";
    for (const char* key : {"lora.rank", "adalora.initial_rank", "adalora.target_rank", "vera.rank",
             "prompt_tuning.tokens", "prefix_tuning.tokens", "lora_moe.rank", "gate.rank"})
        QTest::newRow(key)
            << "" << QString("method.%1=65537").arg(key)
            << QString("method.%1: is 65537, a number from 1 to 65536 was expected").arg(key);
    QTest::newRow("a rank that is saved doubled")
        << "method: {lora: {initialisation: pissa}}\n"
        << "method.lora.rank=32769"
        << "method.lora.rank: is 32769, a number from 1 to 32768 was expected";
    QTest::newRow("a crowd of experts")
        << ""
        << "method.lora_moe.experts=4097"
        << "method.lora_moe.experts: is 4097, a number from 1 to 4096 was expected";
    for (const char* layers : {"-1", "65537"})
        QTest::newRow(layers)
            << "" << QString("method.gate.layers=[%1]").arg(layers)
            << QString("method.gate.layers: is %1, a number from 0 to 65536 was expected")
                   .arg(layers);
    QTest::newRow("no end of epochs")
        << ""
        << "train.epochs=1000000001"
        << "train.epochs: is 1000000001, a number from 1 to 1000000000 was expected";
    QTest::newRow("empty path") << ""
                                << "data.train.path="
                                << "a path was expected";
}

void RecipeTest::saysWhatIsWrong()
{
    QFETCH(QString, more);
    QFETCH(QString, set);
    QFETCH(QString, message);
    std::vector<std::string> overrides;
    if (!set.isEmpty())
        overrides.push_back(set.toStdString());
    try {
        parse(kSmall + more.toStdString(), overrides);
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidArgument);
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
}

void RecipeTest::survivesMutations()
{
    const std::string whole = toYaml(parse(kSmall)) + "a: &x [*x, {b: c}]\n";
    Random random(3);
    for (int i = 0; i < 10'000; ++i) {
        std::string bytes = whole;
        for (uint64_t change = 0; change <= random.below(4); ++change)
            bytes[random.below(bytes.size())] = static_cast<char>(random.next());
        try {
            parse(bytes.substr(0, random.below(bytes.size() + 1)));
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidArgument);
        }
    }
}
