// SPDX-License-Identifier: Apache-2.0
#include "core/tensorio/gguf_hyperparameters.h"

#include "core/support/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace interweave {

GgufHyperparameters::GgufHyperparameters(const GgufFile& file, const std::string& where)
    : m_file(file)
    , m_where(where)
    , m_prefix(file.text("general.architecture").value_or("") + ".")
{
}

std::string GgufHyperparameters::key(const std::string& name) const
{
    return m_prefix + name;
}

int64_t GgufHyperparameters::size(const std::string& name, std::optional<int64_t> fallback) const
{
    constexpr int64_t kMax = int64_t{1} << 31;
    if (!has(name) && fallback)
        return *fallback;
    const auto value = m_file.integer(key(name));
    if (!value || *value < 1 || *value > kMax)
        fail("'" + key(name) + "' must be an integer between 1 and 2^31");
    return *value;
}

double GgufHyperparameters::positive(const std::string& name, std::optional<double> fallback) const
{
    if (!has(name) && fallback)
        return *fallback;
    const auto value = m_file.number(key(name));
    if (!value || !std::isfinite(*value) || *value <= 0)
        fail("'" + key(name) + "' must be a number greater than 0");
    const auto single = static_cast<float>(*value);
    return static_cast<double>(single) == *value ? decimalOf(single) : *value;
}

const TensorInfo* GgufHyperparameters::tensor(std::string_view name) const
{
    const auto& tensors = m_file.tensors();
    const auto found = std::find_if(
        tensors.begin(), tensors.end(), [&](const TensorInfo& info) { return info.name == name; });
    return found == tensors.end() ? nullptr : &*found;
}

void GgufHyperparameters::fail(const std::string& message) const
{
    throw Error(ErrorCode::CorruptData, m_where, message);
}

double decimalOf(float value)
{
    std::array<char, 32> text; // more than the longest shortest form of a float
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    double result = static_cast<double>(value);
    std::from_chars(text.data(), end, result);
    return result;
}

} // namespace interweave
