// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer.h"

#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/tensorio/gguf_tokenizer.h"
#include "core/text/gguf_sentencepiece.h"
#include "core/text/json_field.h"
#include "core/text/sentencepiece_tokenizer.h"
#include "core/text/tekken.h"
#include "core/text/tiktoken_file.h"
#include "core/text/tokenizer_json.h"

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr uintmax_t kMaxJsonBytes = 256 << 20;
constexpr uintmax_t kMaxModelBytes = 64 << 20;

/// A tokenizer.json or a tekken.json.
std::unique_ptr<Tokenizer> loadJson(const fs::path& path, const TokenizerConfig& config)
{
    const nlohmann::json document = readJsonFile(path, kMaxJsonBytes);
    return isTekken(document) ? makeTekkenTokenizer(document, config, path.string())
                              : makeTokenizer(document, config, path.string());
}

/// A tokenizer.model, of sentencepiece or of tiktoken.
std::unique_ptr<Tokenizer> loadModel(const fs::path& path, const TokenizerConfig& config)
{
    std::error_code error;
    if (const uintmax_t bytes = fs::file_size(path, error); !error && bytes > kMaxModelBytes)
        throw Error(ErrorCode::CorruptData, path.string(),
            std::to_string(bytes) + " bytes, expected at most " + std::to_string(kMaxModelBytes));
    const std::string bytes = readFile(path);
    if (isTiktokenFile(bytes))
        return makeTiktokenTokenizer(bytes, config, path.string());
    return makeSentencePieceTokenizer(bytes,
        {.addBos = config.addBos.value_or(true), .addEos = config.addEos.value_or(false)},
        path.string());
}

std::unique_ptr<Tokenizer> loadFromFolder(const fs::path& folder)
{
    const TokenizerConfig config = readTokenizerConfig(folder / "tokenizer_config.json");
    for (const char* name : {"tokenizer.json", "tekken.json"})
        if (fs::exists(folder / name))
            return loadJson(folder / name, config);
    if (!fs::exists(folder / "tokenizer.model"))
        throw Error(ErrorCode::NotFound, folder.string(),
            "holds none of tokenizer.json, tekken.json and tokenizer.model");
    if (fs::exists(folder / "added_tokens.json"))
        throw Error(ErrorCode::Unsupported, (folder / "added_tokens.json").string(),
            "tokens added to a sentencepiece model; a tokenizer.json would hold them");
    return loadModel(folder / "tokenizer.model", config);
}

std::unique_ptr<Tokenizer> loadFromGguf(const fs::path& path)
{
    const GgufFile file(path);
    const std::string where = path.string();
    if (file.text("tokenizer.ggml.model") == "llama")
        return readGgufSentencePiece(file, where);
    return makeTokenizer(makeGgufTokenizer(file, where),
        parseTokenizerConfig(makeGgufTokenizerConfig(file, where), where), where);
}

} // namespace

std::unique_ptr<Tokenizer> loadTokenizer(const fs::path& path)
{
    if (fs::is_directory(path))
        return loadFromFolder(path);
    if (!fs::exists(path))
        throw Error(ErrorCode::NotFound, path.string(), "no such file or folder");
    if (path.extension() == ".gguf")
        return loadFromGguf(path);
    const TokenizerConfig config
        = readTokenizerConfig(path.parent_path() / "tokenizer_config.json");
    if (path.extension() == ".json")
        return loadJson(path, config);
    return loadModel(path, config);
}

} // namespace interweave
