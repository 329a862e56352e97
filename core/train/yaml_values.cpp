// SPDX-License-Identifier: Apache-2.0
#include "core/train/yaml_values.h"

#include "core/support/error.h"
#include "core/support/nearest_name.h"

#include <charconv>
#include <cmath>
#include <yaml-cpp/yaml.h>

namespace interweave {

namespace fs = std::filesystem;

namespace {

std::string found(const YAML::Node& node)
{
    if (node.IsScalar())
        return "is '" + node.Scalar() + "'";
    if (node.IsSequence())
        return "is a list";
    return node.IsMap() ? "is a section" : "has no value";
}

[[noreturn]] void refuse(
    const YAML::Node& node, const YamlPlace& place, const std::string& expected)
{
    throw Error(ErrorCode::InvalidArgument, place.where,
        "'" + place.key + "' " + found(node) + ", " + expected + " was expected");
}

template <class Number>
void readNumber(
    const YAML::Node& node, const YamlPlace& place, Number& value, const std::string& expected)
{
    if (!node.IsScalar())
        refuse(node, place, expected);
    const std::string& text = node.Scalar();
    Number number{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size())
        refuse(node, place, expected);
    value = number;
}

template <class Number>
std::string shortest(Number value)
{
    char buffer[64];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

} // namespace

void readYaml(const YAML::Node& node, const YamlPlace& place, int64_t& value)
{
    readNumber(node, place, value, "a whole number");
}

void readYaml(const YAML::Node& node, const YamlPlace& place, uint64_t& value)
{
    readNumber(node, place, value, "a whole number from 0");
}

void readYaml(const YAML::Node& node, const YamlPlace& place, double& value)
{
    double number = 0.0;
    readNumber(node, place, number, "a number");
    if (!std::isfinite(number))
        refuse(node, place, "a finite number");
    value = number;
}

void readYaml(const YAML::Node& node, const YamlPlace& place, bool& value)
{
    bool parsed = false;
    if (!node.IsScalar() || !YAML::convert<bool>::decode(node, parsed))
        refuse(node, place, "on or off");
    value = parsed;
}

void readYaml(const YAML::Node& node, const YamlPlace& place, std::string& value)
{
    if (!node.IsScalar())
        refuse(node, place, "text");
    value = node.Scalar();
}

void readYaml(const YAML::Node& node, const YamlPlace& place, fs::path& value)
{
    if (!node.IsScalar())
        refuse(node, place, "a path");
    value.clear();
    if (!node.Scalar().empty())
        value = (fs::absolute(place.folder) / node.Scalar()).lexically_normal();
}

void readYaml(const YAML::Node& node, const YamlPlace& place, std::vector<std::string>& value)
{
    if (node.IsScalar()) {
        value = splitAt(node.Scalar(), ',');
        return;
    }
    if (!node.IsSequence())
        refuse(node, place, "a list of names");
    std::vector<std::string> items;
    for (const YAML::Node& item : node)
        readYaml(item, place, items.emplace_back());
    value = std::move(items);
}

void readYaml(const YAML::Node& node, const YamlPlace& place, std::vector<int64_t>& value)
{
    std::vector<YAML::Node> items;
    if (node.IsScalar()) {
        for (const std::string& text : splitAt(node.Scalar(), ','))
            items.emplace_back(text);
    } else if (node.IsSequence()) {
        for (const YAML::Node& item : node)
            items.push_back(item);
    } else {
        refuse(node, place, "a list of whole numbers");
    }
    std::vector<int64_t> numbers;
    for (const YAML::Node& item : items)
        readYaml(item, place, numbers.emplace_back());
    value = std::move(numbers);
}

void writeYaml(YAML::Emitter& out, int64_t value)
{
    out << shortest(value);
}

void writeYaml(YAML::Emitter& out, uint64_t value)
{
    out << shortest(value);
}

void writeYaml(YAML::Emitter& out, double value)
{
    out << shortest(value);
}

void writeYaml(YAML::Emitter& out, bool value)
{
    out << value;
}

void writeYaml(YAML::Emitter& out, const std::string& value)
{
    out << value;
}

void writeYaml(YAML::Emitter& out, const fs::path& value)
{
    out << value.string();
}

void writeYaml(YAML::Emitter& out, const std::vector<std::string>& value)
{
    out << YAML::Flow << value;
}

void writeYaml(YAML::Emitter& out, const std::vector<int64_t>& value)
{
    out << YAML::Flow << value;
}

} // namespace interweave
