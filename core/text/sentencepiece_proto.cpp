// SPDX-License-Identifier: Apache-2.0
#include "core/text/sentencepiece_proto.h"

#include "core/support/error.h"
#include "core/text/charsmap.h"
#include "core/text/utf8.h"
#include "core/text/vocabulary.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace interweave {

namespace {

// Field numbers of ModelProto, its SentencePiece, TrainerSpec and NormalizerSpec.
namespace field {
constexpr uint32_t kPieces = 1, kTrainer = 2, kNormalizer = 3, kDenormalizer = 5;
constexpr uint32_t kText = 1, kScore = 2, kType = 3;
constexpr uint32_t kModelType = 3, kByteFallback = 35;
constexpr uint32_t kCharsmap = 2, kAddDummyPrefix = 3, kRemoveExtraSpaces = 4;
} // namespace field

enum Wire : uint32_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

/// One field of a protocol buffer message.
struct Field {
    uint32_t number;
    uint32_t wire;
    uint64_t value; // kVarint and the fixed ones
    std::string_view bytes; // kBytes
};

class ProtoReader {
public:
    ProtoReader(std::string_view bytes, const std::string& where)
        : m_bytes(bytes)
        , m_where(where)
    {
    }

    bool atEnd() const { return m_bytes.empty(); }

    Field next()
    {
        const uint64_t tag = varint();
        Field field{static_cast<uint32_t>(tag >> 3), static_cast<uint32_t>(tag & 7), 0, {}};
        switch (field.wire) {
        case kVarint: field.value = varint(); break;
        case kFixed64: field.value = fixed(8); break;
        case kFixed32: field.value = fixed(4); break;
        case kBytes: field.bytes = take(varint()); break;
        default: fail("unknown wire type " + std::to_string(field.wire));
        }
        return field;
    }

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        throw Error(ErrorCode::CorruptData, m_where, "not a sentencepiece model: " + what);
    }

    std::string_view take(uint64_t count)
    {
        if (count > m_bytes.size())
            fail("a field ends beyond the file");
        const std::string_view taken = m_bytes.substr(0, count);
        m_bytes.remove_prefix(count);
        return taken;
    }

    uint64_t fixed(size_t count)
    {
        const std::string_view bytes = take(count);
        uint64_t value = 0;
        for (size_t i = 0; i < count; ++i)
            value |= static_cast<uint64_t>(static_cast<uint8_t>(bytes[i])) << (8 * i);
        return value;
    }

    uint64_t varint()
    {
        uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = static_cast<uint8_t>(take(1)[0]);
            value |= static_cast<uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80)
                return value;
        }
        fail("a number is longer than 64 bits");
    }

    std::string_view m_bytes;
    const std::string& m_where;
};

SentencePieceModel::Piece parsePiece(std::string_view bytes, const std::string& where)
{
    SentencePieceModel::Piece piece;
    for (ProtoReader reader(bytes, where); !reader.atEnd();) {
        const Field f = reader.next();
        if (f.number == field::kText && f.wire == kBytes)
            piece.text = f.bytes;
        else if (f.number == field::kScore && f.wire == kFixed32)
            piece.score = std::bit_cast<float>(static_cast<uint32_t>(f.value));
        else if (f.number == field::kType && f.wire == kVarint)
            piece.type = static_cast<int>(std::min<uint64_t>(f.value, 100));
    }
    if (piece.text.empty() || piece.text.find('\0') != std::string::npos
        || !isValidUtf8(piece.text))
        throw Error(ErrorCode::CorruptData, where, "a piece is empty, holds NUL or is not UTF-8");
    if (!std::isfinite(piece.score))
        throw Error(ErrorCode::CorruptData, where,
            "the score of piece '" + piece.text + "' is not a finite number");
    if (piece.type < SentencePieceModel::Normal || piece.type > SentencePieceModel::Byte)
        throw Error(ErrorCode::CorruptData, where,
            "piece '" + piece.text + "' has the unknown type " + std::to_string(piece.type));
    return piece;
}

void parseTrainer(std::string_view trainer, SentencePieceModel& model, const std::string& where)
{
    uint64_t algorithm = static_cast<uint64_t>(SentencePieceModel::Algorithm::Unigram);
    for (ProtoReader reader(trainer, where); !reader.atEnd();) {
        const Field f = reader.next();
        if (f.number == field::kModelType && f.wire == kVarint)
            algorithm = f.value;
        else if (f.number == field::kByteFallback && f.wire == kVarint)
            model.byteFallback = f.value != 0;
    }
    if (algorithm < 1 || algorithm > 4)
        throw Error(
            ErrorCode::CorruptData, where, "unknown model type " + std::to_string(algorithm));
    model.algorithm = static_cast<SentencePieceModel::Algorithm>(algorithm);
}

void parseNormalizer(
    std::string_view normalizer, SentencePieceModel& model, const std::string& where)
{
    model.addDummyPrefix = true;
    for (ProtoReader reader(normalizer, where); !reader.atEnd();) {
        const Field f = reader.next();
        if (f.number == field::kCharsmap && f.wire == kBytes)
            model.rules = Charsmap(f.bytes, where);
        else if (f.number == field::kAddDummyPrefix && f.wire == kVarint)
            model.addDummyPrefix = f.value != 0;
    }
}

/// Only checked: what the rules of the other direction are is the library's business.
void checkDenormalizer(std::string_view denormalizer, const std::string& where)
{
    SentencePieceModel ignored;
    parseNormalizer(denormalizer, ignored, where);
}

void appendVarint(std::string& out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(0x80 | (value & 0x7F));
    out += static_cast<char>(value);
}

void appendNumber(std::string& out, uint32_t number, uint64_t value)
{
    appendVarint(out, number << 3 | kVarint);
    appendVarint(out, value);
}

void appendBytes(std::string& out, uint32_t number, std::string_view bytes)
{
    appendVarint(out, number << 3 | kBytes);
    appendVarint(out, bytes.size());
    out += bytes;
}

void appendFloat(std::string& out, uint32_t number, float value)
{
    appendVarint(out, number << 3 | kFixed32);
    for (const auto bits = std::bit_cast<uint32_t>(value); const int shift : {0, 8, 16, 24})
        out += static_cast<char>(bits >> shift);
}

} // namespace

SentencePieceModel parseSentencePieceModel(std::string_view bytes, const std::string& where)
{
    SentencePieceModel model;
    model.algorithm = SentencePieceModel::Algorithm::Unigram; // the format's default
    for (ProtoReader reader(bytes, where); !reader.atEnd();) {
        const Field f = reader.next();
        if (f.wire != kBytes)
            continue;
        if (f.number == field::kPieces)
            model.pieces.push_back(parsePiece(f.bytes, where));
        else if (f.number == field::kTrainer)
            parseTrainer(f.bytes, model, where);
        else if (f.number == field::kNormalizer)
            parseNormalizer(f.bytes, model, where);
        else if (f.number == field::kDenormalizer)
            checkDenormalizer(f.bytes, where);
    }
    if (model.pieces.empty() || model.pieces.size() > static_cast<size_t>(Vocabulary::kMaxId))
        throw Error(ErrorCode::CorruptData, where,
            std::to_string(model.pieces.size()) + " pieces, expected 1 … "
                + std::to_string(Vocabulary::kMaxId));
    return model;
}

std::string serialize(const SentencePieceModel& model)
{
    std::string out;
    bool hasBytes = false;
    for (const SentencePieceModel::Piece& piece : model.pieces) {
        std::string message;
        appendBytes(message, field::kText, piece.text);
        appendFloat(message, field::kScore, piece.score);
        appendNumber(message, field::kType, static_cast<uint64_t>(piece.type));
        appendBytes(out, field::kPieces, message);
        hasBytes = hasBytes || piece.type == SentencePieceModel::Byte;
    }
    std::string trainer;
    appendNumber(trainer, field::kModelType, static_cast<uint64_t>(model.algorithm));
    appendNumber(trainer, field::kByteFallback, hasBytes);
    appendBytes(out, field::kTrainer, trainer);
    std::string normalizer;
    appendNumber(normalizer, field::kAddDummyPrefix, model.addDummyPrefix);
    appendNumber(normalizer, field::kRemoveExtraSpaces, 0);
    appendBytes(out, field::kNormalizer, normalizer);
    return out;
}

} // namespace interweave
