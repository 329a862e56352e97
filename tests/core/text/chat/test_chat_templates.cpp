// SPDX-License-Identifier: Apache-2.0
#include "chat_fixtures.h"
#include "core/support/error.h"
#include "suites.h"

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;

namespace {

const Json& languageCases()
{
    static const Json document = readJson(kChatFixtures / "language.json");
    return document;
}

/// What is rendered, and an Error's message instead where one is thrown.
struct Rendered {
    std::string text;
    std::string error;
};

Rendered render(const std::string& source, const ChatInput& input)
{
    try {
        return {ChatTemplate(source, "template").render(input), {}};
    } catch (const Error& error) {
        return {{}, error.message()};
    }
}

/// What a template's raise_exception said; empty where something else went wrong.
std::string ownWords(const std::string& error)
{
    const std::string kind = "TemplateError: ";
    return error.starts_with(kind) ? error.substr(kind.size()) : std::string();
}

void compareWith(const Json& expected, const Rendered& rendered)
{
    if (expected.is_string()) {
        QVERIFY2(rendered.error.empty(), rendered.error.c_str());
        QCOMPARE(rendered.text, expected.get<std::string>());
        return;
    }
    const std::string error = expected.at("error");
    QVERIFY2(!rendered.error.empty(), ("the reference fails: " + error).c_str());
    if (const std::string words = ownWords(error); !words.empty())
        QCOMPARE(rendered.error, words);
}

/// A row for each template of the folder that has a golden file.
void templateRows(const std::filesystem::path& folder)
{
    QTest::addColumn<QString>("file");
    const Json golden = readJson(folder / "expected.json");
    for (const auto& [name, expected] : golden.items())
        QTest::newRow(name.c_str()) << QString::fromStdString((folder / name).string());
}

void compareTemplate(const std::filesystem::path& file)
{
    const Json conversations = readJson(kChatFixtures / "conversations.json");
    const Json expected
        = readJson(file.parent_path() / "expected.json").at(file.filename().string());
    const std::string source = readFile(file);
    for (const Json& conversation : conversations) {
        const std::string name = conversation.at("name");
        for (const bool prompt : {false, true}) {
            compareWith(
                expected.at(name)[prompt ? 1 : 0], render(source, inputOf(conversation, prompt)));
            if (QTest::currentTestFailed())
                QFAIL(("conversation '" + name + "'").c_str());
        }
    }
}

} // namespace

void TestChatTemplates::language_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Json& oneCase : languageCases().at("cases")) {
        const QString source = QString::fromStdString(oneCase.at("source"));
        const QString name = QString("%1 %2").arg(index).arg(source.simplified().left(60));
        QTest::newRow(name.toUtf8().constData()) << index++;
    }
}

void TestChatTemplates::language()
{
    QFETCH(int, index);
    const Json& document = languageCases();
    const Json& oneCase = document.at("cases")[static_cast<size_t>(index)];
    ChatInput input;
    input.messages = document.at("variables").at("messages");
    input.variables = document.at("variables");
    input.now = goldenTime();
    compareWith(
        oneCase.contains("text") ? oneCase["text"] : oneCase, render(oneCase.at("source"), input));
}

void TestChatTemplates::families_data()
{
    templateRows(kChatFixtures / "templates");
}

void TestChatTemplates::families()
{
    QFETCH(QString, file);
    compareTemplate(file.toStdString());
}

void TestChatTemplates::realTemplates_data()
{
    const QString folder = qEnvironmentVariable("INTERWEAVE_CHAT_TEMPLATES");
    if (folder.isEmpty())
        QSKIP("INTERWEAVE_CHAT_TEMPLATES names no folder");
    templateRows(folder.toStdString());
}

void TestChatTemplates::realTemplates()
{
    QFETCH(QString, file);
    compareTemplate(file.toStdString());
}

void TestChatTemplates::refusesInTheTemplatesWords()
{
    const ChatTemplate chat(
        "line one\n\n{{ raise_exception('No \"" + std::string("ﬁ") + "\" here') }}",
        "model: chat_template");
    try {
        chat.render(anyInput());
        QFAIL("not refused");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidArgument);
        QCOMPARE(error.where(), std::string("model: chat_template: line 3"));
        QCOMPARE(error.message(), std::string("No \"ﬁ\" here"));
    }
}

void TestChatTemplates::namesLineAndConstruct_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const char* source, const char* message) {
        QTest::newRow(name) << source << message;
    };
    row("filter", "\n\n{{ 'a' | foo }}", "t: line 3: filter 'foo' is not supported");
    row("filter of map", "{{ [1] | map('foo') }}", "t: line 1: filter 'foo' is not supported");
    row("test", "\n{{ 1 is foo }}", "t: line 2: test 'foo' is not supported");
    row("tag", "\r\n{% include 'x' %}", "t: line 2: tag 'include' is not supported");
    row("unknown tag", "{% foo %}", "t: line 1: unknown tag 'foo'");
    row("method", "{{\n 'a'.encode() }}", "t: line 2: the method 'encode' of str is not supported");
    row("changed list", "{{ messages.append(1) }}",
        "t: line 1: access to attribute 'append' of 'list' object is unsafe.");
    row("undefined", "a\n{{ x.y }}", "t: line 2: 'x' is undefined");
    row("attribute", "{{ messages[0].x.y }}", "t: line 1: 'dict object' has no attribute 'x'");
    row("call over lines", "{{ messages[0].x(\n1,\n2) }}",
        "t: line 1: 'dict object' has no attribute 'x'");
    row("types", "\n{{ 'a' + 1 }}", "t: line 2: unsupported operand types for +: 'str' and 'int'");
    row("open block", "{% if true %}\n", "t: line 1: the template ends where 'endif' was expected");
    row("stray end", "\n{% endfor %}", "t: line 2: unknown tag 'endfor'");
    row("open string", "\n{{ 'a }}", "t: line 2: the string has no end");
    row("brackets", "{{ (1] }}", "t: line 1: unexpected ']', expected ')'");
    row("character", "{{ 1 ? 2 }}", "t: line 1: unexpected character '?'");
    row("integer", "{{ 99999999999999999999 }}",
        "t: line 1: the integer 99999999999999999999 does not fit into 64 bits");
}

void TestChatTemplates::namesLineAndConstruct()
{
    QFETCH(QString, source);
    QFETCH(QString, message);
    try {
        ChatTemplate(source.toStdString(), "t").render(anyInput());
        QFAIL("not refused");
    } catch (const Error& error) {
        QCOMPARE(QString(error.what()), message);
    }
}

void TestChatTemplates::readsTheClockItIsGiven()
{
    const ChatTemplate chat("{{ strftime_now('%Y-%m-%d') }}", "t");
    QCOMPARE(chat.render(anyInput()), std::string("2026-11-05"));
    ChatInput today = anyInput();
    today.now = localTime();
    QCOMPARE(
        QString::fromStdString(chat.render(today)), QDate::currentDate().toString(Qt::ISODate));
}

void TestChatTemplates::refusesWhatIsNoConversation()
{
    const ChatTemplate chat("x", "t");
    ChatInput input = anyInput();
    for (const Json& messages : {Json(), Json::array(), Json::array({"text"}), Json("text")}) {
        input.messages = messages;
        QVERIFY_EXCEPTION_THROWN(chat.render(input), Error);
    }
    input = anyInput();
    input.variables["big"] = UINT64_MAX;
    QVERIFY_EXCEPTION_THROWN(chat.render(input), Error);
    input = anyInput();
    input.messages[0]["content"] = "\xFF" + std::string("a\xE2\x82");
    QCOMPARE(ChatTemplate("{{ messages[0].content }}", "t").render(input),
        std::string("\xEF\xBF\xBD"
                    "a\xEF\xBF\xBD"));
}
