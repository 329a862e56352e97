// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_layout.h"

#include "core/support/checked.h"
#include "core/tensorio/gguf_cursor.h"
#include "core/tensorio/gguf_value.h"

#include <algorithm>

namespace interweave {

namespace {

constexpr uint32_t kMagic = 0x46554747; // "GGUF"
constexpr uint32_t kMaxDimensions = 4;
constexpr uint64_t kDefaultAlignment = 32;

// The fewest bytes an entry can have: lengths, types, offsets and one byte of value.
constexpr uint64_t kLeastKeyBytes = 8 + 4 + 1;
constexpr uint64_t kLeastTensorBytes = 8 + 4 + 4 + 8;

class LayoutParser {
public:
    LayoutParser(std::span<const std::byte> file, const std::string& where)
        : m_file(file)
        , m_cursor(file, where)
    {
    }

    GgufLayout parse()
    {
        checkMagicAndVersion();
        const auto tensorCount = m_cursor.number<uint64_t>("the number of tensors");
        const uint64_t keyCount = m_cursor.count(kLeastKeyBytes, "the list of metadata");
        if (tensorCount > m_cursor.bytesLeft() / kLeastTensorBytes)
            m_cursor.fail("claims " + std::to_string(tensorCount) + " tensors but "
                + std::to_string(m_cursor.bytesLeft()) + " bytes follow");
        for (uint64_t i = 0; i < keyCount; ++i)
            readMetadata();
        m_alignment = alignment();
        for (uint64_t i = 0; i < tensorCount; ++i)
            readTensor();
        if (tensorCount > 0)
            placeTensors();
        return std::move(m_layout);
    }

private:
    void checkMagicAndVersion()
    {
        if (m_cursor.number<uint32_t>("the magic number") != kMagic)
            m_cursor.fail("does not start with 'GGUF'");
        const auto version = m_cursor.number<uint32_t>("the version");
        if (version != 2 && version != 3) {
            const bool isSwapped = (version & 0xffff) == 0;
            throw Error(ErrorCode::Unsupported, m_cursor.where(),
                isSwapped ? "is a big-endian GGUF file"
                          : "has GGUF version " + std::to_string(version)
                        + ", versions 2 and 3 are read");
        }
    }

    void readMetadata()
    {
        std::string key = m_cursor.text("a metadata key");
        if (!m_layout.metadataIndex.emplace(key, m_layout.metadata.size()).second)
            m_cursor.fail("the metadata key '" + key + "' is given twice");
        GgufValue value = readGgufValue(m_cursor, "'" + key + "'");
        m_layout.metadata.emplace_back(std::move(key), std::move(value));
    }

    uint64_t alignment() const
    {
        const auto found = m_layout.metadataIndex.find("general.alignment");
        if (found == m_layout.metadataIndex.end())
            return kDefaultAlignment;
        const auto* value = std::get_if<uint64_t>(&m_layout.metadata[found->second].second);
        if (!value || !std::has_single_bit(*value) || *value > UINT32_MAX)
            m_cursor.fail("'general.alignment' must be a power of two");
        return *value;
    }

    void readTensor()
    {
        TensorInfo info;
        info.name = m_cursor.text("a tensor's name");
        const std::string what = "tensor '" + info.name + "'";
        if (!m_layout.tensorIndex.emplace(info.name, m_layout.tensors.size()).second)
            m_cursor.fail(what + " is given twice");
        const auto rank = m_cursor.number<uint32_t>(what);
        if (rank > kMaxDimensions)
            m_cursor.fail(
                what + " has " + std::to_string(rank) + " dimensions, at most 4 are allowed");
        for (uint32_t i = 0; i < rank; ++i) {
            const auto extent = m_cursor.number<uint64_t>(what);
            if (extent == 0)
                m_cursor.fail(what + " has a dimension of 0");
            info.shape.push_back(
                checkedCast<int64_t>(extent, m_cursor.where(), "a dimension of " + what));
        }
        std::reverse(info.shape.begin(), info.shape.end()); // the file has the fastest first
        const auto typeId = m_cursor.number<uint32_t>(what);
        const GgmlType* type = findGgmlType(typeId);
        if (!type)
            throw Error(ErrorCode::Unsupported, m_cursor.where(),
                what + " has the unknown element type " + std::to_string(typeId));
        info.dtype = type->name;
        m_offsets.push_back(m_cursor.number<uint64_t>(what));
        m_byteSizes.push_back(byteSize(info, *type));
        m_layout.blocks.push_back({type, {}});
        m_layout.tensors.push_back(std::move(info));
    }

    uint64_t byteSize(const TensorInfo& info, const GgmlType& type) const
    {
        const std::string what = "the size of tensor '" + info.name + "'";
        const int64_t rowElements = info.shape.empty() ? 1 : info.shape.back();
        if (rowElements % type.blockElements != 0)
            m_cursor.fail("tensor '" + info.name + "' has rows of " + std::to_string(rowElements)
                + " elements, not whole " + type.name + " blocks of "
                + std::to_string(type.blockElements));
        uint64_t elements = 1;
        for (const int64_t extent : info.shape)
            elements
                = checkedMultiply(elements, static_cast<uint64_t>(extent), m_cursor.where(), what);
        checkedCast<int64_t>(elements, m_cursor.where(), what);
        return checkedMultiply<uint64_t>(
            elements / type.blockElements, type.blockBytes, m_cursor.where(), what);
    }

    /// Tensors follow one another in the order of their entries, each at a multiple of the
    /// alignment.
    void placeTensors()
    {
        const uint64_t dataStart = aligned(m_cursor.position());
        uint64_t expected = 0;
        for (size_t i = 0; i < m_offsets.size(); ++i) {
            const std::string what = "tensor '" + m_layout.tensors[i].name + "'";
            if (m_offsets[i] != expected)
                m_cursor.fail(what + " is at offset " + std::to_string(m_offsets[i])
                    + ", it was expected at " + std::to_string(expected));
            const uint64_t begin
                = checkedAdd(dataStart, expected, m_cursor.where(), "the offset of " + what);
            const uint64_t end
                = checkedAdd(begin, m_byteSizes[i], m_cursor.where(), "the end of " + what);
            if (end > m_file.size())
                m_cursor.fail(what + " ends at byte " + std::to_string(end) + " but the file has "
                    + std::to_string(m_file.size()));
            m_layout.blocks[i].bytes = m_file.subspan(begin, m_byteSizes[i]);
            expected = aligned(expected + m_byteSizes[i]);
        }
    }

    uint64_t aligned(uint64_t offset) const
    {
        return checkedAdd(offset, m_alignment - 1, m_cursor.where(), "an offset")
            & ~(m_alignment - 1);
    }

    std::span<const std::byte> m_file;
    GgufCursor m_cursor;
    GgufLayout m_layout;
    uint64_t m_alignment = kDefaultAlignment;
    std::vector<uint64_t> m_offsets; // of each tensor, from the start of the data
    std::vector<uint64_t> m_byteSizes;
};

} // namespace

GgufLayout parseGgufLayout(std::span<const std::byte> file, const std::string& where)
{
    return LayoutParser(file, where).parse();
}

} // namespace interweave
