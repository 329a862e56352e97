// SPDX-License-Identifier: Apache-2.0
#include "core/data/json_lines.h"

#include "core/support/error.h"
#include "core/support/mapped_file.h"

#include <nlohmann/json.hpp>
#include <string_view>

namespace interweave {

using nlohmann::json;

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// nlohmann's message without its "[json.exception.parse_error.101] " tag.
std::string reasonOf(const json::exception& failure)
{
    const std::string_view text = failure.what();
    const size_t tagEnd = text.find("] ");
    return std::string(tagEnd == std::string_view::npos ? text : text.substr(tagEnd + 2));
}

json parseLine(std::string_view text, const std::filesystem::path& file, int64_t number)
{
    try {
        return json::parse(text);
    } catch (const json::exception& failure) {
        throw Error(ErrorCode::CorruptData, file.string() + ":" + std::to_string(number),
            "is not JSON: " + reasonOf(failure));
    }
}

} // namespace

JsonLinesReport readJsonLines(const std::filesystem::path& path, const JsonLinesOptions& options,
    const std::function<void(const JsonLine&)>& use)
{
    const MappedFile file(path);
    std::string_view rest(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
    if (rest.starts_with(kByteOrderMark))
        rest.remove_prefix(kByteOrderMark.size());

    JsonLinesReport report;
    int64_t good = 0;
    for (int64_t number = 1; !rest.empty() && (options.limit == 0 || good < options.limit);
         ++number) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        try {
            const json value = parseLine(line, path, number);
            use({value, path, number});
            ++good;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::CorruptData || !options.skipBadLines)
                throw;
            if (report.skipped++ == 0)
                report.firstSkipped = error.what();
        }
    }
    return report;
}

} // namespace interweave
