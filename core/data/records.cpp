// SPDX-License-Identifier: Apache-2.0
#include "core/data/records.h"

#include "core/data/delimited.h"
#include "core/support/atomic_file.h"
#include "core/support/error.h"
#include "core/support/mapped_file.h"
#include "core/text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace interweave {

using nlohmann::json;

namespace {

constexpr std::array kFormats{"jsonl", "json", "csv", "tsv", "text"};
constexpr DelimitedFormat kCsv{',', true};
constexpr DelimitedFormat kTsv{'\t', false};
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool beginsAList(const std::filesystem::path& path)
{
    const MappedFile file(path);
    const std::string_view text(
        reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
    const size_t first = text.find_first_not_of("\xef\xbb\xbf \t\r\n");
    return first != std::string_view::npos && text[first] == '[';
}

std::string formatOf(const std::filesystem::path& path)
{
    const std::string ending = path.extension().string();
    if (ending == ".txt")
        return "text";
    if (ending == ".json")
        return beginsAList(path) ? "json" : "jsonl"; // many call JSON lines so
    return ending == ".csv" ? "csv" : ending == ".tsv" ? "tsv" : "jsonl";
}

void readJsonList(const std::filesystem::path& path, RecordFeed& feed)
{
    json list;
    try {
        list = json::parse(readFile(path));
    } catch (const json::exception& failure) {
        throw Error(
            ErrorCode::CorruptData, path.string(), std::string("is not JSON: ") + failure.what());
    }
    if (!list.is_array())
        throw Error(ErrorCode::CorruptData, path.string(),
            std::string("is a JSON ") + list.type_name() + ", a list of objects was expected");
    int64_t number = 0;
    for (const json& value : list) {
        if (feed.isDone())
            return;
        feed.give(++number, [&] { return value; });
    }
}

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

void readPassages(const std::filesystem::path& path, RecordFeed& feed)
{
    const MappedFile file(path);
    std::string_view rest(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
    if (rest.starts_with(kByteOrderMark))
        rest.remove_prefix(kByteOrderMark.size());
    std::string passage;
    int64_t first = 0;
    const auto end = [&] {
        if (!passage.empty())
            feed.give(first, [&] {
                if (!isValidUtf8(passage))
                    throw Error(ErrorCode::CorruptData, path.string() + ":" + std::to_string(first),
                        "is not UTF-8");
                return json{{"text", passage}};
            });
        passage.clear();
    };
    for (int64_t number = 1; !rest.empty() && !feed.isDone(); ++number) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (isBlank(line)) {
            end();
            continue;
        }
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (passage.empty())
            first = number;
        else
            passage += '\n';
        passage += line;
    }
    if (!feed.isDone())
        end();
}

} // namespace

bool isRecordFormat(const std::string& name)
{
    return std::ranges::find(kFormats, name) != kFormats.end();
}

JsonLinesReport readRecords(const std::filesystem::path& path, const std::string& format,
    const JsonLinesOptions& options, const std::function<void(const JsonLine&)>& use)
{
    const std::string kind = format == "auto" ? formatOf(path) : format;
    if (kind == "csv" || kind == "tsv")
        return readDelimited(path, kind == "csv" ? kCsv : kTsv, options, use);
    if (kind == "jsonl")
        return readJsonLines(path, options, use);
    RecordFeed feed(path, options, use);
    if (kind == "json")
        readJsonList(path, feed);
    else
        readPassages(path, feed);
    return feed.report();
}

} // namespace interweave
