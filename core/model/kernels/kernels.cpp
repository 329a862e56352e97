// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/kernels.h"

namespace interweave {

#define INTERWEAVE_DECLARE_ISA(isa)                                                                \
    namespace isa {                                                                                \
    extern const Kernels<float> kFloatKernels;                                                     \
    extern const Kernels<uint16_t> kBf16Kernels;                                                   \
    }

INTERWEAVE_DECLARE_ISA(portable)
#ifdef INTERWEAVE_X86_KERNELS
INTERWEAVE_DECLARE_ISA(avx2)
INTERWEAVE_DECLARE_ISA(avx512)
#endif

namespace {

enum class Isa { Portable, Avx2, Avx512 };

Isa widestIsa()
{
#ifdef INTERWEAVE_X86_KERNELS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq"))
        return Isa::Avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return Isa::Avx2;
#endif
    return Isa::Portable;
}

const Isa kIsa = widestIsa();

} // namespace

template <>
const Kernels<float>& kernels<float>()
{
#ifdef INTERWEAVE_X86_KERNELS
    if (kIsa == Isa::Avx512)
        return avx512::kFloatKernels;
    if (kIsa == Isa::Avx2)
        return avx2::kFloatKernels;
#endif
    return portable::kFloatKernels;
}

template <>
const Kernels<uint16_t>& kernels<uint16_t>()
{
#ifdef INTERWEAVE_X86_KERNELS
    if (kIsa == Isa::Avx512)
        return avx512::kBf16Kernels;
    if (kIsa == Isa::Avx2)
        return avx2::kBf16Kernels;
#endif
    return portable::kBf16Kernels;
}

} // namespace interweave
