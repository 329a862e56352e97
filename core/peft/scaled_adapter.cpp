// SPDX-License-Identifier: Apache-2.0
#include "core/peft/scaled_adapter.h"

#include "core/support/error.h"
#include "core/support/hash.h"

#include <ATen/ATen.h>

#include <bit>
#include <cmath>

namespace interweave {

namespace {

/// from + factor·(to − from), in from's dtype; undefined where both are.
at::Tensor between(const at::Tensor& from, const at::Tensor& to, double factor)
{
    if (!from.defined() || from.is_same(to))
        return to;
    return at::lerp(from.to(at::kFloat), to.to(at::kFloat), factor).to(from.scalar_type());
}

} // namespace

ScaledAdapter::ScaledAdapter(std::shared_ptr<const PeftAdapter> adapter, double factor)
    : m_adapter(std::move(adapter))
    , m_factor(factor)
{
    if (!std::isfinite(factor))
        throw Error(ErrorCode::InvalidArgument, "adapter scale", "is no finite number");
    if (m_adapter->virtualTokens().count > 0)
        throw Error(ErrorCode::Unsupported, "adapter scale",
            "this PEFT method puts tokens of its own in front of a prompt; they have no base to be "
            "scaled towards");
}

at::Tensor ScaledAdapter::input(const Linear& linear, at::Tensor x) const
{
    return between(x, m_adapter->input(linear, x), m_factor);
}

at::Tensor ScaledAdapter::apply(
    const Linear& linear, const at::Tensor& x, at::Tensor y, const Dropout& dropout) const
{
    if (!adapts(linear))
        return y;
    if (m_adapter->addScaledChange(linear, x, y, m_factor))
        return y;
    const at::Tensor frozen = y.clone(); // an adapter may change y in place
    return between(frozen, m_adapter->apply(linear, x, std::move(y), dropout), m_factor);
}

std::optional<Norm> ScaledAdapter::norm(const Norm& frozen) const
{
    std::optional<Norm> norm = m_adapter->norm(frozen);
    if (norm) {
        norm->weight = between(frozen.weight, norm->weight, m_factor);
        norm->bias = between(frozen.bias, norm->bias, m_factor);
    }
    return norm;
}

void ScaledAdapter::save(const std::filesystem::path& folder, const std::string&) const
{
    throw Error(ErrorCode::Unsupported, folder.string(),
        "a scaled adapter is for answers and evaluations and cannot be saved");
}

std::string ScaledAdapter::hash() const
{
    Hasher hasher;
    hasher.add(m_adapter->hash());
    hasher.add(std::bit_cast<uint64_t>(m_factor));
    return hasher.hex();
}

} // namespace interweave
