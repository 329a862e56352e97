// SPDX-License-Identifier: Apache-2.0
#include "core/support/process_memory.h"

#include <fstream>
#include <unistd.h>

#ifdef INTERWEAVE_MIMALLOC
#include <mimalloc.h>
#endif

namespace interweave {

int64_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    int64_t total = 0;
    int64_t resident = 0;
    statm >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

void preferLargePages()
{
#ifdef INTERWEAVE_MIMALLOC
    mi_option_enable(mi_option_large_os_pages);
#endif
}

} // namespace interweave
