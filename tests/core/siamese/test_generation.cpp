// SPDX-License-Identifier: Apache-2.0
#include "siamese_case.h"

#include "core/siamese/compare.h"
#include "core/siamese/generation.h"
#include "core/siamese/greedy.h"
#include "core/support/error.h"
#include "tests/support/accelerator.h"
#include "tests/support/ascii_tokenizer.h"

#include <ATen/ATen.h>

#include "tests.h"

#include <QtTest>
#include <cmath>

using namespace interweave;

class GenerationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_case = std::make_unique<SiameseCase>(fixtureCase());
        m_options.maxNewTokens = 12;
    }

    void sameSeedSameTokens()
    {
        SamplingOptions options = m_options;
        options.temperature = 1.5;
        options.topK = 50;
        options.seed = 7;
        const auto first = answers(options);
        const auto second = answers(options);
        options.seed = 8;
        const auto other = answers(options);
        for (size_t i = 0; i < first.size(); ++i) {
            QVERIFY(first[i].ids == second[i].ids);
            QVERIFY(first[i].ids != other[i].ids);
        }
    }

    void seededRowsDoNotDependOnTheirNeighbours()
    {
        SamplingOptions options = m_options;
        options.temperature = 1.0;
        options.seed = 3;
        // Ends the rows at different times.
        options.stopIds = {answers(m_options)[1].ids[2]};
        const auto together = answers(options);
        const auto alone
            = generate(m_case->model, nullptr, {m_case->prompts()[0]}, Branch::Interwoven, options);
        QVERIFY(together[0].ids == alone[0].ids);
    }

    void branchesTogetherEqualOneAtATime_data()
    {
        QTest::addColumn<bool>("accelerator");
        QTest::addColumn<double>("temperature");
        QTest::newRow("greedy") << false << 0.0;
        QTest::newRow("drawn") << false << 1.0;
        QTest::newRow("greedy on an accelerator") << true << 0.0;
    }

    void branchesTogetherEqualOneAtATime()
    {
        QFETCH(bool, accelerator);
        QFETCH(double, temperature);
        const SiameseCase reference(
            fixtureCase(), accelerator ? testAccelerator() : at::Device(at::kCPU));
        SamplingOptions options = m_options;
        options.temperature = temperature;
        // Ends the rows of every branch at different times.
        options.stopIds = {answers(m_options)[1].ids[2], answers(m_options)[0].ids[5]};
        for (const Branches& branches : {Branches{Branch::Base, Branch::Tuned, Branch::Interwoven},
                 Branches{Branch::Base, Branch::Tuned}, Branches{Branch::Tuned, Branch::Interwoven},
                 Branches{Branch::Base, Branch::Interwoven}}) {
            const auto together = generateBranches(
                reference.model, nullptr, reference.prompts(), branches, options);
            QCOMPARE(together.size(), branches.size());
            for (const Branch branch : branches) {
                const auto alone
                    = generate(reference.model, nullptr, reference.prompts(), branch, options);
                for (size_t i = 0; i < alone.size(); ++i) {
                    QVERIFY(together.at(branch)[i].ids == alone[i].ids);
                    QCOMPARE(together.at(branch)[i].stopReason, alone[i].stopReason);
                    for (size_t k = 0; k < alone[i].tokens.size(); ++k) {
                        const GeneratedToken& token = together.at(branch)[i].tokens[k];
                        QVERIFY(std::abs(token.logprob - alone[i].tokens[k].logprob) < 1e-4);
                        QVERIFY(std::abs(token.baseShare - alone[i].tokens[k].baseShare) < 1e-4);
                    }
                }
            }
        }
    }

    void greedyBranchesEqualOneAtATime()
    {
        const Branches all{Branch::Base, Branch::Tuned, Branch::Interwoven};
        std::vector<std::vector<int64_t>> prompts;
        for (const std::vector<int32_t>& prompt : m_case->prompts())
            prompts.emplace_back(prompt.begin(), prompt.end());
        const GreedyOptions options{8, {answers(m_options)[1].ids[2]}};
        const auto together = greedyAnswers(m_case->model, all, prompts, options);
        for (const Branch branch : all)
            QVERIFY(together.at(branch)
                == greedyAnswers(m_case->model, {branch}, prompts, options).at(branch));
    }

    void reportsEachTokenAsItComes()
    {
        std::vector<std::vector<GeneratedToken>> seen(3);
        const auto results = generate(m_case->model, &m_tokenizer, m_case->prompts(),
            Branch::Interwoven, m_options,
            [&](size_t prompt, const GeneratedToken& token) { seen[prompt].push_back(token); });
        for (size_t i = 0; i < results.size(); ++i) {
            const Generation& answer = results[i];
            QCOMPARE(seen[i].size(), answer.ids.size());
            std::string text;
            for (size_t k = 0; k < answer.ids.size(); ++k) {
                QCOMPARE(seen[i][k].id, answer.ids[k]);
                QVERIFY(seen[i][k].logprob <= 0.0);
                QVERIFY(seen[i][k].baseShare > 0.0 && seen[i][k].baseShare < 1.0);
                text += seen[i][k].text;
            }
            QVERIFY(answer.text.starts_with(text));
            QCOMPARE(answer.text, m_tokenizer.decode(answer.ids));
            QCOMPARE(answer.promptTokens, static_cast<int64_t>(m_case->prompts()[i].size()));
            QVERIFY(answer.seconds > 0.0 && answer.tokensPerSecond > 0.0);
        }
    }

    void branchesWithoutAGateHaveNoBaseShare()
    {
        for (const Branch branch : {Branch::Base, Branch::Tuned})
            QCOMPARE(generate(m_case->model, nullptr, {{5, 9}}, branch, m_options)[0]
                         .tokens[0]
                         .baseShare,
                -1.0);
    }

    void stopsWhereItShould()
    {
        const Generation whole = answer(m_options);
        QCOMPARE(whole.stopReason, StopReason::Length);
        QCOMPARE(whole.ids.size(), size_t{12});

        SamplingOptions options = m_options;
        options.stopIds = {whole.ids[2]};
        const Generation ended = answer(options);
        QCOMPARE(ended.stopReason, StopReason::EndOfSequence);
        QCOMPARE(ended.ids.size(), size_t{3});
        QCOMPARE(ended.text, m_tokenizer.decode(std::span(whole.ids).first(2)));

        options = m_options;
        options.stopStrings
            = {"never", m_tokenizer.piece(whole.ids[1]) + m_tokenizer.piece(whole.ids[2])};
        const Generation cut = answer(options);
        QCOMPARE(cut.stopReason, StopReason::StopString);
        QCOMPARE(cut.ids.size(), size_t{3});
        QCOMPARE(cut.text, m_tokenizer.piece(whole.ids[0]));

        options = m_options;
        options.maxNewTokens = 0;
        QVERIFY(answer(options).ids.empty());
        options.maxNewTokens = 100000; // the model has 128 positions
        options.stopIds.clear();
        const Generation longest = answer(options);
        QVERIFY(longest.promptTokens + static_cast<int64_t>(longest.ids.size()) <= 128);
    }

    void stopsWhenAsked()
    {
        std::stop_source source;
        const auto results = generate(
            m_case->model, nullptr, m_case->prompts(), Branch::Interwoven, m_options,
            [&](size_t prompt, const GeneratedToken&) {
                if (prompt == 2)
                    source.request_stop();
            },
            source.get_token());
        for (const Generation& result : results) {
            QCOMPARE(result.stopReason, StopReason::Cancelled);
            QCOMPARE(result.ids.size(), size_t{1});
        }
    }

    void refusesPromptsThatCannotBe()
    {
        QVERIFY_THROWS_EXCEPTION(
            Error, generate(m_case->model, nullptr, {{}}, Branch::Base, m_options));
        QVERIFY_THROWS_EXCEPTION(Error,
            generate(
                m_case->model, nullptr, {std::vector<TokenId>(129, 5)}, Branch::Base, m_options));
        QVERIFY(generate(m_case->model, nullptr, {}, Branch::Base, m_options).empty());
    }

    void comparesTheThreeVoices()
    {
        std::map<Branch, std::vector<TokenId>> streamed;
        const Comparison comparison = compareBranches(m_case->model, &m_tokenizer,
            m_case->prompts()[1], m_options, [&](Branch branch, const GeneratedToken& token) {
                streamed[branch].push_back(token.id);
            });
        QVERIFY(streamed[Branch::Base] == comparison.base.ids);
        QVERIFY(streamed[Branch::Tuned] == comparison.tuned.ids);
        QVERIFY(streamed[Branch::Interwoven] == comparison.interwoven.ids);
        const auto same = [&](const Generation& voice, Branch branch) {
            return voice.ids
                == generate(m_case->model, nullptr, {m_case->prompts()[1]}, branch, m_options)[0]
                       .ids;
        };
        QVERIFY(same(comparison.base, Branch::Base));
        QVERIFY(same(comparison.tuned, Branch::Tuned));
        QVERIFY(same(comparison.interwoven, Branch::Interwoven));
        const auto difference = comparison.baseTunedDifference;
        QVERIFY(difference >= 0);
        for (int64_t i = 0; i < difference; ++i)
            QCOMPARE(comparison.base.ids[static_cast<size_t>(i)],
                comparison.tuned.ids[static_cast<size_t>(i)]);
        QVERIFY(comparison.base.ids[static_cast<size_t>(difference)]
            != comparison.tuned.ids[static_cast<size_t>(difference)]);
        QCOMPARE(comparison.adapterHash, m_case->model.adapter->hash());
        QCOMPARE(comparison.gateHash, m_case->model.gate->hash());
    }

private:
    std::vector<Generation> answers(const SamplingOptions& options) const
    {
        return generate(m_case->model, nullptr, m_case->prompts(), Branch::Interwoven, options);
    }
    Generation answer(const SamplingOptions& options) const
    {
        return generate(
            m_case->model, &m_tokenizer, {m_case->prompts()[1]}, Branch::Interwoven, options)[0];
    }

    std::unique_ptr<SiameseCase> m_case;
    const AsciiTokenizer m_ascii;
    const Tokenizer& m_tokenizer = m_ascii;
    SamplingOptions m_options;
};

std::unique_ptr<QObject> makeGenerationTest()
{
    return std::make_unique<GenerationTest>();
}

#include "test_generation.moc"
