// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer.h"

#include "core/support/error.h"
#include "core/text/gguf_tokenizer.h"
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

} // namespace

std::unique_ptr<Tokenizer> loadTokenizer(const fs::path& path)
{
    if (fs::is_directory(path))
        return loadFromFolder(path);
    if (!fs::exists(path))
        throw Error(ErrorCode::NotFound, path.string(), "no such file or folder");
    if (path.extension() == ".gguf")
        return readGgufTokenizer(GgufFile(path), path.string());
    const TokenizerConfig config
        = readTokenizerConfig(path.parent_path() / "tokenizer_config.json");
    if (path.extension() == ".json")
        return readTokenizerJson(path, config);
    return readSentencePiece(path, config);
}

} // namespace interweave
