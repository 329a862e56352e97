// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/safetensors_writer.h"

#include "core/support/error.h"
#include "core/tensorio/safetensors.h"
#include "core/tensorio/safetensors_layout.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace interweave {

namespace {

uint64_t byteSize(const TensorInfo& info)
{
    uint64_t bytes = findSafetensorsType(info.dtype)->bits / 8;
    for (const int64_t dimension : info.shape)
        bytes *= static_cast<uint64_t>(dimension);
    return bytes;
}

std::vector<TensorInfo> inFileOrder(std::vector<TensorInfo> tensors, const std::string& where)
{
    for (const TensorInfo& info : tensors) {
        if (!findSafetensorsType(info.dtype))
            throw Error(ErrorCode::InvalidArgument, where,
                "tensor '" + info.name + "' has the unknown dtype " + info.dtype);
        if (info.name == "__metadata__")
            throw Error(
                ErrorCode::InvalidArgument, where, "a tensor cannot be named '__metadata__'");
    }
    std::sort(tensors.begin(), tensors.end(), [](const TensorInfo& a, const TensorInfo& b) {
        const auto* left = findSafetensorsType(a.dtype);
        const auto* right = findSafetensorsType(b.dtype);
        return left != right ? left > right : a.name < b.name; // the type table's own order
    });
    return tensors;
}

std::string headerOf(const std::vector<TensorInfo>& order,
    const std::map<std::string, std::string>& metadata, const std::string& where)
{
    std::set<std::string_view> names;
    std::string text;
    const auto append = [&text](const std::string& key, const nlohmann::ordered_json& value) {
        text += text.empty() ? '{' : ',';
        text += nlohmann::json(key).dump();
        text += ':';
        text += value.dump();
    };
    uint64_t position = 0;
    try {
        if (!metadata.empty())
            append("__metadata__", metadata);
        for (const TensorInfo& info : order) {
            if (!names.insert(info.name).second)
                throw Error(ErrorCode::InvalidArgument, where,
                    "the tensor '" + info.name + "' is given twice");
            const uint64_t end = position + byteSize(info);
            append(info.name,
                {{"dtype", info.dtype}, {"shape", info.shape}, {"data_offsets", {position, end}}});
            position = end;
        }
    } catch (const nlohmann::json::exception& error) {
        throw Error(
            ErrorCode::InvalidArgument, where, std::string("a name is not UTF-8: ") + error.what());
    }
    text += text.empty() ? "{}" : "}";
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
}

} // namespace

SafetensorsWriter::SafetensorsWriter(const std::filesystem::path& path,
    std::vector<TensorInfo> tensors, const std::map<std::string, std::string>& metadata)
    : m_file(path)
    , m_order(inFileOrder(std::move(tensors), path.string()))
{
    const std::string header = headerOf(m_order, metadata, path.string());
    const uint64_t headerBytes = header.size();
    m_file.write(&headerBytes, sizeof headerBytes);
    m_file.write(header.data(), header.size());
}

void SafetensorsWriter::write(const at::Tensor& tensor)
{
    if (m_next == m_order.size())
        throw Error(
            ErrorCode::Internal, "safetensors writer", "was given more tensors than announced");
    const TensorInfo& info = m_order[m_next++];
    if (tensor.sizes() != info.shape || safetensorsType(tensor.scalar_type()).name != info.dtype)
        throw Error(ErrorCode::Internal, "safetensors writer",
            "tensor '" + info.name + "' differs from what was announced");
    const at::Tensor plain = tensor.detach().to(at::kCPU).contiguous();
    m_file.write(plain.const_data_ptr(), plain.nbytes());
}

void SafetensorsWriter::commit()
{
    if (m_next != m_order.size())
        throw Error(ErrorCode::Internal, "safetensors writer",
            "tensor '" + m_order[m_next].name + "' was announced but not written");
    m_file.commit();
}

void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors,
    const std::map<std::string, std::string>& metadata)
{
    std::vector<TensorInfo> infos;
    std::map<std::string_view, const at::Tensor*> byName;
    for (const auto& [name, tensor] : tensors) {
        infos.push_back(
            {name, std::string(safetensorsType(tensor.scalar_type()).name), tensor.sizes().vec()});
        byName[name] = &tensor;
    }
    SafetensorsWriter writer(path, std::move(infos), metadata);
    for (const TensorInfo& info : writer.order())
        writer.write(*byName.at(info.name));
    writer.commit();
}

} // namespace interweave
