// SPDX-License-Identifier: Apache-2.0
#include "core/store/network_file_system.h"

#include "core/support/error.h"

#include <sys/vfs.h>

namespace interweave {

std::string networkFileSystem(unsigned long type)
{
    switch (type) { // linux/magic.h, and the file systems' own sources
    case 0x6969: return "NFS";
    case 0x517b:
    case 0xfe534d42:
    case 0xff534d42: return "SMB";
    case 0x5346414f:
    case 0x6b414653: return "AFS";
    case 0x0bd00bd0: return "Lustre";
    case 0x47504653: return "GPFS";
    case 0x00c36400: return "Ceph";
    default: return {};
    }
}

void requireLocal(const std::filesystem::path& file)
{
    struct statfs facts { };
    if (::statfs(file.parent_path().c_str(), &facts) != 0)
        return; // opening says what is wrong
    // Some are declared signed: the type is 32 bits of either.
    const auto type = static_cast<unsigned long>(facts.f_type) & 0xffffffffUL;
    if (const std::string name = networkFileSystem(type); !name.empty())
        throw Error(ErrorCode::Unsupported, file.string(),
            "lies on a network file system (" + name
                + "), where the database of runs could be damaged; set INTERWEAVE_HOME to a "
                  "folder on a local disk");
}

} // namespace interweave
