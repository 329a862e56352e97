// SPDX-License-Identifier: Apache-2.0
#include "tests/support/accelerator.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/EmptyTensor.h>
#include <ATen/detail/PrivateUse1HooksInterface.h>
#include <ATen/native/CPUFallback.h>
#include <ATen/ops/as_strided_native.h>
#include <ATen/ops/resize_native.h>
#include <ATen/ops/view_native.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/library.h>

#include <cstdint>
#include <cstdlib>

namespace interweave {

namespace {

constexpr auto kDevice = c10::DeviceType::PrivateUse1;

/// The system gives out no address with this bit: reading a tensor's data without a copy ends the
/// program, as on a GPU.
constexpr uintptr_t kDeviceBit = uintptr_t{1} << 55;

void* deviceAddress(void* host)
{
    return host ? reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(host) | kDeviceBit) : nullptr;
}

void* hostAddress(const void* device)
{
    return reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(device) & ~kDeviceBit);
}

void release(void* memory)
{
    std::free(hostAddress(memory));
}

struct HostAllocator final : c10::Allocator {
    c10::DataPtr allocate(size_t bytes) override
    {
        void* memory
            = deviceAddress(bytes == 0 ? nullptr : std::aligned_alloc(64, (bytes + 63) / 64 * 64));
        return {memory, memory, &release, c10::Device(kDevice, 0)};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &release; }
    void copy_data(void* to, const void* from, size_t bytes) const override
    {
        default_copy_data(hostAddress(to), hostAddress(from), bytes);
    }
};

HostAllocator allocator;

struct Hooks final : at::PrivateUse1HooksInterface {
    bool hasPrimaryContext(c10::DeviceIndex) const override { return true; }
    bool isAvailable() const override { return true; }
    bool isBuilt() const override { return true; }
    c10::DeviceIndex deviceCount() const override { return 1; }
    c10::DeviceIndex getCurrentDevice() const override { return 0; }
    const at::Generator& getDefaultGenerator(c10::DeviceIndex) const override
    {
        return at::detail::getDefaultCPUGenerator();
    }
};

Hooks hooks;

/// One device, one stream, everything done at once: an event has always happened.
struct HostGuard final : c10::impl::NoOpDeviceGuardImpl<kDevice> {
    c10::Device getDevice() const override { return {kDevice, 0}; }
    c10::Stream getStream(c10::Device) const noexcept override { return defaultStream(); }
    c10::Stream getNewStream(c10::Device, int) const override { return defaultStream(); }
    c10::Stream exchangeStream(c10::Stream) const noexcept override { return defaultStream(); }
    void record(
        void**, const c10::Stream&, const c10::DeviceIndex, const c10::EventFlag) const override
    {
    }
    void block(void*, const c10::Stream&) const override { }
    bool queryEvent(void*) const override { return true; }

private:
    static c10::Stream defaultStream()
    {
        return c10::Stream(c10::Stream::DEFAULT, c10::Device(kDevice, 0));
    }
};

/// The same memory seen as a CPU tensor.
at::Tensor onCpu(const at::Tensor& x)
{
    if (x.device().type() != kDevice)
        return x;
    return at::from_blob(hostAddress(x.const_data_ptr()), x.sizes(), x.strides(),
        x.options().device(at::kCPU).requires_grad(false));
}

at::Tensor emptyStrided(c10::SymIntArrayRef sizes, c10::SymIntArrayRef strides,
    std::optional<at::ScalarType> dtype, std::optional<at::Layout>, std::optional<at::Device>,
    std::optional<bool>)
{
    return at::detail::empty_strided_generic(C10_AS_INTARRAYREF_SLOW(sizes),
        C10_AS_INTARRAYREF_SLOW(strides), &allocator,
        c10::DispatchKeySet(c10::DispatchKey::PrivateUse1), dtype.value_or(at::kFloat));
}

at::Tensor empty(c10::SymIntArrayRef sizes, std::optional<at::ScalarType> dtype,
    std::optional<at::Layout>, std::optional<at::Device>, std::optional<bool>,
    std::optional<at::MemoryFormat> format)
{
    return at::detail::empty_generic(C10_AS_INTARRAYREF_SLOW(sizes), &allocator,
        c10::DispatchKeySet(c10::DispatchKey::PrivateUse1), dtype.value_or(at::kFloat), format);
}

at::Tensor copyFrom(const at::Tensor& from, const at::Tensor& to, bool)
{
    at::Tensor target = onCpu(to);
    target.copy_(onCpu(from));
    return to;
}

at::Tensor copyFromAndResize(const at::Tensor& from, const at::Tensor& to)
{
    if (to.sizes() != from.sizes())
        to.resize_(from.sizes());
    return copyFrom(from, to, false);
}

at::Tensor asStrided(const at::Tensor& x, c10::SymIntArrayRef sizes, c10::SymIntArrayRef strides,
    std::optional<c10::SymInt> offset)
{
    return at::native::as_strided_tensorimpl(x, C10_AS_INTARRAYREF_SLOW(sizes),
        C10_AS_INTARRAYREF_SLOW(strides),
        offset ? std::optional(offset->expect_int()) : std::nullopt);
}

at::Tensor reshapeAlias(const at::Tensor& x, c10::SymIntArrayRef sizes, c10::SymIntArrayRef strides)
{
    return asStrided(x, sizes, strides, x.sym_storage_offset());
}

at::Tensor view(const at::Tensor& x, c10::SymIntArrayRef sizes)
{
    return at::native::view(x, C10_AS_INTARRAYREF_SLOW(sizes));
}

const at::Tensor& resize(
    const at::Tensor& x, c10::SymIntArrayRef sizes, std::optional<at::MemoryFormat> format)
{
    return at::native::resize_(x, C10_AS_INTARRAYREF_SLOW(sizes), format);
}

at::Scalar localScalar(const at::Tensor& x)
{
    return onCpu(x).item();
}

void fallback(const c10::OperatorHandle& op, torch::jit::Stack* stack)
{
    std::optional<at::Device> device;
    const auto look = [&](const at::Tensor& x) {
        if (!x.defined() || x.dim() == 0)
            return;
        TORCH_CHECK(!device || *device == x.device(), op.schema().name(), ": tensors on ", *device,
            " and ", x.device());
        device = x.device();
    };
    const size_t arguments = op.schema().arguments().size();
    for (const c10::IValue& value : torch::jit::last(*stack, arguments)) {
        if (value.isTensor())
            look(value.toTensor());
        else if (value.isTensorList()) {
            for (const at::Tensor& x : value.toTensorVector())
                look(x);
        }
    }
    at::native::cpu_fallback(op, stack);
}

C10_REGISTER_GUARD_IMPL(PrivateUse1, HostGuard);

} // namespace

at::Device testAccelerator()
{
    if (at::hasCUDA())
        return {at::kCUDA, 0};
    // Only here: where this device is known, torch takes it for the machine's one accelerator.
    static const bool registered = [] {
        c10::SetAllocator(kDevice, &allocator);
        at::RegisterPrivateUse1HooksInterface(&hooks);
        c10::register_privateuse1_backend("privateuseone"); // backward passes ask for its name
        return true;
    }();
    TORCH_CHECK(registered);
    return {kDevice, 0};
}

} // namespace interweave

TORCH_LIBRARY_IMPL(aten, PrivateUse1, library)
{
    library.impl("empty.memory_format", TORCH_FN(interweave::empty));
    library.impl("empty_strided", TORCH_FN(interweave::emptyStrided));
    library.impl("_copy_from", TORCH_FN(interweave::copyFrom));
    library.impl("_copy_from_and_resize", TORCH_FN(interweave::copyFromAndResize));
    library.impl("as_strided", TORCH_FN(interweave::asStrided));
    library.impl("_reshape_alias", TORCH_FN(interweave::reshapeAlias));
    library.impl("view", TORCH_FN(interweave::view));
    library.impl("resize_", TORCH_FN(interweave::resize));
    library.impl("_local_scalar_dense", TORCH_FN(interweave::localScalar));
}

TORCH_LIBRARY_IMPL(_, PrivateUse1, library)
{
    library.fallback(torch::CppFunction::makeFromBoxedFunction<&interweave::fallback>());
}
