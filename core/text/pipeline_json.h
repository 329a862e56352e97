// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/json_field.h"
#include "core/text/pipeline_tokenizer.h"

namespace interweave {

/// The sections of a tokenizer.json, each adding to `parts`. A type or key that is not understood
/// is Error{Unsupported}.
void readNormalizer(const JsonField& section, PipelineParts& parts);
void readPreTokenizer(const JsonField& section, PipelineParts& parts);
void readPostProcessor(const JsonField& section, PipelineParts& parts);
void readDecoder(const JsonField& section, PipelineParts& parts);

/// A section of type Metaspace, a pre-tokenizer's or a decoder's.
MetaspaceOptions readMetaspace(const JsonField& section);

} // namespace interweave
