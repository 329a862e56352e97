// SPDX-License-Identifier: Apache-2.0
#include "siamese_case.h"

#include "core/siamese/generation.h"
#include "core/siamese/trace.h"
#include "core/support/error.h"
#include "tests/support/ascii_tokenizer.h"

#include <ATen/ATen.h>

#include "tests.h"

#include <QtTest>
#include <cmath>
#include <numeric>

using namespace interweave;

class TraceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_case = std::make_unique<SiameseCase>(fixtureCase()); }

    void saysWhatGenerationDid()
    {
        SamplingOptions options;
        options.maxNewTokens = 40; // more than are traced at once
        const std::vector<TokenId> prompt = m_case->prompts()[1];
        const Generation answer
            = generate(m_case->model, &m_tokenizer, {prompt}, Branch::Interwoven, options)[0];
        const Trace trace = traceAnswer(m_case->model, &m_tokenizer, prompt, answer.ids, 5);
        QCOMPARE(trace.query.size(), prompt.size());
        QCOMPARE(trace.query[1].text, m_tokenizer.piece(prompt[1]));
        QCOMPARE(trace.answer.size(), answer.ids.size());
        QCOMPARE(trace.adapterHash, m_case->model.adapter->hash());
        QCOMPARE(trace.gateHash, m_case->model.gate->hash());
        for (size_t i = 0; i < answer.ids.size(); ++i) {
            const TokenTrace& token = trace.answer[i];
            QCOMPARE(token.token.id, answer.ids[i]);
            QVERIFY(std::abs(token.gateMean - answer.tokens[i].baseShare) < 1e-4);
            QVERIFY(
                std::abs(std::log(token.interwoven.chosenProbability) - answer.tokens[i].logprob)
                < 1e-4);
            QCOMPARE(token.interwoven.top[0].id, answer.ids[i]); // decoding was greedy
        }
    }

    void numbersHangTogether()
    {
        const Trace trace = traceAnswer(m_case->model, &m_tokenizer,
            std::vector<TokenId>{5, 9, 17, 33}, std::vector<TokenId>{12, 99, 2}, 200);
        QCOMPARE(trace.answer.size(), size_t{3});
        QCOMPARE(trace.answer[2].token.text, std::string("\x02"));
        for (const TokenTrace& token : trace.answer) {
            QVERIFY(0.0 < token.gateMin && token.gateMin <= token.gateMean);
            QVERIFY(token.gateMean <= token.gateMax && token.gateMax < 1.0);
            QVERIFY(token.gateStd > 0.0 && token.gateStd < 0.5);
            QCOMPARE(token.channels.size(), size_t{8});
            QVERIFY(
                std::abs(token.logitFromBase + token.logitFromTuned + token.logitRest - token.logit)
                < 1e-9);
            QVERIFY(std::abs(token.logitRest) < 1e-4); // no bias
            QCOMPARE(token.base.top.size(), size_t{128}); // no more than there are tokens
            QVERIFY(std::abs(divergence(token.base, token.interwoven) - token.klBase) < 1e-4);
            QVERIFY(std::abs(divergence(token.tuned, token.interwoven) - token.klTuned) < 1e-4);
            double entropy = 0.0;
            for (const TokenCandidate& candidate : token.interwoven.top) {
                entropy -= candidate.probability * std::log(candidate.probability);
                if (candidate.id == token.token.id)
                    QVERIFY(std::abs(candidate.probability - token.interwoven.chosenProbability)
                        < 1e-9);
            }
            QVERIFY(std::abs(entropy - token.entropy) < 1e-4);
        }
    }

    void refusesWhatItCannotTrace()
    {
        const std::vector<TokenId> some{5, 9};
        QVERIFY_THROWS_EXCEPTION(Error, traceAnswer(m_case->model, nullptr, {}, some));
        QVERIFY_THROWS_EXCEPTION(Error, traceAnswer(m_case->model, nullptr, some, {}));
        std::stop_source source;
        source.request_stop();
        QVERIFY_THROWS_EXCEPTION(
            Error, traceAnswer(m_case->model, nullptr, some, some, 5, source.get_token()));
        SiameseModel tuned = m_case->model;
        tuned.gate.reset();
        QVERIFY_THROWS_EXCEPTION(Error, traceAnswer(tuned, nullptr, some, some));
    }

private:
    /// From complete lists of candidates.
    static double divergence(const VoiceTrace& p, const VoiceTrace& q)
    {
        std::map<int32_t, double> other;
        for (const TokenCandidate& candidate : q.top)
            other[candidate.id] = candidate.probability;
        double sum = 0.0;
        for (const TokenCandidate& candidate : p.top)
            sum += candidate.probability * std::log(candidate.probability / other.at(candidate.id));
        return sum;
    }

    std::unique_ptr<SiameseCase> m_case;
    AsciiTokenizer m_tokenizer;
};

std::unique_ptr<QObject> makeTraceTest()
{
    return std::make_unique<TraceTest>();
}

#include "test_trace.moc"
