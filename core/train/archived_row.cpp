// SPDX-License-Identifier: Apache-2.0
#include "core/train/archived_row.h"

#include "core/support/hash.h"

#include <ATen/ATen.h>

#include <cstring>

namespace interweave {

namespace {

std::vector<at::Tensor> tensorsOf(const FrozenMemories::Row& row)
{
    std::vector<at::Tensor> tensors{row.queryMean, row.answer};
    tensors.insert(tensors.end(), row.streams.begin(), row.streams.end());
    return tensors;
}

std::string bytesOf(const at::Tensor& tensor)
{
    const at::Tensor plain = tensor.contiguous();
    return {static_cast<const char*>(plain.const_data_ptr()), plain.nbytes()};
}

uint64_t hashOf(const char* bytes, size_t count)
{
    Hasher hasher;
    hasher.add(bytes, count);
    return hasher.value();
}

std::string hexOf(const Example& example, uint64_t salt)
{
    Hasher hasher;
    hasher.add(salt);
    hasher.add(static_cast<uint64_t>(example.queryLength));
    hasher.add(example.ids.data(), example.ids.size() * sizeof example.ids.front());
    return hasher.hex();
}

} // namespace

std::string archivedBytes(const FrozenMemories::Row& row)
{
    std::string bytes;
    for (const at::Tensor& tensor : tensorsOf(row))
        bytes += bytesOf(tensor);
    const uint64_t hash = hashOf(bytes.data(), bytes.size());
    bytes.append(reinterpret_cast<const char*>(&hash), sizeof hash);
    return bytes;
}

std::optional<FrozenMemories::Row> rowOf(
    const std::string& bytes, const Example& example, const RowShape& shape)
{
    FrozenMemories::Row row{at::empty({shape.hidden}, at::kFloat),
        at::empty({example.answerLength(), shape.hidden}, shape.dtype), {}};
    const auto tokens = static_cast<int64_t>(example.ids.size());
    for (size_t i = 0; i < shape.streams; ++i)
        row.streams.push_back(at::empty({tokens, shape.hidden}, shape.dtype));

    size_t values = 0;
    for (const at::Tensor& tensor : tensorsOf(row))
        values += tensor.nbytes();
    uint64_t hash = 0;
    if (bytes.size() != values + sizeof hash)
        return std::nullopt;
    std::memcpy(&hash, bytes.data() + values, sizeof hash);
    if (hash != hashOf(bytes.data(), values))
        return std::nullopt;

    const char* next = bytes.data();
    for (const at::Tensor& tensor : tensorsOf(row)) {
        std::memcpy(tensor.mutable_data_ptr(), next, tensor.nbytes());
        next += tensor.nbytes();
    }
    return row;
}

std::string rowKey(const Example& example)
{
    return hexOf(example, 1) + hexOf(example, 2);
}

bool sameBits(const FrozenMemories::Row& first, const FrozenMemories::Row& second)
{
    return archivedBytes(first) == archivedBytes(second);
}

} // namespace interweave
