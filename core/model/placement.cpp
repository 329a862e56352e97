// SPDX-License-Identifier: Apache-2.0
#include "core/model/placement.h"

#include "core/support/error.h"

#include <ATen/Context.h>

namespace interweave {

namespace {

at::Device chooseDevice(const std::string& name)
{
    if (name == "auto")
        return at::hasCUDA() ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
    const bool cuda = name == "cuda" || name.starts_with("cuda:");
    if (name != "cpu" && !cuda && !name.starts_with("privateuseone"))
        throw Error(ErrorCode::InvalidArgument, "device",
            "'" + name + "' is unknown, expected auto, cpu, cuda or cuda:N");
    at::Device device(at::kCPU);
    try {
        device = at::Device(name);
    } catch (const c10::Error&) {
        throw Error(ErrorCode::InvalidArgument, "device",
            "'" + name + "' is not a device number, expected cuda:N");
    }
    if (!cuda)
        return device;
    if (!at::hasCUDA())
        throw Error(
            ErrorCode::Unsupported, "device", "no CUDA device is available here, use --device cpu");
    if (!device.has_index())
        device.set_index(0);
    if (device.index() >= at::globalContext().getAcceleratorHooksInterface(at::kCUDA).deviceCount())
        throw Error(ErrorCode::Unsupported, "device", "there is no " + name + " on this machine");
    return device;
}

bool cpuHasBf16Instructions()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

at::ScalarType chooseDtype(const std::string& name, at::Device device)
{
    if (name == "fp32")
        return at::kFloat;
    if (name == "bf16")
        return at::kBFloat16;
    if (name == "fp16")
        return at::kHalf;
    if (name != "auto")
        throw Error(ErrorCode::InvalidArgument, "dtype",
            "'" + name + "' is unknown, expected auto, fp32, bf16 or fp16");
    if (device.is_cuda() || (device.is_cpu() && cpuHasBf16Instructions()))
        return at::kBFloat16;
    return at::kFloat;
}

} // namespace

Placement choosePlacement(const std::string& device, const std::string& dtype)
{
    const at::Device chosen = chooseDevice(device);
    // cuDNN's attention, torch's first choice on recent GPUs, makes a plan for every new length:
    // tens of milliseconds for each token written. Flash attention takes any length.
    if (chosen.is_cuda())
        at::globalContext().setSDPUseCuDNN(false);
    return {chosen, chooseDtype(dtype, chosen)};
}

std::string dtypeName(at::ScalarType dtype)
{
    switch (dtype) {
    case at::kFloat: return "fp32";
    case at::kBFloat16: return "bf16";
    case at::kHalf: return "fp16";
    default: return c10::toString(dtype);
    }
}

} // namespace interweave
