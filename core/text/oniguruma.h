// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace interweave {

/// A pattern in Oniguruma's Ruby syntax, as tokenizer.json holds them, in PCRE2's syntax. They
/// differ in what \s, \w and \b match, in script names, in \uHHHH, in the meaning of `{n,m}+`,
/// `{n}?`, `{,m}` and of inline options, and in classes and "&&" inside a class. Throws
/// Error{Unsupported, where} for what has no translation here. Source:
/// https://github.com/kkos/oniguruma/blob/master/doc/RE
std::string translateOniguruma(std::string_view pattern, const std::string& where);

} // namespace interweave
