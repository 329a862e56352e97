// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/checkpoint.h"

#include "core/support/error.h"
#include "core/tensorio/checkpoint_source.h"

#include <ATen/core/Tensor.h>
#include <algorithm>

namespace interweave {

namespace fs = std::filesystem;

namespace {

std::unique_ptr<CheckpointSource> openSource(const fs::path& path)
{
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (status.type() == fs::file_type::not_found)
        throw Error(ErrorCode::NotFound, path.string(), "no such file or folder");
    if (failure)
        throw Error(ErrorCode::Io, path.string(), failure.message());
    if (fs::is_directory(status) || path.extension() == ".safetensors")
        return openSafetensorsCheckpoint(path);
    if (path.extension() == ".gguf")
        return openGgufCheckpoint(path);
    throw Error(ErrorCode::Unsupported, path.string(),
        "is neither a model folder nor a .safetensors or .gguf file");
}

} // namespace

struct Checkpoint::Impl {
    fs::path path;
    std::unique_ptr<CheckpointSource> source;

    /// Index of the tensor of this name, or the number of tensors.
    size_t indexOf(std::string_view name) const
    {
        const auto& tensors = source->tensors();
        const auto found = std::lower_bound(tensors.begin(), tensors.end(), name,
            [](const TensorInfo& info, std::string_view wanted) { return info.name < wanted; });
        const bool isThere = found != tensors.end() && found->name == name;
        return isThere ? static_cast<size_t>(found - tensors.begin()) : tensors.size();
    }
};

Checkpoint::Checkpoint(const fs::path& path)
    : m_impl(std::make_unique<Impl>(Impl{path, openSource(path)}))
{
}

Checkpoint::~Checkpoint() = default;
Checkpoint::Checkpoint(Checkpoint&&) noexcept = default;
Checkpoint& Checkpoint::operator=(Checkpoint&&) noexcept = default;

const fs::path& Checkpoint::path() const
{
    return m_impl->path;
}

std::string Checkpoint::format() const
{
    return m_impl->source->format();
}

const nlohmann::json& Checkpoint::config() const
{
    return m_impl->source->config();
}

const std::vector<TensorInfo>& Checkpoint::tensors() const
{
    return m_impl->source->tensors();
}

bool Checkpoint::contains(std::string_view name) const
{
    return m_impl->indexOf(name) < tensors().size();
}

at::Tensor Checkpoint::load(std::string_view name) const
{
    const size_t index = m_impl->indexOf(name);
    if (index == tensors().size())
        throw Error(ErrorCode::NotFound, m_impl->path.string(),
            "has no tensor '" + std::string(name) + "'");
    return m_impl->source->load(index);
}

} // namespace interweave
