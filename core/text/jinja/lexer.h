// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interweave::jinja {

enum class TokenType {
    Data, // text between the tags
    PrintBegin, // {{
    PrintEnd,
    BlockBegin, // {%
    BlockEnd,
    Name,
    String,
    Integer,
    Float,
    Operator,
    End, // of the template
};

struct Token {
    TokenType type = TokenType::End;
    int line = 1;
    std::string text; // of data, names and operators; of strings what they stand for
    int64_t integer = 0;
    double number = 0.0;
};

/// The tokens of a template, as jinja2's lexer finds them with trim_blocks and lstrip_blocks (what
/// transformers sets): comments are gone, blanks around tags and the newline behind them are gone
/// where they have to be, and so is a newline at the template's end. Throws Error{CorruptData,
/// "<where>: line N"}; Error{Unsupported} for an integer beyond 64 bits.
std::vector<Token> tokenize(std::string_view source, const std::string& where);

} // namespace interweave::jinja
