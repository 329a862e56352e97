// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja/json_value.h"

#include "core/text/utf8.h"

#include <nlohmann/json.hpp>

namespace interweave::jinja {

Value fromJson(Runtime& runtime, const nlohmann::ordered_json& json)
{
    const Runtime::Level level(runtime);
    switch (json.type()) {
    case nlohmann::ordered_json::value_t::boolean: return json.get<bool>();
    case nlohmann::ordered_json::value_t::number_integer: return json.get<int64_t>();
    case nlohmann::ordered_json::value_t::number_unsigned:
        if (json.get<uint64_t>() > INT64_MAX)
            runtime.unsupported("the integer " + json.dump() + " does not fit into 64 bits");
        return json.get<int64_t>();
    case nlohmann::ordered_json::value_t::number_float: return json.get<double>();
    case nlohmann::ordered_json::value_t::string:
        return runtime.text(replaceInvalidUtf8(json.get_ref<const std::string&>()));
    case nlohmann::ordered_json::value_t::array: {
        Values items;
        for (const auto& element : json)
            items.push_back(fromJson(runtime, element));
        return runtime.list(std::move(items));
    }
    case nlohmann::ordered_json::value_t::object: {
        std::vector<std::pair<Value, Value>> entries;
        for (const auto& [key, value] : json.items())
            entries.emplace_back(runtime.text(replaceInvalidUtf8(key)), fromJson(runtime, value));
        return runtime.dict(std::move(entries));
    }
    default: return None();
    }
}

} // namespace interweave::jinja
