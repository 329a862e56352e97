// SPDX-License-Identifier: Apache-2.0
#include "core/text/sentencepiece_tokenizer.h"

#include "core/support/error.h"
#include "core/text/added_tokens.h"
#include "core/text/byte_pieces.h"
#include "core/text/unknown_runs.h"
#include "core/text/utf8.h"

#include <mutex>
#include <sentencepiece_processor.h>

// Exported by the library but in no public header: core does not print, so neither may the library.
namespace sentencepiece::logging {
void SetMinLogLevel(int level);
}

namespace interweave {

namespace {

constexpr int kFatalOnly = 3;

std::string kindOf(SentencePieceModel::Algorithm algorithm)
{
    switch (algorithm) {
    case SentencePieceModel::Algorithm::Unigram: return "sentencepiece unigram";
    case SentencePieceModel::Algorithm::Bpe: return "sentencepiece BPE";
    case SentencePieceModel::Algorithm::Word: return "sentencepiece words";
    case SentencePieceModel::Algorithm::Char: return "sentencepiece characters";
    }
    return "sentencepiece";
}

class SentencePieceTokenizer : public Tokenizer {
public:
    /// `model`: what `bytes` hold.
    SentencePieceTokenizer(std::string_view bytes, const SentencePieceModel& model,
        const SentencePieceOptions& options, const std::string& where)
        : m_where(where)
        , m_kind(kindOf(model.algorithm))
        , m_control(controlTokens(model))
        , m_unknownRuns(model)
    {
        static std::once_flag quiet;
        std::call_once(quiet, [] { sentencepiece::logging::SetMinLogLevel(kFatalOnly); });
        load(bytes);
        m_bos = options.bos ? options.bos : known(m_processor.bos_id());
        m_eos = options.eos ? options.eos : known(m_processor.eos_id());
        m_addBos = options.addBos && m_bos;
        m_addEos = options.addEos && m_eos;
    }

    std::vector<TokenId> encode(std::string_view text, EncodeOptions options) const override
    {
        const std::string valid = replaceInvalidUtf8(text);
        std::vector<AddedTokenFinder::Part> parts;
        m_control.cut(valid, options.parseSpecial, parts);

        std::vector<TokenId> ids;
        if (options.addSpecial && m_addBos)
            ids.push_back(*m_bos);
        for (const AddedTokenFinder::Part& part : parts) {
            if (part.token)
                ids.push_back(*part.token);
            else
                encodePart(part.text, ids);
        }
        if (options.addSpecial && m_addEos)
            ids.push_back(*m_eos);
        return ids;
    }

    std::string decode(std::span<const TokenId> ids, bool keepSpecial) const override
    {
        std::string text;
        std::vector<int> run; // tokens since the last special one that was kept
        for (const TokenId id : ids) {
            if (id < 0 || id >= size())
                continue;
            if (!isSpecial(id)) {
                run.push_back(id);
            } else if (keepSpecial) {
                text += decodeRun(run);
                text += m_processor.IdToPiece(id);
                run.clear();
            }
        }
        return text + decodeRun(run);
    }

    int64_t size() const override { return m_processor.GetPieceSize(); }

    std::string piece(TokenId id) const override
    {
        if (id < 0 || id >= size())
            throw Error(ErrorCode::InvalidArgument, "token id",
                std::to_string(id) + " is not in 0 … " + std::to_string(size() - 1));
        return m_processor.IdToPiece(id);
    }

    std::optional<TokenId> idOf(std::string_view piece) const override
    {
        const int id = m_processor.PieceToId(
            {piece.data(), piece.size()}); // unknown pieces give the unknown id
        return id >= 0 && id < size() && m_processor.IdToPiece(id) == piece ? std::optional(id)
                                                                            : std::nullopt;
    }

    bool isSpecial(TokenId id) const override
    {
        return id >= 0 && id < size() && (m_processor.IsControl(id) || m_processor.IsUnknown(id));
    }

    std::optional<TokenId> bosId() const override { return m_bos; }
    std::optional<TokenId> eosId() const override { return m_eos; }
    std::string kind() const override { return m_kind; }

private:
    static AddedTokenFinder controlTokens(const SentencePieceModel& model)
    {
        std::vector<AddedToken> tokens;
        for (size_t id = 0; id < model.pieces.size(); ++id)
            if (model.pieces[id].type == SentencePieceModel::Control)
                tokens.push_back({.content = model.pieces[id].text,
                    .id = static_cast<TokenId>(id),
                    .special = true});
        return AddedTokenFinder(std::move(tokens));
    }

    void load(std::string_view bytes)
    {
        std::string reason;
        try {
            reason = m_processor.LoadFromSerializedProto({bytes.data(), bytes.size()}).ToString();
        } catch (const std::exception& error) { // its double-array builder throws
            reason = error.what();
        }
        if (reason != "OK")
            throw Error(
                ErrorCode::CorruptData, m_where, "sentencepiece refuses the model: " + reason);
    }

    static std::optional<TokenId> known(int id)
    {
        return id >= 0 ? std::optional(id) : std::nullopt;
    }

    void encodePart(std::string_view text, std::vector<TokenId>& ids) const
    {
        const std::string shortened = m_unknownRuns.shorten(text);
        std::vector<int> part;
        if (const auto status = m_processor.Encode(shortened, &part); !status.ok())
            throw Error(ErrorCode::InvalidArgument, m_where, "sentencepiece: " + status.ToString());
        ids.insert(ids.end(), part.begin(), part.end());
    }

    /// The library's text, except that byte pieces at the end, which may be part of a character,
    /// stay bytes.
    std::string decodeRun(const std::vector<int>& ids) const
    {
        size_t whole = ids.size();
        while (whole > 0 && m_processor.IsByte(ids[whole - 1]))
            --whole;
        std::string text;
        if (const auto status
            = m_processor.Decode(std::vector<int>(ids.begin(), ids.begin() + whole), &text);
            !status.ok())
            throw Error(ErrorCode::InvalidArgument, m_where, "sentencepiece: " + status.ToString());
        std::string bytes;
        for (size_t i = whole; i < ids.size(); ++i)
            bytes += BytePieces::byteOf(m_processor.IdToPiece(ids[i])).value_or('\0');
        return text + replaceInvalidBytes(bytes, Utf8End::Keep);
    }

    std::string m_where;
    std::string m_kind;
    AddedTokenFinder m_control;
    UnknownRuns m_unknownRuns;
    sentencepiece::SentencePieceProcessor m_processor;
    std::optional<TokenId> m_bos;
    std::optional<TokenId> m_eos;
    bool m_addBos = false;
    bool m_addEos = false;
};

} // namespace

std::unique_ptr<Tokenizer> makeSentencePieceTokenizer(
    std::string_view model, const SentencePieceOptions& options, const std::string& where)
{
    return std::make_unique<SentencePieceTokenizer>(
        model, parseSentencePieceModel(model, where), options, where);
}

} // namespace interweave
