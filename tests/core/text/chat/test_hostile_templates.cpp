// SPDX-License-Identifier: Apache-2.0
#include "chat_fixtures.h"
#include "core/support/error.h"
#include "core/support/random.h"
#include "suites.h"

#include <array>

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;

namespace {

/// The message of the Error that a template ends in; empty where it renders.
std::string failureOf(const std::string& source, const ChatInput& input = anyInput())
{
    try {
        ChatTemplate(source, "t").render(input);
    } catch (const Error& error) {
        return error.message();
    }
    return {};
}

std::string repeated(const std::string& text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i)
        result += text;
    return result;
}

void verifyRefused(const std::string& source, const QString& reason)
{
    const std::string message = failureOf(source);
    QVERIFY2(message.find(reason.toStdString()) != message.npos, message.c_str());
}

} // namespace

void TestHostileTemplates::endsWhatWouldNotEnd_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* source, const char* reason) {
        QTest::newRow(name) << source << reason;
    };
    constexpr const char* kTooLong = "works too long";
    constexpr const char* kTooMuch = "makes too much";
    row("loops",
        "{% for a in range(99999) %}{% for b in range(99) %}{{ a + b }}{% endfor %}{% endfor %}",
        kTooLong);
    row("silent loops",
        "{% for a in range(99999) if false %}{% endfor %}{% for a in range(99999) %}"
        "{{ range(99999)|list|sum }}{% endfor %}",
        "t");
    row("doubled string",
        "{% set n = namespace(s='ab') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}"
        "{% endfor %}",
        kTooMuch);
    row("doubled list",
        "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = n.s + n.s %}"
        "{% endfor %}",
        kTooMuch);
    row("repeated string", "{{ 'abc' * 4611686018427387904 }}", "too long");
    row("repeated list", "{{ [1] * 99999999999 }}", kTooMuch);
    row("long output", "{% for i in range(99999) %}{{ 'x' * 99999 }}{% endfor %}", kTooMuch);
    row("replacements", "{{ ('a' * 9999999)|replace('', 'b' * 9999) }}", kTooMuch);
    row("searches",
        "{% set s = 'a' * 9999999 %}{% for i in range(99999) %}{{ 'b' in s }}{% endfor %}",
        kTooLong);
    row("lengths",
        "{% set s = 'é' * 9999999 %}{% for i in range(99999) %}{{ s|length }}{% endfor %}",
        kTooLong);
    row("comparisons",
        "{% set l = range(99999)|list %}{% for i in range(999) %}{% if l == l + [] %}{% endif %}"
        "{% endfor %}",
        "t");
    row("unique", "{{ range(99999)|unique|list|length }}", kTooLong);
    row("width", "{{ 'a'.center(9999999999) }}", "too much");
    row("width in memory", "{{ 'a'.ljust(2000000000) }}", kTooMuch);
    row("format", "{{ '{:999999999999}'.format(1) }}", "above 1000000");
    row("indent", "{{ ('a\\n' * 99999)|indent(99999) }}", kTooMuch);
    row("batch", "{{ [1]|batch(9999999999, 0)|list }}", kTooMuch);
    row("power", "{{ 3 ** 999999999 }}", "64 bits");
    row("power of minus one", "{{ (0 - 1) ** 99999999999 }}", kTooLong);
    row("range", "{{ range(9223372036854775807) }}", "range of");
    row("big dict",
        "{% set n = namespace(d={}) %}{% for i in range(99999) %}{% set n.d = dict(n.d, **{i ~ '': "
        "i}) %}{% endfor %}",
        "t");
}

void TestHostileTemplates::endsWhatWouldNotEnd()
{
    QFETCH(QString, source);
    QFETCH(QString, reason);
    QElapsedTimer clock;
    clock.start();
    verifyRefused(source.toStdString(), reason);
    QVERIFY(clock.elapsed() < 20'000); // seconds at most, on any machine
}

void TestHostileTemplates::refusesWhatIsTooDeep_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& source, const char* reason) {
        QTest::newRow(name) << QString::fromStdString(source) << reason;
    };
    constexpr int kMany = 100'000;
    constexpr const char* kNested = "nested deeper";
    row("parentheses", "{{ " + repeated("(", kMany) + repeated(")", kMany) + " }}", kNested);
    row("lists", "{{ " + repeated("[", kMany) + repeated("]", kMany) + " }}", kNested);
    row("signs", "{{ " + repeated("-", kMany) + "1 }}", kNested);
    row("negations", "{{ " + repeated("not ", kMany) + "1 }}", kNested);
    row("conditions", "{{ " + repeated("1 if 0 else ", kMany / 2) + "1 }}", kNested);
    row("blocks", repeated("{% if 1 %}", kMany), kNested);
    row("targets", "{% set " + repeated("(", kMany) + repeated(")", kMany) + " %}", kNested);
    row("sum", "{{ 1" + repeated("+1", kMany) + " }}", "operations deep");
    row("filters", "{{ 1" + repeated("|string", kMany) + " }}", "operations deep");
    row("attributes", "{{ a" + repeated(".a", kMany) + " }}", "operations deep");
    row("calls", "{{ a" + repeated("()", kMany) + " }}", "operations deep");
    row("macro", "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "calls itself");
    row("macro in its default", "{% macro f(a=f()) %}{{ a }}{% endmacro %}{{ f() }}",
        "calls itself");
    row("caller", "{% macro f() %}{% call f() %}{{ caller() }}{% endcall %}{% endmacro %}{{ f() }}",
        "calls itself");
    row("list in list",
        "{% set n = namespace(l=[]) %}{% for i in range(99999) %}{% set n.l = [n.l] %}"
        "{% endfor %}",
        kNested);
    row("generator in generator",
        "{% set n = namespace(l=[]) %}{% for i in range(99999) %}{% set n.l = [n.l]|select %}"
        "{% endfor %}",
        kNested);
    row("method of method",
        "{% set n = namespace(l=[]) %}{% for i in range(99999) %}{% set n.l = [n.l].count %}"
        "{% endfor %}",
        kNested);
    row("loop in loop",
        "{% set n = namespace(l=[]) %}{% for i in range(99999) %}{% for j in [n.l] %}"
        "{% set n.l = loop %}{% endfor %}{% endfor %}",
        kNested);
}

void TestHostileTemplates::refusesWhatIsTooDeep()
{
    QFETCH(QString, source);
    QFETCH(QString, reason);
    verifyRefused(source.toStdString(), reason);
}

void TestHostileTemplates::refusesWhatIsNoTemplate()
{
    verifyRefused(std::string(size_t{2} << 20, 'x'), "bytes");
    verifyRefused("a\xFF", "UTF-8");
    QVERIFY(failureOf(std::string("a\0b", 3)).empty());
}

/// Memory that is never given back would be found by the leak checker.
void TestHostileTemplates::keepsNamespacesThatHoldThemselves()
{
    QVERIFY(failureOf("{% set n = namespace() %}{% set n.n = n %}{% set n.m = [n] %}").empty());
    verifyRefused("{% set n = namespace() %}{% set n.n = n %}{{ n }}", "nests deeper");
    QVERIFY(failureOf("{% set n = namespace(n=0) %}{% for i in range(9999) %}"
                      "{% set m = namespace(n=n.n) %}{% set n.n = m %}{% endfor %}")
                .empty());
    QVERIFY(failureOf("{% set n = namespace(f=0) %}{% for i in range(9999) %}{% set g = n.f %}"
                      "{% macro f() %}{{ g }}{% endmacro %}{% set n.f = f %}{% endfor %}")
                .empty());
}

void TestHostileTemplates::survivesDamage_data()
{
    QTest::addColumn<QString>("file");
    const Json golden = readJson(kChatFixtures / "templates" / "expected.json");
    for (const auto& [name, expected] : golden.items())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    QTest::newRow("language") << QString();
}

void TestHostileTemplates::survivesDamage()
{
    constexpr std::array<std::string_view, 24> kPieces = {"{{", "}}", "{%", "%}", "(", ")", "[",
        "]", "|", "~", "**", "'", "\"", ".", "::-1", "9999999999", "loop", "range(99999)",
        "{% for i in range(9) %}", "{% endfor %}", "{% macro f() %}", "{#", "\xE2\x82", "\n"};
    QFETCH(QString, file);
    const Json language = readJson(kChatFixtures / "language.json");
    std::vector<std::string> sources;
    if (!file.isEmpty())
        sources.push_back(readFile(kChatFixtures / "templates" / file.toStdString()));
    else
        for (const Json& oneCase : language.at("cases"))
            sources.push_back(oneCase.at("source"));
    const Json conversations = readJson(kChatFixtures / "conversations.json");
    ChatInput input = inputOf(conversations.at(13)); // with tools and their calls
    input.variables.update(language.at("variables"));
    Random random(17);
    for (int i = 0; i < 1000; ++i) {
        std::string source = sources[random.below(sources.size())];
        for (uint64_t wounds = 1 + random.below(3); wounds > 0 && !source.empty(); --wounds) {
            const size_t at = random.below(source.size());
            const size_t length = std::min<size_t>(1 + random.below(16), source.size() - at);
            switch (random.below(5)) {
            case 0: source[at] = static_cast<char>(source[at] ^ (1 << random.below(7))); break;
            case 1: source.erase(at, length); break;
            case 2: source.insert(at, source.substr(at, length)); break;
            case 3: source.insert(at, kPieces[random.below(kPieces.size())]); break;
            case 4: source.replace(at, length, kPieces[random.below(kPieces.size())]); break;
            }
        }
        failureOf(source, input); // an Error or a text, and nothing else
    }
}
