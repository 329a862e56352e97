// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensorio/gguf.h"

#include <string>

namespace interweave {

/// The metadata of a model in a GGUF file ("llama.block_count" and the like), read by names without
/// the architecture. What is missing or out of range throws Error{CorruptData, where} naming the
/// key.
class GgufHyperparameters {
public:
    GgufHyperparameters(const GgufFile& file, const std::string& where);

    const std::string& where() const { return m_where; }
    /// "llama.block_count" of "block_count".
    std::string key(const std::string& name) const;
    bool has(const std::string& name) const { return m_file.find(key(name)) != nullptr; }

    /// An integer from 1 to 2^31.
    int64_t size(const std::string& name, std::optional<int64_t> fallback = {}) const;
    /// A finite number greater than 0. Numbers of the file's fp32 come back as the decimal they
    /// were written from: 1e-6, not 9.99999997e-7.
    double positive(const std::string& name, std::optional<double> fallback = {}) const;
    std::optional<std::string> text(const std::string& name) const
    {
        return m_file.text(key(name));
    }
    const GgufValue* find(const std::string& name) const { return m_file.find(key(name)); }

    const GgufFile& file() const { return m_file; }
    /// nullptr when the file has no tensor of this name.
    const TensorInfo* tensor(std::string_view name) const;

    [[noreturn]] void fail(const std::string& message) const;

private:
    const GgufFile& m_file;
    const std::string& m_where;
    std::string m_prefix;
};

/// The shortest decimal number that is `value` in fp32, in double precision.
double decimalOf(float value);

} // namespace interweave
