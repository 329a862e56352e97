// SPDX-License-Identifier: Apache-2.0
#include "hostile_file.h"

#include "core/support/random.h"

#include <array>
#include <cstring>
#include <fstream>

namespace interweave::testing {

namespace fs = std::filesystem;

namespace {

using Opener = std::function<void(const fs::path&)>;

std::string damaged(std::string bytes, Random& random)
{
    constexpr std::array<uint64_t, 8> kExtremes
        = {0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 1ULL << 62, ~0ULL >> 1, ~0ULL};
    for (uint64_t wounds = 1 + random.below(3); wounds > 0 && !bytes.empty(); --wounds) {
        const size_t at = random.below(bytes.size());
        const size_t length = std::min<size_t>(1 + random.below(16), bytes.size() - at);
        switch (random.below(5)) {
        case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8))); break;
        case 1: bytes[at] = static_cast<char>(random.below(256)); break;
        case 2:
            std::memcpy(&bytes[at], &kExtremes[random.below(kExtremes.size())],
                std::min<size_t>(length, 8));
            break;
        case 3: bytes.erase(at, length); break;
        case 4: bytes.insert(at, bytes.substr(at, length)); break;
        }
    }
    return bytes;
}

} // namespace

QString fastFolderPattern()
{
    const fs::path memory = "/dev/shm";
    const fs::path folder = fs::is_directory(memory) ? memory : fs::temp_directory_path();
    return QString::fromStdString((folder / "interweave-XXXXXX").string());
}

std::string openingError(const std::string& content, const fs::path& file, const Opener& open)
{
    std::ofstream(file, std::ios::binary) << content;
    try {
        open(file);
    } catch (const Error& error) {
        return error.message();
    }
    return {};
}

HostileCount openDamaged(const std::string& valid, int mutations, uint64_t seed,
    const fs::path& file, const Opener& open)
{
    HostileCount accepted;
    for (size_t length = 0; length < valid.size(); ++length)
        accepted.truncationsAccepted += openingError(valid.substr(0, length), file, open).empty();
    Random random(seed);
    for (int i = 0; i < mutations; ++i)
        accepted.mutationsAccepted += openingError(damaged(valid, random), file, open).empty();
    return accepted;
}

} // namespace interweave::testing
