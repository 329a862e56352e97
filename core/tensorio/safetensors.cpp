// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/safetensors.h"

#include "core/support/checked.h"
#include "core/support/mapped_file.h"
#include "core/tensorio/mapped_tensor.h"
#include "core/tensorio/safetensors_layout.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <bit>
#include <cstring>

namespace interweave {

static_assert(std::endian::native == std::endian::little, "the format's numbers are little-endian");

struct SafetensorsFile::Impl {
    std::shared_ptr<const MappedFile> file;
    SafetensorsHeader header;
    std::span<const std::byte> data;

    std::string where() const { return file->path().string(); }
};

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path)
{
    auto impl = std::make_shared<Impl>();
    impl->file = std::make_shared<MappedFile>(path);
    const std::span<const std::byte> bytes = impl->file->bytes();
    uint64_t headerBytes = 0;
    if (bytes.size() < sizeof headerBytes)
        throw Error(ErrorCode::CorruptData, impl->where(),
            "has " + std::to_string(bytes.size()) + " bytes, too few for a safetensors header");
    std::memcpy(&headerBytes, bytes.data(), sizeof headerBytes);
    const std::span<const std::byte> rest = bytes.subspan(sizeof headerBytes);
    if (headerBytes > kMaxSafetensorsHeaderBytes)
        throw Error(ErrorCode::CorruptData, impl->where(),
            "claims a header of " + std::to_string(headerBytes) + " bytes, the format allows "
                + std::to_string(kMaxSafetensorsHeaderBytes));
    if (headerBytes > rest.size())
        throw Error(ErrorCode::CorruptData, impl->where(),
            "claims a header of " + std::to_string(headerBytes) + " bytes but "
                + std::to_string(rest.size()) + " follow");
    impl->data = rest.subspan(headerBytes);
    const std::string_view json(reinterpret_cast<const char*>(rest.data()), headerBytes);
    impl->header = parseSafetensorsHeader(json, impl->data.size(), impl->where());
    m_impl = std::move(impl);
}

SafetensorsFile::~SafetensorsFile() = default;
SafetensorsFile::SafetensorsFile(SafetensorsFile&&) noexcept = default;
SafetensorsFile& SafetensorsFile::operator=(SafetensorsFile&&) noexcept = default;

const std::vector<TensorInfo>& SafetensorsFile::tensors() const
{
    return m_impl->header.tensors;
}

const std::map<std::string, std::string>& SafetensorsFile::metadata() const
{
    return m_impl->header.metadata;
}

const TensorInfo* SafetensorsFile::find(std::string_view name) const
{
    const auto found = std::lower_bound(tensors().begin(), tensors().end(), name,
        [](const TensorInfo& info, std::string_view wanted) { return info.name < wanted; });
    return found != tensors().end() && found->name == name ? &*found : nullptr;
}

at::Tensor SafetensorsFile::tensor(std::string_view name) const
{
    const TensorInfo* info = find(name);
    if (!info)
        throw Error(
            ErrorCode::NotFound, m_impl->where(), "has no tensor '" + std::string(name) + "'");
    const auto dtype = findSafetensorsType(info->dtype)->torchType;
    if (!dtype)
        throw Error(ErrorCode::Unsupported, m_impl->where(),
            "tensor '" + info->name + "' has the dtype " + info->dtype
                + ", which is not supported");
    const ByteRange& range = m_impl->header.ranges[static_cast<size_t>(info - tensors().data())];
    const auto bytes = m_impl->data.subspan(range.begin, range.end - range.begin);
    if (dtype == at::kBool) // any non-zero byte is true; C++ knows only 0 and 1
        return mappedTensor(m_impl->file, bytes, info->shape, at::kByte).ne(0);
    return mappedTensor(m_impl->file, bytes, info->shape, *dtype);
}

std::map<std::string, at::Tensor> readSafetensors(const std::filesystem::path& path)
{
    const SafetensorsFile file(path);
    std::map<std::string, at::Tensor> tensors;
    for (const TensorInfo& info : file.tensors())
        tensors.emplace(info.name, file.tensor(info.name));
    return tensors;
}

} // namespace interweave
