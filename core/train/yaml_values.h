// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace YAML {
class Node;
class Emitter;
} // namespace YAML

namespace interweave {

/// Where a value stands, for errors, and the folder that relative paths mean.
struct YamlPlace {
    std::string key;
    std::string where;
    const std::filesystem::path& folder;
};

/// Reads one typed value; anything but a value of that type throws Error{InvalidArgument} with
/// place, key, what was found and what was expected. Numbers are finite decimals; switches are
/// true/false, on/off, yes/no; a list may be written "a,b"; paths become absolute, an empty one
/// stays empty.
void readYaml(const YAML::Node& node, const YamlPlace& place, int64_t& value);
void readYaml(const YAML::Node& node, const YamlPlace& place, uint64_t& value);
void readYaml(const YAML::Node& node, const YamlPlace& place, double& value);
void readYaml(const YAML::Node& node, const YamlPlace& place, bool& value);
void readYaml(const YAML::Node& node, const YamlPlace& place, std::string& value);
void readYaml(const YAML::Node& node, const YamlPlace& place, std::filesystem::path& value);
void readYaml(const YAML::Node& node, const YamlPlace& place, std::vector<std::string>& value);
void readYaml(const YAML::Node& node, const YamlPlace& place, std::vector<int64_t>& value);

/// Writes values as readYaml reads them; numbers in the shortest form that reads back to the same
/// value.
void writeYaml(YAML::Emitter& out, int64_t value);
void writeYaml(YAML::Emitter& out, uint64_t value);
void writeYaml(YAML::Emitter& out, double value);
void writeYaml(YAML::Emitter& out, bool value);
void writeYaml(YAML::Emitter& out, const std::string& value);
void writeYaml(YAML::Emitter& out, const std::filesystem::path& value);
void writeYaml(YAML::Emitter& out, const std::vector<std::string>& value);
void writeYaml(YAML::Emitter& out, const std::vector<int64_t>& value);

} // namespace interweave
