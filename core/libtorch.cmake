# SPDX-License-Identifier: Apache-2.0
# Our own imported target for LibTorch. Torch's own package file stops where no CUDA toolkit is installed although
# the CUDA wheel builds and runs without one; this works with both wheels.
if(NOT EXISTS "${LIBTORCH}/include/ATen/core/Tensor.h")
  message(FATAL_ERROR "No LibTorch in '${LIBTORCH}': run ./dev test once, or set -DLIBTORCH=/path (the folder with include and lib)")
endif()

add_library(libtorch INTERFACE)
target_include_directories(libtorch SYSTEM INTERFACE
  "${LIBTORCH}/include" "${LIBTORCH}/include/torch/csrc/api/include")
target_link_directories(libtorch INTERFACE "${LIBTORCH}/lib")
target_link_libraries(libtorch INTERFACE torch_cpu c10)

# Torch finds its CUDA kernels by the libraries a program is linked to. A CUDA wheel without CUDA's own libraries beside
# it still computes on the CPU, as long as nothing loads the kernels.
if(EXISTS "${LIBTORCH}/lib/libtorch_cuda.so")
  execute_process(COMMAND ldd "${LIBTORCH}/lib/libtorch_cuda.so" OUTPUT_VARIABLE needed)
  if(needed MATCHES "not found")
    message(STATUS "LibTorch's CUDA kernels lack a library: building for the CPU")
  else()
    target_link_options(libtorch INTERFACE "LINKER:--no-as-needed")
    target_link_libraries(libtorch INTERFACE torch_cuda c10_cuda)
  endif()
endif()
target_link_options(libtorch INTERFACE "LINKER:-rpath,${LIBTORCH}/lib")
