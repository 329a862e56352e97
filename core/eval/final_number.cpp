// SPDX-License-Identifier: Apache-2.0
#include "core/eval/final_number.h"

#include "core/eval/answer_text.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace interweave {

namespace {

constexpr std::string_view kPhrase = "the answer is";
constexpr std::string_view kMark = "####";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSign(char c)
{
    return c == '-' || c == '+';
}

/// Lower case in ASCII, with "-" for U+2212.
std::string plainText(std::string_view text)
{
    constexpr std::string_view minus = "\u2212";
    std::string result(text);
    for (size_t at = result.find(minus); at != std::string::npos; at = result.find(minus, at))
        result.replace(at, minus.size(), "-");
    return lowerCasedAscii(result);
}

/// Where the number starts, with its point: "5", ".5".
size_t findNumber(std::string_view line)
{
    for (size_t at = 0; at < line.size(); ++at)
        if (isDigit(line[at]) || (line[at] == '.' && at + 1 < line.size() && isDigit(line[at + 1])))
            return at;
    return std::string_view::npos;
}

/// A minus right before the number, or before or after its currency sign; not the dash of "co-9".
bool isNegative(std::string_view line, size_t number)
{
    while (number > 0 && (line[number - 1] == '$' || line[number - 1] == '\x80'))
        --number;
    if (number == 0 || !isSign(line[number - 1]))
        return false;
    const char before = number > 1 ? line[number - 2] : ' ';
    return line[number - 1] == '-' && !isDigit(before) && !(before >= 'a' && before <= 'z');
}

std::optional<double> firstNumber(std::string_view line)
{
    const size_t start = findNumber(line);
    if (start == std::string_view::npos)
        return {};
    std::string digits;
    for (size_t at = start; at < line.size(); ++at) {
        const bool digitNext = at + 1 < line.size() && isDigit(line[at + 1]);
        const bool point = line[at] == '.' && digitNext && digits.find('.') == std::string::npos;
        if (isDigit(line[at]) || point)
            digits += line[at];
        else if (line[at] != ',' || !digitNext)
            break;
    }
    double value = 0.0;
    const auto [end, error] = std::from_chars(
        digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    if (error != std::errc())
        return {};
    return isNegative(line, start) ? -value : value;
}

} // namespace

std::optional<double> finalNumber(std::string_view text)
{
    const std::string plain = plainText(text);
    for (size_t first = 0; first < plain.size();) {
        const size_t end = std::min(plain.find('\n', first), plain.size());
        const std::string_view line = std::string_view(plain).substr(first, end - first);
        for (size_t at = 0; at < line.size(); ++at)
            for (const std::string_view mark : {kPhrase, kMark})
                if (line.substr(at).starts_with(mark))
                    if (const auto number = firstNumber(line.substr(at + mark.size())))
                        return number;
        first = end + 1;
    }
    return std::nullopt;
}

} // namespace interweave
