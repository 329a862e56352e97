// SPDX-License-Identifier: Apache-2.0
#include "core/text/gguf_sentencepiece.h"

#include "core/support/error.h"
#include "core/text/sentencepiece_proto.h"
#include "core/text/sentencepiece_tokenizer.h"

namespace interweave {

namespace {

class Reader {
public:
    Reader(const GgufFile& file, const std::string& where)
        : m_file(file)
        , m_where(where)
    {
    }

    SentencePieceModel model() const
    {
        const auto& tokens = array<std::string>("tokens");
        const auto& scores = array<double>("scores");
        const auto& types = array<int64_t>("token_type");
        if (scores.size() != tokens.size() || types.size() != tokens.size())
            fail("tokens",
                std::to_string(tokens.size()) + " tokens, " + std::to_string(scores.size())
                    + " scores and " + std::to_string(types.size()) + " types");
        SentencePieceModel model;
        model.addDummyPrefix = flag("add_space_prefix", true);
        for (size_t id = 0; id < tokens.size(); ++id) {
            if (types[id] < SentencePieceModel::Normal || types[id] > SentencePieceModel::Byte)
                fail("token_type", std::to_string(types[id]) + " is not a token type");
            // GGUF numbers the types as sentencepiece does.
            model.pieces.push_back(
                {tokens[id], static_cast<float>(scores[id]), static_cast<int>(types[id])});
            if (types[id] == SentencePieceModel::UserDefined)
                respellSpaces(model.pieces.back().text);
        }
        keepOneUnknown(model);
        return model;
    }

    SentencePieceOptions options(size_t tokens) const
    {
        return {.bos = tokenId("bos_token_id", tokens),
            .eos = tokenId("eos_token_id", tokens),
            .addBos = flag("add_bos_token", true),
            .addEos = flag("add_eos_token", false)};
    }

private:
    /// GGUF writes the spaces of user-defined pieces as they are.
    static void respellSpaces(std::string& piece)
    {
        constexpr std::string_view kMark = "▁";
        for (size_t at = 0; (at = piece.find(' ', at)) != piece.npos; at += kMark.size())
            piece.replace(at, 1, kMark);
    }

    /// The library wants one unknown token. In files there may be more, since places left free in
    /// the vocabulary have that type, or none: then it is the one named by its id.
    void keepOneUnknown(SentencePieceModel& model) const
    {
        auto unknown = tokenId("unknown_token_id", model.pieces.size());
        for (size_t id = 0; id < model.pieces.size(); ++id) {
            SentencePieceModel::Piece& piece = model.pieces[id];
            if (piece.type != SentencePieceModel::Unknown)
                continue;
            if (!unknown)
                unknown = static_cast<TokenId>(id);
            piece.type = SentencePieceModel::Unused;
        }
        if (unknown)
            model.pieces[static_cast<size_t>(*unknown)].type = SentencePieceModel::Unknown;
    }

    template <typename T>
    const std::vector<T>& array(std::string_view key) const
    {
        const GgufValue* value = m_file.find(full(key));
        const auto* elements = value ? std::get_if<std::vector<T>>(value) : nullptr;
        if (!elements)
            fail(key, "missing, or an array of another type");
        return *elements;
    }

    bool flag(std::string_view key, bool fallback) const
    {
        return m_file.boolean(full(key)).value_or(fallback);
    }

    std::optional<TokenId> tokenId(std::string_view key, size_t tokens) const
    {
        const auto id = m_file.integer(full(key));
        if (id && !(*id >= 0 && static_cast<uint64_t>(*id) < tokens))
            fail(key,
                std::to_string(*id) + " is not one of the " + std::to_string(tokens) + " tokens");
        return id ? std::optional(static_cast<TokenId>(*id)) : std::nullopt;
    }

    static std::string full(std::string_view key) { return "tokenizer.ggml." + std::string(key); }

    [[noreturn]] void fail(std::string_view key, const std::string& message) const
    {
        throw Error(ErrorCode::CorruptData, m_where + ": " + full(key), message);
    }

    const GgufFile& m_file;
    const std::string& m_where;
};

} // namespace

std::unique_ptr<Tokenizer> readGgufSentencePiece(const GgufFile& file, const std::string& where)
{
    const Reader reader(file, where);
    const SentencePieceModel model = reader.model();
    return makeSentencePieceTokenizer(serialize(model), reader.options(model.pieces.size()), where);
}

} // namespace interweave
