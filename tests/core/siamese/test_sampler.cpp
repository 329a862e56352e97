// SPDX-License-Identifier: Apache-2.0
#include "core/siamese/sampling.h"
#include "core/support/error.h"
#include "core/support/random.h"

#include "tests.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace interweave;

namespace {

const std::vector<float> kLogits{1.0f, -0.5f, 2.0f, 0.25f, 1.5f, -3.0f, 2.0f, 0.0f};

/// The distribution that transformers' processors leave, step by step over the whole vocabulary.
std::vector<double> oracle(const SamplingOptions& options, const std::vector<int32_t>& history)
{
    std::vector<double> scores(kLogits.begin(), kLogits.end());
    for (const int32_t id : history) {
        const double score = kLogits[static_cast<size_t>(id)];
        scores[static_cast<size_t>(id)]
            = score < 0 ? score * options.repetitionPenalty : score / options.repetitionPenalty;
    }
    for (double& score : scores)
        score /= options.temperature;
    const double removed = -std::numeric_limits<double>::infinity();
    if (options.topK > 0) {
        std::vector<double> sorted = scores;
        std::ranges::sort(sorted, std::greater{});
        for (double& score : scores)
            if (score < sorted[static_cast<size_t>(options.topK - 1)])
                score = removed;
    }
    const auto softmax = [&] {
        std::vector<double> result;
        for (const double score : scores)
            result.push_back(std::exp(score));
        const double sum = std::accumulate(result.begin(), result.end(), 0.0);
        for (double& value : result)
            value /= sum;
        return result;
    };
    if (options.topP < 1.0) {
        const std::vector<double> probabilities = softmax();
        std::vector<size_t> ascending(scores.size());
        std::iota(ascending.begin(), ascending.end(), size_t{0});
        std::ranges::sort(ascending, [&](size_t a, size_t b) {
            return probabilities[a] != probabilities[b] ? probabilities[a] < probabilities[b]
                                                        : a > b;
        });
        double cumulative = 0.0;
        for (size_t i = 0; i + 1 < ascending.size(); ++i) {
            cumulative += probabilities[ascending[i]];
            if (cumulative <= 1.0 - options.topP)
                scores[ascending[i]] = removed;
        }
    }
    return softmax();
}

} // namespace

class SamplerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsFromTransformersDistribution_data()
    {
        QTest::addColumn<double>("temperature");
        QTest::addColumn<int>("topK");
        QTest::addColumn<double>("topP");
        QTest::addColumn<double>("penalty");
        QTest::newRow("plain") << 1.0 << 0 << 1.0 << 1.0;
        QTest::newRow("hot") << 2.5 << 0 << 1.0 << 1.0;
        QTest::newRow("top-k, ties kept") << 1.0 << 1 << 1.0 << 1.0;
        QTest::newRow("top-k") << 0.7 << 4 << 1.0 << 1.0;
        QTest::newRow("top-p") << 1.0 << 0 << 0.8 << 1.0;
        QTest::newRow("tiny top-p") << 1.0 << 0 << 0.01 << 1.0;
        QTest::newRow("penalty") << 1.0 << 0 << 1.0 << 1.8;
        QTest::newRow("all") << 0.9 << 5 << 0.7 << 1.3;
    }
    void drawsFromTransformersDistribution()
    {
        QFETCH(double, temperature);
        QFETCH(int, topK);
        QFETCH(double, topP);
        QFETCH(double, penalty);
        SamplingOptions options;
        options.temperature = temperature;
        options.topK = topK;
        options.topP = topP;
        options.repetitionPenalty = penalty;
        const std::vector<int32_t> history{2, 5, 2};
        const std::vector<double> expected = oracle(options, history);
        std::vector<double> frequencies(kLogits.size());
        Sampler sampler(options);
        constexpr int kDraws = 40000;
        for (int i = 0; i < kDraws; ++i) // evenly spread draws: no noise to allow for
            frequencies[static_cast<size_t>(
                sampler.choose(kLogits, history, (i + 0.5) / kDraws).id)]
                += 1.0 / kDraws;
        for (size_t id = 0; id < kLogits.size(); ++id)
            QVERIFY2(
                std::abs(frequencies[id] - expected[id]) < 1e-3, qPrintable(QString::number(id)));
    }

    void greedyTakesTheFirstLargest()
    {
        Sampler plain{SamplingOptions{}};
        QCOMPARE(plain.choose(kLogits, {}, 0.99).id, 2);
        SamplingOptions options;
        options.repetitionPenalty = 1.5;
        const std::vector<int32_t> history{2};
        QCOMPARE(Sampler(options).choose(kLogits, history, 0.0).id, 6);
        double sum = 0.0;
        for (const float logit : kLogits)
            sum += std::exp(logit);
        QVERIFY(
            std::abs(Sampler(options).choose(kLogits, history, 0.0).logprob - (2.0 - std::log(sum)))
            < 1e-6);
    }

    void refusesImpossibleOptions()
    {
        const auto refused = [](auto change) {
            SamplingOptions options;
            change(options);
            try {
                Sampler sampler(options);
            } catch (const Error& error) {
                return error.code() == ErrorCode::InvalidArgument;
            }
            return false;
        };
        QVERIFY(refused([](SamplingOptions& options) { options.temperature = -1; }));
        QVERIFY(refused([](SamplingOptions& options) { options.topK = -1; }));
        QVERIFY(refused([](SamplingOptions& options) { options.topP = 0; }));
        QVERIFY(refused([](SamplingOptions& options) { options.topP = 1.5; }));
        QVERIFY(refused([](SamplingOptions& options) { options.repetitionPenalty = 0; }));
    }
};

std::unique_ptr<QObject> makeSamplerTest()
{
    return std::make_unique<SamplerTest>();
}

#include "test_sampler.moc"
