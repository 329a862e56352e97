// SPDX-License-Identifier: Apache-2.0
#include "core/support/embedded_files.h"
#include "core/support/temporary_folder.h"
#include "core/verify/case_result.h"
#include "core/verify/differences.h"
#include "core/verify/verify.h"

#include <c10/core/Device.h>

#include <array>

namespace interweave {

namespace {

constexpr std::array kCases{"models/llama3", "imsm/llama3_mode5_lora"};
constexpr double kDeviceSlack = 10.0; // sums in other orders; a wrong kernel is off by far more

} // namespace

SelftestReport selftest(const std::string& device,
    const std::function<void(const std::string& part)>& onPart, std::stop_token stop)
{
    const TemporaryFolder folder("interweave-selftest");
    unpackEmbedded("selftest/", folder.path());
    const Placement cpu = choosePlacement("cpu", "fp32");
    const Placement other = choosePlacement(device, "fp32");

    SelftestReport report{other.device.str(), {}};
    const auto add = [&](const std::string& name, const auto& differences) {
        if (onPart)
            onPart(name);
        report.parts.push_back({name, differences()});
    };
    for (const std::string name : kCases) {
        CaseResult onCpu;
        add(name + " on cpu", [&] {
            onCpu = runCase(folder.path() / name, cpu, stop);
            return compareTensors(onCpu.computed, onCpu.expected);
        });
        if (other.device.is_cpu())
            continue;
        add(name + ": " + report.device + " against cpu", [&] {
            const CaseResult there = runCase(folder.path() / name, other, stop);
            return compareTensors(there.computed, onCpu.computed, kDeviceSlack);
        });
    }
    return report;
}

} // namespace interweave
