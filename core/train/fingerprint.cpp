// SPDX-License-Identifier: Apache-2.0
#include "core/train/fingerprint.h"

#include "core/support/hash.h"
#include "core/support/mapped_file.h"

#include <algorithm>
#include <vector>

namespace interweave {

namespace fs = std::filesystem;

namespace {

constexpr size_t kSamples = 64;
constexpr size_t kSampleBytes = 4096;
constexpr size_t kHeldBytes = size_t{16} << 20; // of a file in memory

void addSamples(Hasher& hasher, const fs::path& path)
{
    const MappedFile file(path);
    const auto bytes = file.bytes();
    hasher.add(static_cast<uint64_t>(bytes.size()));
    for (size_t i = 0; i < kSamples; ++i) {
        const auto sample = bytes.subspan(bytes.size() / kSamples * i);
        hasher.add(sample.data(), std::min(sample.size(), kSampleBytes));
    }
}

} // namespace

std::string fileHash(const fs::path& path)
{
    const MappedFile file(path);
    Hasher hasher;
    for (size_t begin = 0; begin < file.bytes().size(); begin += kHeldBytes) {
        const auto part = file.bytes().subspan(begin);
        hasher.add(part.data(), std::min(part.size(), kHeldBytes));
        file.release(begin);
    }
    return hasher.hex();
}

std::string modelFingerprint(const fs::path& path)
{
    std::vector<fs::path> files;
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::directory_iterator(path))
            if (entry.path().extension() == ".safetensors")
                files.push_back(entry.path());
        std::sort(files.begin(), files.end());
    } else {
        files.push_back(path);
    }
    Hasher hasher;
    for (const fs::path& file : files)
        addSamples(hasher, file);
    return hasher.hex();
}

} // namespace interweave
