// SPDX-License-Identifier: Apache-2.0
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/text/chat/model_chat_template.h"
#include "suites.h"
#include "tests/core/tensorio/gguf_bytes.h"

#include <QtTest>

using namespace interweave;
using namespace interweave::testing;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

void writeConfig(const fs::path& folder, const Json& config)
{
    writeFileAtomically(folder / "tokenizer_config.json", config.dump());
}

std::string messageOf(const fs::path& folder)
{
    try {
        findChatTemplate(folder);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

void TestModelChatTemplate::init()
{
    fs::remove_all(m_folder.path().toStdString());
    fs::create_directories(m_folder.path().toStdString());
}

void TestModelChatTemplate::isFoundInTheConfiguration()
{
    const fs::path folder = m_folder.path().toStdString();
    writeConfig(folder,
        {{"chat_template", "T"}, {"bos_token", "<s>"}, {"pad_token", nullptr},
            {"eos_token", {{"content", "</s>"}, {"lstrip", false}}}});
    writeFileAtomically(folder / "special_tokens_map.json",
        R"({"bos_token": "<other>", "unk_token": {"content": "<unk>"}})");
    const auto found = findChatTemplate(folder);
    QVERIFY(found.has_value());
    QCOMPARE(found->source, std::string("T"));
    QCOMPARE(found->where, std::string("tokenizer_config.json: chat_template"));
    QCOMPARE(
        found->tokens, (Json{{"bos_token", "<s>"}, {"eos_token", "</s>"}, {"unk_token", "<unk>"}}));
    writeFileAtomically(folder / "tokenizer.json", "{}");
    QCOMPARE(findChatTemplate(folder / "tokenizer.json")->source, std::string("T"));
}

void TestModelChatTemplate::isFoundInAFileOfItsOwn()
{
    const fs::path folder = m_folder.path().toStdString();
    writeConfig(folder, {{"chat_template", "old"}, {"eos_token", "</s>"}});
    writeFileAtomically(folder / "chat_template.jinja", "new\n");
    const auto found = findChatTemplate(folder);
    QCOMPARE(found->source, std::string("new\n"));
    QCOMPARE(found->where, std::string("chat_template.jinja"));
    QCOMPARE(found->tokens, (Json{{"eos_token", "</s>"}}));
    fs::create_directories(folder / "additional_chat_templates");
    writeFileAtomically(folder / "additional_chat_templates" / "tool_use.jinja", "tools");
    QCOMPARE(findChatTemplate(folder)->source, std::string("new\n"));
    QCOMPARE(findChatTemplate(folder, true)->where,
        std::string("additional_chat_templates/tool_use.jinja"));
}

void TestModelChatTemplate::choosesAmongSeveral()
{
    const fs::path folder = m_folder.path().toStdString();
    Json list = {{{"name", "rag"}, {"template", "R"}}, {{"name", "tool_use"}, {"template", "T"}},
        {{"name", "default"}, {"template", "D"}}};
    writeConfig(folder, {{"chat_template", list}});
    QCOMPARE(findChatTemplate(folder)->source, std::string("D"));
    QCOMPARE(findChatTemplate(folder, true)->where,
        std::string("tokenizer_config.json: chat_template 'tool_use'"));
    list.erase(2);
    writeConfig(folder, {{"chat_template", list}});
    QCOMPARE(findChatTemplate(folder, true)->source, std::string("T"));
    const std::string message = messageOf(folder);
    QVERIFY2(message.find("(rag, tool_use)") != message.npos, message.c_str());
}

void TestModelChatTemplate::isFoundInGguf()
{
    const fs::path file = fs::path(m_folder.path().toStdString()) / "model.gguf";
    RawGguf gguf;
    const auto texts = [](const std::vector<std::string>& list) {
        std::string bytes = raw<uint32_t>(kText) + raw<uint64_t>(list.size());
        for (const std::string& text : list)
            bytes += rawText(text);
        return bytes;
    };
    gguf.metadata = {ggufEntry("tokenizer.ggml.tokens", kArray, texts({"<s>", "</s>", "a"})),
        ggufEntry("tokenizer.ggml.bos_token_id", kUint32, raw<uint32_t>(0)),
        ggufEntry("tokenizer.ggml.eos_token_id", kUint32, raw<uint32_t>(1)),
        ggufEntry("tokenizer.ggml.padding_token_id", kUint32, raw<uint32_t>(77)),
        ggufEntry("tokenizer.chat_template", kText, rawText("G")),
        ggufEntry("tokenizer.chat_template.tool_use", kText, rawText("T"))};
    writeFileAtomically(file, gguf.bytes());
    const auto found = findChatTemplate(file);
    QVERIFY(found.has_value());
    QCOMPARE(found->source, std::string("G"));
    QCOMPARE(found->where, std::string("tokenizer.chat_template"));
    QCOMPARE(found->tokens, (Json{{"bos_token", "<s>"}, {"eos_token", "</s>"}}));
    QCOMPARE(findChatTemplate(file, true)->where, std::string("tokenizer.chat_template.tool_use"));
}

void TestModelChatTemplate::absentIsNoError()
{
    const fs::path folder = m_folder.path().toStdString();
    QVERIFY(!findChatTemplate(folder));
    writeConfig(folder, {{"chat_template", nullptr}});
    QVERIFY(!findChatTemplate(folder));
    QVERIFY_EXCEPTION_THROWN(findChatTemplate(folder / "nowhere"), Error);
}

void TestModelChatTemplate::damagedFilesAreNamed()
{
    const fs::path folder = m_folder.path().toStdString();
    writeConfig(folder, {{"chat_template", 5}});
    QVERIFY(messageOf(folder).find("tokenizer_config.json: chat_template") != std::string::npos);
    writeConfig(folder, {{"chat_template", {{{"name", "default"}}}}});
    QVERIFY(messageOf(folder).find("'template' is missing") != std::string::npos);
    writeFileAtomically(folder / "chat_template.jinja", std::string(size_t{2} << 20, 'x'));
    QVERIFY(messageOf(folder).find("chat_template.jinja") != std::string::npos);
}
