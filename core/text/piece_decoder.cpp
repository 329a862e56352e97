// SPDX-License-Identifier: Apache-2.0
#include "core/text/piece_decoder.h"

#include "core/text/byte_level.h"

namespace interweave {

void ByteLevelDecoder::apply(std::vector<std::string>& pieces) const
{
    for (std::string& piece : pieces)
        piece = bytesOfSpelling(piece);
}

} // namespace interweave
