// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf.h"

#include "core/support/error.h"
#include "core/support/mapped_file.h"
#include "core/tensorio/gguf_layout.h"
#include "core/tensorio/mapped_tensor.h"
#include "core/tensorio/safetensors_layout.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

namespace interweave {

namespace {

constexpr int64_t kElementsPerTask = 65536; // worth waking a thread for

at::Tensor decodeBlocks(const GgufBlocks& blocks, const std::vector<int64_t>& shape)
{
    const GgmlType& type = *blocks.type;
    at::Tensor result = at::empty(shape, at::kFloat);
    float* values = result.mutable_data_ptr<float>();
    at::parallel_for(0, result.numel() / type.blockElements, kElementsPerTask / type.blockElements,
        [&](int64_t begin, int64_t end) {
            type.decode(blocks.bytes.data() + begin * type.blockBytes, end - begin,
                values + begin * type.blockElements);
        });
    return result;
}

} // namespace

struct GgufFile::Impl {
    std::shared_ptr<const MappedFile> file;
    GgufLayout layout;
};

GgufFile::GgufFile(const std::filesystem::path& path)
{
    auto impl = std::make_shared<Impl>();
    impl->file = std::make_shared<MappedFile>(path);
    impl->layout = parseGgufLayout(impl->file->bytes(), path.string());
    m_impl = std::move(impl);
}

GgufFile::~GgufFile() = default;
GgufFile::GgufFile(GgufFile&&) noexcept = default;
GgufFile& GgufFile::operator=(GgufFile&&) noexcept = default;

const std::vector<TensorInfo>& GgufFile::tensors() const
{
    return m_impl->layout.tensors;
}

const std::vector<std::pair<std::string, GgufValue>>& GgufFile::metadata() const
{
    return m_impl->layout.metadata;
}

const GgufValue* GgufFile::find(std::string_view key) const
{
    const auto found = m_impl->layout.metadataIndex.find(key);
    return found == m_impl->layout.metadataIndex.end() ? nullptr
                                                       : &metadata()[found->second].second;
}

std::optional<std::string> GgufFile::text(std::string_view key) const
{
    const GgufValue* value = find(key);
    const auto* text = value ? std::get_if<std::string>(value) : nullptr;
    return text ? std::optional(*text) : std::nullopt;
}

std::optional<int64_t> GgufFile::integer(std::string_view key) const
{
    const GgufValue* value = find(key);
    if (!value)
        return std::nullopt;
    if (const auto* number = std::get_if<int64_t>(value))
        return *number;
    const auto* number = std::get_if<uint64_t>(value);
    return number && std::in_range<int64_t>(*number) ? std::optional(static_cast<int64_t>(*number))
                                                     : std::nullopt;
}

std::optional<double> GgufFile::number(std::string_view key) const
{
    const GgufValue* value = find(key);
    if (const auto* number = value ? std::get_if<double>(value) : nullptr)
        return *number;
    const auto whole = integer(key);
    return whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
}

std::optional<bool> GgufFile::boolean(std::string_view key) const
{
    const GgufValue* value = find(key);
    const auto* truth = value ? std::get_if<bool>(value) : nullptr;
    return truth ? std::optional(*truth) : std::nullopt;
}

at::Tensor GgufFile::tensor(std::string_view name) const
{
    const GgufLayout& layout = m_impl->layout;
    const std::string where = m_impl->file->path().string();
    const auto found = layout.tensorIndex.find(name);
    if (found == layout.tensorIndex.end())
        throw Error(ErrorCode::NotFound, where, "has no tensor '" + std::string(name) + "'");
    const TensorInfo& info = layout.tensors[found->second];
    const GgufBlocks& blocks = layout.blocks[found->second];
    if (blocks.type->decode)
        return decodeBlocks(blocks, info.shape);
    const SafetensorsType* plain
        = findSafetensorsType(info.dtype); // the plain types have the same names there
    if (!plain || !plain->torchType)
        throw Error(ErrorCode::Unsupported, where,
            "tensor '" + info.name + "' is quantised as " + info.dtype + ", which is not decoded ("
                + decodedFormats() + " are)");
    return mappedTensor(m_impl->file, blocks.bytes, info.shape, *plain->torchType);
}

} // namespace interweave
