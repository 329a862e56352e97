// SPDX-License-Identifier: Apache-2.0
#include "core/data/delimited.h"

#include "core/support/error.h"
#include "core/support/mapped_file.h"
#include "core/text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string_view>

namespace interweave {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Takes one row after another from a text.
class RowReader {
public:
    RowReader(std::string_view text, const DelimitedFormat& format)
        : m_rest(text)
        , m_format(format)
    {
        if (m_rest.starts_with(kByteOrderMark))
            m_rest.remove_prefix(kByteOrderMark.size());
    }

    bool atEnd() const { return m_rest.empty(); }
    int64_t line() const { return m_line; }

    /// The fields of the next row; none for a blank line. closed: whether every quote was, and at
    /// its field's end.
    std::vector<std::string> next(bool& closed)
    {
        closed = true;
        std::vector<std::string> fields;
        do {
            fields.push_back(field(closed));
        } while (closed && take(m_format.separator));
        take('\r');
        if (!m_rest.empty() && !m_rest.starts_with('\n')) { // text behind a closing quote
            closed = false;
            m_rest.remove_prefix(std::min(m_rest.find('\n'), m_rest.size()));
        }
        if (take('\n'))
            ++m_line;
        if (fields.size() == 1 && fields[0].empty())
            fields.clear();
        return fields;
    }

private:
    bool take(char c)
    {
        if (!m_rest.starts_with(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    std::string field(bool& closed)
    {
        if (m_format.quoted && take('"'))
            return quotedField(closed);
        size_t end = m_rest.find_first_of(std::string{m_format.separator, '\n'});
        end = std::min(end, m_rest.size());
        std::string text(m_rest.substr(0, end));
        m_rest.remove_prefix(end);
        if (text.ends_with('\r') && (m_rest.empty() || m_rest.starts_with('\n')))
            text.pop_back();
        return text;
    }

    std::string quotedField(bool& closed)
    {
        std::string text;
        while (true) {
            const size_t quote = m_rest.find('"');
            const std::string_view part = m_rest.substr(0, quote);
            m_line += std::ranges::count(part, '\n');
            text += part;
            m_rest.remove_prefix(part.size());
            if (!take('"')) {
                closed = false;
                return text;
            }
            if (!take('"'))
                return text;
            text += '"';
        }
    }

    std::string_view m_rest;
    DelimitedFormat m_format;
    int64_t m_line = 1;
};

void requireNames(const std::vector<std::string>& names, const std::filesystem::path& path)
{
    std::set<std::string> seen;
    for (const std::string& name : names)
        if (name.empty() || !isValidUtf8(name) || !seen.insert(name).second)
            throw Error(ErrorCode::CorruptData, path.string() + ":1",
                "the first row must name every column once; found '" + name + "'");
}

nlohmann::json asObject(const std::vector<std::string>& names,
    const std::vector<std::string>& fields, bool closed, const std::string& where)
{
    if (!closed)
        throw Error(ErrorCode::CorruptData, where, "a quote is not closed at its field's end");
    if (fields.size() != names.size())
        throw Error(ErrorCode::CorruptData, where,
            "has " + std::to_string(fields.size()) + " fields, the first row names "
                + std::to_string(names.size()) + " columns");
    nlohmann::json object = nlohmann::json::object();
    for (size_t i = 0; i < names.size(); ++i) {
        if (!isValidUtf8(fields[i]))
            throw Error(ErrorCode::CorruptData, where, "is not UTF-8");
        object[names[i]] = fields[i];
    }
    return object;
}

} // namespace

JsonLinesReport readDelimited(const std::filesystem::path& path, const DelimitedFormat& format,
    const JsonLinesOptions& options, const std::function<void(const JsonLine&)>& use)
{
    const MappedFile file(path);
    RowReader reader(
        {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()}, format);
    bool closed = true;
    const std::vector<std::string> names
        = reader.atEnd() ? std::vector<std::string>() : reader.next(closed);
    requireNames(names, path);
    RecordFeed feed(path, options, use);
    while (!reader.atEnd() && !feed.isDone()) {
        const int64_t number = reader.line();
        const std::vector<std::string> fields = reader.next(closed);
        if (!fields.empty())
            feed.give(number, [&] {
                return asObject(
                    names, fields, closed, path.string() + ":" + std::to_string(number));
            });
    }
    return feed.report();
}

} // namespace interweave
