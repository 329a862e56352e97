// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer.h"

#include "core/support/error.h"
#include "core/tensorio/gguf_tokenizer.h"
#include "core/text/gguf_sentencepiece.h"
#include "core/text/sentencepiece_tokenizer.h"
#include "core/text/tokenizer_json.h"

namespace interweave {

namespace fs = std::filesystem;

namespace {

std::unique_ptr<Tokenizer> loadFromFolder(const fs::path& folder)
{
    const TokenizerConfig config = readTokenizerConfig(folder / "tokenizer_config.json");
    if (fs::exists(folder / "tokenizer.json"))
        return readTokenizerJson(folder / "tokenizer.json", config);
    if (!fs::exists(folder / "tokenizer.model"))
        throw Error(ErrorCode::NotFound, folder.string(),
            "holds neither tokenizer.json nor tokenizer.model");
    if (fs::exists(folder / "added_tokens.json"))
        throw Error(ErrorCode::Unsupported, (folder / "added_tokens.json").string(),
            "tokens added to a sentencepiece model; a tokenizer.json would hold them");
    return readSentencePiece(folder / "tokenizer.model", config);
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
        return readTokenizerJson(path, config);
    return readSentencePiece(path, config);
}

} // namespace interweave
