// SPDX-License-Identifier: Apache-2.0
#include "core/text/chat/model_chat_template.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/gguf.h"
#include "core/text/json_field.h"

#include <map>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr uintmax_t kMaxTemplateBytes = 1 << 20;
constexpr uintmax_t kMaxConfigBytes = 64 << 20;

/// A token's name in templates, and its role in GGUF's "tokenizer.ggml.<role>_token_id".
constexpr std::pair<const char*, const char*> kTokens[] = {{"bos_token", "bos"},
    {"eos_token", "eos"}, {"unk_token", "unknown"}, {"sep_token", "seperator"}, // GGUF's spelling
    {"pad_token", "padding"}, {"cls_token", "cls"}, {"mask_token", "mask"}};

struct Found {
    std::string source;
    std::string where;
};
using Named = std::map<std::string, Found>;

std::optional<ModelChatTemplate> choose(
    const Named& templates, bool withTools, const fs::path& model)
{
    if (templates.empty())
        return std::nullopt;
    std::string names;
    for (const auto& [name, found] : templates)
        names += (names.empty() ? "" : ", ") + name;
    const bool useTools = withTools && templates.contains("tool_use");
    const auto chosen = templates.find(useTools ? "tool_use" : "default");
    if (chosen == templates.end())
        throw Error(ErrorCode::NotFound, model.string(),
            "has several chat templates (" + names + "), and none of them is the default");
    return ModelChatTemplate{
        chosen->second.source, chosen->second.where, nlohmann::ordered_json::object()};
}

std::string readTemplate(const fs::path& file)
{
    std::error_code error;
    if (const uintmax_t bytes = fs::file_size(file, error); !error && bytes > kMaxTemplateBytes)
        throw Error(ErrorCode::CorruptData, file.string(),
            std::to_string(bytes) + " bytes, expected at most "
                + std::to_string(kMaxTemplateBytes));
    return readFile(file);
}

Named templateFiles(const fs::path& folder)
{
    Named templates;
    if (fs::exists(folder / "chat_template.jinja"))
        templates["default"]
            = {readTemplate(folder / "chat_template.jinja"), "chat_template.jinja"};
    std::error_code missing;
    for (const auto& entry :
        fs::directory_iterator(folder / "additional_chat_templates", missing)) {
        const fs::path& file = entry.path();
        if (file.extension() == ".jinja")
            templates[file.stem().string()]
                = {readTemplate(file), "additional_chat_templates/" + file.filename().string()};
    }
    return templates;
}

/// "chat_template": one, or a list of {"name": …, "template": …}.
Named configuredTemplates(const JsonField& config)
{
    Named templates;
    const auto field = config.find("chat_template");
    if (!field)
        return templates;
    const std::string where = "tokenizer_config.json: chat_template";
    if (!field->value().is_array()) {
        templates["default"] = {field->text(), where};
        return templates;
    }
    for (const JsonField& entry : field->items()) {
        const std::string name = entry["name"].text();
        templates[name] = {entry["template"].text(), where + " '" + name + "'"};
    }
    return templates;
}

/// Adds the tokens that the file names and that are not known yet: texts, or objects with the text
/// in "content".
void addTokens(nlohmann::ordered_json& tokens, const JsonField& config)
{
    for (const auto& [name, role] : kTokens) {
        const auto token = config.find(name);
        if (!token || tokens.contains(name))
            continue;
        tokens[name] = token->value().is_object() ? (*token)["content"].text() : token->text();
    }
}

std::optional<ModelChatTemplate> findInFolder(const fs::path& folder, bool withTools)
{
    const auto read = [&](const char* name) {
        return fs::exists(folder / name) ? readJsonFile(folder / name, kMaxConfigBytes)
                                         : nlohmann::json::object();
    };
    const nlohmann::json configDocument = read("tokenizer_config.json");
    const JsonField config(configDocument, (folder / "tokenizer_config.json").string());
    Named templates = templateFiles(folder);
    if (templates.empty())
        templates = configuredTemplates(config);
    auto found = choose(templates, withTools, folder);
    if (!found)
        return std::nullopt;
    addTokens(found->tokens, config);
    const nlohmann::json mapDocument = read("special_tokens_map.json"); // of older folders
    addTokens(found->tokens, JsonField(mapDocument, (folder / "special_tokens_map.json").string()));
    return found;
}

std::optional<ModelChatTemplate> findInGguf(const fs::path& path, bool withTools)
{
    constexpr std::string_view kKey = "tokenizer.chat_template";
    const GgufFile file(path);
    Named templates;
    for (const auto& [key, value] : file.metadata()) {
        const auto* source = std::get_if<std::string>(&value);
        if (source && key == kKey)
            templates["default"] = {*source, key};
        else if (source && key.starts_with(std::string(kKey) + "."))
            templates[key.substr(kKey.size() + 1)] = {*source, key};
    }
    auto found = choose(templates, withTools, path);
    const GgufValue* value = file.find("tokenizer.ggml.tokens");
    const auto* vocabulary = value ? std::get_if<std::vector<std::string>>(value) : nullptr;
    if (!found || !vocabulary)
        return found;
    for (const auto& [name, role] : kTokens) {
        const auto id = file.integer("tokenizer.ggml." + std::string(role) + "_token_id");
        if (id && *id >= 0 && static_cast<uint64_t>(*id) < vocabulary->size())
            found->tokens[name] = (*vocabulary)[static_cast<size_t>(*id)];
    }
    return found;
}

} // namespace

std::optional<ModelChatTemplate> findChatTemplate(const fs::path& model, bool withTools)
{
    if (fs::is_directory(model))
        return findInFolder(model, withTools);
    if (!fs::exists(model))
        throw Error(ErrorCode::NotFound, model.string(), "no such file or folder");
    return model.extension() == ".gguf" ? findInGguf(model, withTools)
                                        : findInFolder(model.parent_path(), withTools);
}

} // namespace interweave
