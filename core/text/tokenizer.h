// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

using TokenId = int32_t;

struct EncodeOptions {
    /// Add what the model expects around a text (usually a beginning-of-sequence token), as the
    /// reference does by default.
    bool addSpecial = true;
    /// Recognise special tokens written out in the text ("<|im_start|>"); off for untrusted text.
    bool parseSpecial = true;
};

/// Text to token ids and back. Immutable and thread-safe after construction.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    virtual std::vector<TokenId> encode(
        std::string_view text, EncodeOptions options = {}) const = 0;
    /// The text of `ids`; special tokens are left out unless asked for. May hold incomplete UTF-8
    /// at its end.
    virtual std::string decode(std::span<const TokenId> ids, bool keepSpecial = false) const = 0;

    virtual int64_t size() const = 0; // ids are 0 … size() − 1
    /// The vocabulary's own spelling of a token, e.g. "Ġthe" or "▁the". Throws
    /// Error{InvalidArgument} out of range.
    virtual std::string piece(TokenId id) const = 0;
    virtual std::optional<TokenId> idOf(std::string_view piece) const = 0;
    virtual bool isSpecial(TokenId id) const = 0;

    virtual std::optional<TokenId> bosId() const = 0;
    virtual std::optional<TokenId> eosId() const = 0;
    /// A short name for `interweave info`: "byte-level BPE", "sentencepiece BPE".
    virtual std::string kind() const = 0;
};

/// The tokenizer of a model folder (tokenizer.json, else tokenizer.model; tokenizer_config.json for
/// the special tokens), of a .gguf file's metadata, or of a tokenizer file itself. Throws
/// Error{NotFound, CorruptData, Unsupported} naming the file and the field.
std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& path);

/// Detokenises a stream: hands out text as soon as it is whole UTF-8, never half a character.
class StreamDecoder {
public:
    explicit StreamDecoder(const Tokenizer& tokenizer)
        : m_tokenizer(tokenizer)
    {
    }

    /// The text that became certain with this token (may be empty).
    std::string add(TokenId id);
    /// What is left at the end; incomplete characters become U+FFFD.
    std::string finish();

private:
    const Tokenizer& m_tokenizer;
    std::vector<TokenId>
        m_window; // tokens whose text is not certain yet, after one token of context
    std::string m_emitted; // the part of the window's text already handed out
};

} // namespace interweave
