// SPDX-License-Identifier: Apache-2.0
#include "core/data/tokenised_data.h"

#include "core/support/error.h"
#include "suites.h"
#include "tests/support/ascii_tokenizer.h"

#include <QtTest>

#include <QTemporaryDir>
#include <fstream>

using namespace interweave;

namespace {

ExampleSet examplesOf(
    const std::string& content, const Tokenizer& tokenizer, const ConversationText& text = {})
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("rows.jsonl").toStdString();
    std::ofstream(path) << content;
    ExampleSet examples;
    addExamples(examples, {.path = path}, {tokenizer, 2, {}, text});
    return examples;
}

} // namespace

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
        examplesOf(R"({"input": "a", "output": "b"})"
                   "\n\n"
                   R"({"input": "", "output": "b"})",
            WithoutBos());
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY(QString::fromStdString(error.where()).endsWith("rows.jsonl:3"));
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
    const char* const record = R"({"messages": [{"role": "user", "content": "a"},
                                               {"role": "assistant", "content": "b"}]})";
    const std::string line = QString(record).simplified().toStdString();
    const auto text = [](const std::vector<Message>& messages) {
        return "[" + messages.front().role + "]" + messages.front().content;
    };
    QCOMPARE(examplesOf(line, AsciiTokenizer(), text)[0].ids,
        (std::vector<int64_t>{'[', 'u', 's', 'e', 'r', ']', 'a', 'b', 2})); // no bos of its own
    QVERIFY_THROWS_EXCEPTION(Error, examplesOf(line, AsciiTokenizer()));
}

/// The text is "<s>a<u>bb<a>c…": three tokens of a role and those of the content.
void TokenisedDataTest::leavesOutTheOldestTurns_data()
{
    QTest::addColumn<int64_t>("maxInput");
    QTest::addColumn<int64_t>("dropped");
    QTest::addColumn<QString>("text");
    const char* const whole = "<s>S<a>hi<u>one<a>1<u>two<a>2<t>3<u>last";
    QTest::newRow("it fits") << int64_t{40} << int64_t{0} << whole;
    QTest::newRow("one token too many")
        << int64_t{39} << int64_t{1} << "<s>S<u>two<a>2<t>3<u>last"; // with what came before it
    QTest::newRow("just one turn") << int64_t{25} << int64_t{1} << "<s>S<u>two<a>2<t>3<u>last";
    QTest::newRow("two turns") << int64_t{24} << int64_t{2} << "<s>S<u>last";
    QTest::newRow("the last turn is cut") << int64_t{8} << int64_t{2} << "<s>S<u>l";
    QTest::newRow("the system's message is cut") << int64_t{3} << int64_t{2} << "<s>";
}

void TokenisedDataTest::leavesOutTheOldestTurns()
{
    QFETCH(int64_t, maxInput);
    QFETCH(int64_t, dropped);
    QFETCH(QString, text);
    DataRow row;
    row.conversation = {{"system", "S"}, {"assistant", "hi"}, {"user", "one"}, {"assistant", "1"},
        {"user", "two"}, {"assistant", "2"}, {"tool", "3"}, {"user", "last"}};
    row.outputs = {"x"};
    const auto render = [](const std::vector<Message>& messages) {
        std::string all;
        for (const Message& message : messages)
            all += "<" + message.role.substr(0, 1) + ">" + message.content;
        return all;
    };
    const TokenisedRow made
        = tokeniseRow(AsciiTokenizer(), row, 2, {.maxInput = maxInput, .maxOutput = 9}, render);
    std::vector<int64_t> ids;
    for (const char c : text.toStdString())
        ids.push_back(c);
    QCOMPARE(made.example.queryLength, static_cast<int64_t>(ids.size()));
    ids.insert(ids.end(), {'x', 2});
    QCOMPARE(made.example.ids, ids);
    QCOMPARE(made.droppedTurns, dropped);
    QCOMPARE(made.isCut(), maxInput < 40);
    QCOMPARE(made.answerTokens, int64_t{2});
}

void TokenisedDataTest::keepsTheOnlyTurn()
{
    DataRow row;
    row.conversation = {{"system", "S"}, {"user", "a long question"}};
    row.outputs = {"x"};
    const auto render = [](const std::vector<Message>& messages) {
        return messages.front().content + messages.back().content;
    };
    const TokenisedRow made = tokeniseRow(AsciiTokenizer(), row, 2, {.maxInput = 3}, render);
    QCOMPARE(made.example.ids, (std::vector<int64_t>{'S', 'a', ' ', 'x', 2}));
    QCOMPARE(made.promptTokens, int64_t{16});
    QCOMPARE(made.droppedTurns, int64_t{0});
}
