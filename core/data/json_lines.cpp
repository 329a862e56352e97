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
constexpr size_t kHeldBytes = size_t{16} << 20; // of the file in memory

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

RecordFeed::RecordFeed(
    const std::filesystem::path& path, const JsonLinesOptions& options, const Use& use)
    : m_path(path)
    , m_options(options)
    , m_use(use)
{
}

void RecordFeed::give(int64_t number, const std::function<json()>& make)
{
    try {
        const json value = make();
        m_use({value, m_path, number});
        ++m_good;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::CorruptData || !m_options.skipBadLines)
            throw;
        if (m_report.skipped++ == 0)
            m_report.firstSkipped = error.what();
        if (m_options.onSkipped)
            m_options.onSkipped(number, error);
    }
}

JsonLinesReport readJsonLines(const std::filesystem::path& path, const JsonLinesOptions& options,
    const std::function<void(const JsonLine&)>& use)
{
    const MappedFile file(path);
    std::string_view rest(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
    if (rest.starts_with(kByteOrderMark))
        rest.remove_prefix(kByteOrderMark.size());

    RecordFeed feed(path, options, use);
    size_t held = rest.size();
    for (int64_t number = 1; !rest.empty() && !feed.isDone(); ++number) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (held - rest.size() > kHeldBytes) {
            held = rest.size();
            file.release(file.bytes().size() - held - line.size() - 1);
        }
        if (line.find_first_not_of(" \t\r") != std::string_view::npos)
            feed.give(number, [&] { return parseLine(line, path, number); });
    }
    return feed.report();
}

} // namespace interweave
