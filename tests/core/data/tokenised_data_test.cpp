// SPDX-License-Identifier: Apache-2.0
#include "core/data/tokenised_data.h"

#include "core/support/error.h"
#include "suites.h"
#include "tests/support/ascii_tokenizer.h"

#include <QtTest>

using namespace interweave;

void TokenisedDataTest::joinsPromptAnswerAndEos()
{
    const Example example = makeExample(AsciiTokenizer(), "ab", "cd", 2, {});
    QCOMPARE(example.ids, (std::vector<int64_t>{1, 'a', 'b', 'c', 'd', 2}));
    QCOMPARE(example.queryLength, 3);
    QCOMPARE(example.answerLength(), 3);
}

void TokenisedDataTest::truncatesBothParts()
{
    const Example example
        = makeExample(AsciiTokenizer(), "abcd", "efgh", 2, {.maxInput = 3, .maxOutput = 3});
    QCOMPARE(example.ids, (std::vector<int64_t>{1, 'a', 'b', 'e', 'f', 2}));
    QCOMPARE(example.queryLength, 3);
}

void TokenisedDataTest::refusesAnEmptyPrompt()
{
    class WithoutBos : public AsciiTokenizer {
        std::vector<TokenId> encode(std::string_view text, EncodeOptions) const override
        {
            return AsciiTokenizer::encode(text, {.addSpecial = false});
        }
    };
    try {
        tokenise(WithoutBos(), {{"a", {"b"}, 1}, {"", {"b"}, 7}}, 2, {}, "rows.jsonl");
        QFAIL("no error");
    } catch (const Error& error) {
        QCOMPARE(error.where(), std::string("rows.jsonl:7"));
    }
}

void TokenisedDataTest::learnsAllOfATextButItsFirstToken()
{
    const AsciiTokenizer tokenizer;
    const Example whole = makeTextExample(tokenizer, "ab", 2, 4);
    QCOMPARE(whole.ids, (std::vector<int64_t>{1, 'a', 'b', 2}));
    QCOMPARE(whole.queryLength, 1);
    const Example cut = makeTextExample(tokenizer, "abcd", 2, 4);
    QCOMPARE(cut.ids, (std::vector<int64_t>{1, 'a', 'b', 'c'})); // goes on: no eos
    QVERIFY_EXCEPTION_THROWN(makeTextExample(tokenizer, "", 2, 4), Error);
}

void TokenisedDataTest::rendersConversations()
{
    DataRow row;
    row.conversation = {{"user", "a"}};
    row.outputs = {"b"};
    const auto text = [](const std::vector<Message>& messages) {
        return "[" + messages.front().role + "]" + messages.front().content;
    };
    const TokenisedData data = tokenise(AsciiTokenizer(), {row}, 2, {}, "rows.jsonl", {}, text);
    QCOMPARE(data.examples[0].ids,
        (std::vector<int64_t>{'[', 'u', 's', 'e', 'r', ']', 'a', 'b', 2})); // no bos of its own
    QVERIFY_THROWS_EXCEPTION(Error, tokenise(AsciiTokenizer(), {row}, 2, {}, "rows.jsonl"));
}
