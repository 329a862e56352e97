// SPDX-License-Identifier: Apache-2.0
#include "core/api/engine.h"
#include "core/support/error.h"
#include "core/support/temporary_folder.h"

#include "suites.h"

#include <QtTest>

#include <cmath>
#include <fstream>

using namespace interweave;

namespace {

const std::string kTiny = INTERWEAVE_TINY;

TrainRequest shortRun(std::vector<std::string> more)
{
    TrainRequest request;
    request.recipe = kTiny + "/imsm.yaml";
    request.overrides = {"train.max_steps=2", "train.warmup_steps=0", "train.batch_size=4",
        "train.threads=1", "train.device=cpu", "train.dtype=fp32", "data.train.limit=8",
        "eval.suite=\"\"", "samples.prompts=[]"};
    request.overrides.insert(request.overrides.end(), more.begin(), more.end());
    return request;
}

} // namespace

void TestEstimate::countsWhatTrainingTrains_data()
{
    QTest::addColumn<QStringList>("overrides");
    QTest::newRow("gate, all linear maps") << QStringList{};
    QTest::newRow("plain, two targets")
        << QStringList{"method.siamese=off", "method.lora.targets=q_proj,down_proj"};
    QTest::newRow("full") << QStringList{"method.siamese=off", "method.peft=full"};
}

void TestEstimate::countsWhatTrainingTrains()
{
    QFETCH(const QStringList, overrides);
    std::vector<std::string> more;
    for (const QString& text : overrides)
        more.push_back(text.toStdString());
    const TrainRequest request = shortRun(more);
    const TemporaryFolder workspace("test-estimate");
    Engine engine(workspace.path());
    const TrainEstimate before = engine.estimate(request);
    QVERIFY(!before.tokensPerSecond);
    QCOMPARE(before.weightBytes, engine.info({kTiny + "/model", {}, "cpu", "fp32"}).weightBytes);

    int64_t tokens = 0;
    int64_t cacheBytes = 0;
    TrainCallbacks callbacks;
    callbacks.progress = [&](const TrainProgress& progress) {
        tokens = progress.tokens;
        cacheBytes = progress.memoryCacheBytes;
    };
    const TrainResult result = engine.train(request, callbacks);
    QCOMPARE(before.trainedParameters, result.trainedParameters);
    QCOMPARE(before.examples, result.examples);
    QCOMPARE(before.steps, result.steps);
    QCOMPARE(before.tokens, tokens); // two steps of four are the eight rows
    QCOMPARE(before.tokensPerEpoch, tokens);
    QCOMPARE(before.memoryCacheBytes, cacheBytes);
    QCOMPARE(before.peakBytes,
        before.weightBytes + before.parameterBytes + before.optimizerBytes + before.activationBytes
            + before.memoryCacheBytes);

    const TrainEstimate after = engine.estimate(request);
    QVERIFY(after.seconds && *after.seconds > 0.0);
    QCOMPARE(after.speedFrom, std::string("tiny-imsm"));
    TrainRequest resumed;
    resumed.resume = result.runId;
    QCOMPARE(engine.estimate(resumed).steps, result.steps);
}

void TestEstimate::refusesWhatTrainingRefuses()
{
    const TemporaryFolder workspace("test-estimate");
    Engine engine(workspace.path());
    const auto codeOf = [&](const char* wrong) {
        try {
            engine.estimate(shortRun({wrong}));
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::Internal; // nothing was thrown
    };
    QCOMPARE(codeOf("method.lora.targets=no_such_map"), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf("data.train.path=/nowhere.jsonl"), ErrorCode::NotFound);
    QCOMPARE(codeOf("train.warmup_steps=3"), ErrorCode::InvalidArgument);
}

/// The sample is even over a file of any length.
void TestEstimate::samplesLongFiles()
{
    const TemporaryFolder workspace("test-estimate");
    const std::string file = (workspace.path() / "rows.jsonl").string();
    const auto tokensOf = [&](int shorter, int longer) {
        std::ofstream rows(file);
        for (int i = 0; i < shorter + longer; ++i)
            rows << R"({"input": "is it? ", "output": ")" << (i < shorter ? "no" : "no no no no")
                 << "\"}\n";
        rows.close();
        Engine engine(workspace.path());
        return static_cast<double>(
            engine.estimate(shortRun({"data.train.path=" + file, "data.train.limit=0"}))
                .tokensPerEpoch);
    };
    const double shorter = tokensOf(1, 0);
    const double longer = tokensOf(0, 1);
    QVERIFY(longer > shorter);
    for (const int rows : {150, 199, 200, 201, 850, 5000}) {
        const double expected = rows * (shorter + longer);
        const double tokens = tokensOf(rows, rows);
        QVERIFY2(
            std::abs(tokens - expected) < 0.02 * expected, qPrintable(QString::number(tokens)));
    }
}
