// SPDX-License-Identifier: Apache-2.0
#include "core/support/error.h"
#include "core/tensorio/checkpoint_source.h"
#include "core/tensorio/gguf_architecture.h"
#include "core/tensorio/gguf_config.h"

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
            if (info.name != kRopeFactorsName)
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
        const at::Tensor weight = m_file.tensor(entry.ggufName);
        return entry.permutedHeads == 0 ? weight : withRowsInHalves(weight, entry.permutedHeads);
    }

private:
    struct Entry {
        TensorInfo info; // with the Hugging Face name
        std::string ggufName;
        int64_t permutedHeads = 0; // 0 for rows that are in order
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
        const auto name = huggingFaceName(architecture, info.name);
        if (!name)
            throw Error(ErrorCode::Unsupported, m_where,
                "the tensor '" + info.name + "' is unknown in the architecture '"
                    + std::string(architecture.name) + "'");
        Entry entry = {info, info.name};
        entry.info.name = *name;
        if (architecture.permutesQueryAndKey)
            entry.permutedHeads = headsOf(*name);
        if (entry.permutedHeads != 0
            && (info.shape.empty() || info.shape[0] % (2 * entry.permutedHeads) != 0))
            throw Error(ErrorCode::CorruptData, m_where,
                "tensor '" + info.name + "' has rows that do not divide into "
                    + std::to_string(entry.permutedHeads) + " heads");
        m_entries.push_back(std::move(entry));
    }

    /// The number of heads whose rows a query or key projection holds; 0 for other tensors.
    int64_t headsOf(const std::string& name) const
    {
        if (name.find(".q_proj.") != std::string::npos)
            return m_config.at("num_attention_heads").get<int64_t>();
        if (name.find(".k_proj.") != std::string::npos)
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
