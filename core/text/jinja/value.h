// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace interweave::jinja {

/// What a template computes with: Python's values, as far as a template can make them. Everything
/// but a namespace is immutable, as in jinja2's ImmutableSandboxedEnvironment, so values are
/// shared.

struct Sequence;
struct Dict;
struct Iterator;
struct Namespace;
struct Callable;
struct Loop;

/// What a name stands for that nothing was bound to; printed it is empty, anything else fails with
/// its reason.
struct Undefined {
    std::shared_ptr<const std::string> reason;
};

struct None { };

/// UTF-8. Markup was marked safe for HTML: what is added to it is escaped.
struct Text {
    std::shared_ptr<const std::string> bytes;
    bool markup = false;
};

struct Range {
    int64_t start = 0;
    int64_t stop = 0;
    int64_t step = 1; // not 0

    int64_t size() const;
    int64_t at(int64_t index) const { return start + index * step; }
};

enum class DictPart { Keys, Values, Items };

struct DictView {
    std::shared_ptr<const Dict> dict;
    DictPart part;
};

using Value
    = std::variant<Undefined, None, bool, int64_t, double, Text, std::shared_ptr<const Sequence>,
        std::shared_ptr<const Dict>, Range, DictView, std::shared_ptr<Iterator>,
        std::shared_ptr<Namespace>, std::shared_ptr<const Callable>, std::shared_ptr<Loop>>;
using Values = std::vector<Value>;

/// Anything that holds values. Depth is 1 above the deepest of them: what is built ever deeper is
/// refused, so that nothing that walks a value recurses without bound.
struct Holder {
    int depth = 1;
};

/// A list or a tuple.
struct Sequence : Holder {
    Values items;
    bool tuple = false;
};

/// In the order of insertion. Lookup is linear: those of templates are small, and it is counted.
struct Dict : Holder {
    std::vector<std::pair<Value, Value>> entries;
};

/// What can be walked once, e.g. the result of `select`.
struct Iterator : Holder {
    std::string kind; // Python's name of the type
    Values items;
    size_t next = 0;
};

/// What namespace() makes, the only value that can be changed.
struct Namespace {
    std::vector<std::pair<std::string, Value>> attributes;

    Value* find(std::string_view name); // null where there is none
};

struct Arguments {
    Values positional;
    std::vector<std::pair<std::string, Value>> named;
};

/// A macro, a global function or a method with its object.
struct Callable : Holder {
    std::string name;
    std::function<Value(const Arguments&)> call;
};

/// `value` where it is of that kind, else null.
const std::string* asText(const Value& value);
const Sequence* asSequence(const Value& value);
const Dict* asDict(const Value& value);
bool isUndefined(const Value& value);
bool isNone(const Value& value);
/// Of an int or a bool.
std::optional<int64_t> asInteger(const Value& value);
/// Of an int, a bool or a float.
std::optional<double> asNumber(const Value& value);

/// Python's bool(value).
bool isTrue(const Value& value);
/// Python's name of the type: "str", "NoneType".
std::string typeName(const Value& value);
/// How jinja2 names an object whose attribute is missing: "dict object", "None".
std::string objectName(const Value& value);
/// Text between two others. A function of its own: for "literal" + std::string() GCC 12 warns
/// wrongly.
std::string between(std::string_view open, std::string_view text, std::string_view close);
/// 0 for what holds no values.
int depthOf(const Value& value);

} // namespace interweave::jinja
