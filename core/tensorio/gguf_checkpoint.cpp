// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "core/tensorio/checkpoint_source.h"
#include "core/tensorio/gguf_architecture.h"
#include "core/tensorio/gguf_config.h"
#include "core/tensorio/gguf_rotary.h"

#include <ATen/ATen.h>
#include <algorithm>

namespace interweave {

namespace {

/// Puts rows that ggml interleaves for its rotary embedding back in halves: within each head (r0,
/// r0', r1, r1', …) becomes (r0, r1, …, r0', r1', …). weight: [heads · 2n, …].
at::Tensor withRowsInHalves(const at::Tensor& weight, int64_t heads)
{
    const int64_t rows = weight.size(0);
    return weight.reshape({heads, rows / heads / 2, 2, weight.numel() / rows})
        .transpose(1, 2)
        .reshape(weight.sizes());
}

class GgufCheckpoint : public CheckpointSource {
public:
    explicit GgufCheckpoint(const std::filesystem::path& path)
        : m_file(path)
        , m_where(path.string())
    {
        refuseSplitFiles();
        const GgufArchitecture& architecture
            = findGgufArchitecture(m_file.text("general.architecture").value_or(""), m_where);
        m_config = makeGgufConfig(m_file, architecture, m_where);
        for (const TensorInfo& info : m_file.tensors()) {
            if (!isGgufRotaryTensor(info.name))
                addTensor(architecture, info);
        }
        std::sort(m_entries.begin(), m_entries.end(),
            [](const Entry& a, const Entry& b) { return a.info.name < b.info.name; });
        for (const Entry& entry : m_entries)
            m_tensors.push_back(entry.info);
    }

    std::string format() const override { return "gguf"; }

    at::Tensor load(size_t index) const override
    {
        const Entry& entry = m_entries[index];
        const at::Tensor tensor = m_file.tensor(entry.ggufName);
        switch (entry.transform) {
        case GgufTransform::None: break;
        case GgufTransform::QueryRowsInHalves:
        case GgufTransform::KeyRowsInHalves:
            return withRowsInHalves(tensor, headsOf(entry.transform));
        case GgufTransform::MinusOne: return tensor.to(at::kFloat) - 1;
        case GgufTransform::Transpose: return tensor.t().contiguous();
        }
        return tensor;
    }

private:
    struct Entry {
        TensorInfo info; // with the Hugging Face name
        std::string ggufName;
        GgufTransform transform;
    };

    void refuseSplitFiles() const
    {
        const int64_t parts = m_file.integer("split.count").value_or(1);
        if (parts > 1)
            throw Error(ErrorCode::Unsupported, m_where,
                "is one of " + std::to_string(parts)
                    + " parts of a split GGUF file: merge them first");
    }

    void addTensor(const GgufArchitecture& architecture, const TensorInfo& info)
    {
        auto translation = translateGgufName(architecture, info.name);
        if (!translation)
            throw Error(ErrorCode::Unsupported, m_where,
                "the tensor '" + info.name + "' is unknown in the architecture '"
                    + std::string(architecture.name) + "'");
        Entry entry = {info, info.name, translation->transform};
        entry.info.name = std::move(translation->name);
        adaptShape(entry);
        m_entries.push_back(std::move(entry));
    }

    void adaptShape(Entry& entry) const
    {
        std::vector<int64_t>& shape = entry.info.shape;
        if (entry.transform == GgufTransform::Transpose) {
            if (shape.size() != 2)
                throw Error(ErrorCode::CorruptData, m_where,
                    "tensor '" + entry.ggufName + "' must be a matrix");
            std::swap(shape[0], shape[1]);
        }
        const int64_t heads = headsOf(entry.transform);
        if (heads != 0 && (shape.empty() || shape[0] % (2 * heads) != 0))
            throw Error(ErrorCode::CorruptData, m_where,
                "tensor '" + entry.ggufName + "' has rows that do not divide into "
                    + std::to_string(heads) + " heads");
    }

    /// The number of heads whose rows are interleaved; 0 for other tensors.
    int64_t headsOf(GgufTransform transform) const
    {
        if (transform == GgufTransform::QueryRowsInHalves)
            return m_config.at("num_attention_heads").get<int64_t>();
        if (transform == GgufTransform::KeyRowsInHalves)
            return m_config.at("num_key_value_heads").get<int64_t>();
        return 0;
    }

    GgufFile m_file;
    std::string m_where;
    std::vector<Entry> m_entries; // in the order of m_tensors
};

} // namespace

std::unique_ptr<CheckpointSource> openGgufCheckpoint(const std::filesystem::path& path)
{
    return std::make_unique<GgufCheckpoint>(path);
}

} // namespace interweave
