// SPDX-License-Identifier: Apache-2.0
#include "core/api/json_values.h"

namespace interweave {

namespace {

Json toJson(const Difference& difference)
{
    Json json{{"name", difference.name}, {"difference", difference.difference},
        {"tolerance", difference.tolerance}, {"measure", difference.measure},
        {"passed", difference.passed()}};
    if (!difference.problem.empty()) {
        json["difference"] = nullptr;
        json["problem"] = difference.problem;
    }
    return json;
}

Json listOf(const std::vector<Difference>& differences)
{
    Json list = Json::array();
    for (const Difference& difference : differences)
        list.push_back(toJson(difference));
    return list;
}

} // namespace

Json toJson(const VerifyReport& report)
{
    return {{"case", report.caseFolder}, {"kind", report.kind}, {"device", report.device},
        {"passed", report.passed()}, {"differences", listOf(report.differences)}};
}

Json toJson(const SelftestReport& report)
{
    Json parts = Json::array();
    for (const SelftestPart& part : report.parts)
        parts.push_back({{"name", part.name}, {"differences", listOf(part.differences)}});
    return {{"device", report.device}, {"passed", report.passed()}, {"parts", parts}};
}

} // namespace interweave
