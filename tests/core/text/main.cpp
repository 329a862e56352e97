// SPDX-License-Identifier: Apache-2.0
#include "test_bpe.h"
#include "test_families.h"
#include "test_hostile_tokenizers.h"
#include "test_pipeline_tokenizer.h"
#include "test_rank_tokenizer.h"
#include "test_regex.h"
#include "test_sentencepiece.h"
#include "test_stream_decoder.h"
#include "test_utf8.h"
#include "test_vocabularies.h"
#include "tests/support/run_suites.h"

int main(int argc, char** argv)
{
    return interweave::runSuites<TestUtf8, TestRegex, TestBpe, TestPipelineTokenizer, TestFamilies,
        TestRankTokenizer, TestSentencePiece, TestStreamDecoder, TestHostileTokenizers,
        TestVocabularies>(argc, argv);
}
