// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interweave {

/// Asks what a recipe's training rows are like.
struct DataRequest {
    std::string recipe; // file
    std::vector<std::string> overrides; // "dotted.key=value"
    std::vector<std::string> against; // files of rows that should not be trained on: test sets,
                                      // suites (YAML) with all their tasks
    int64_t shownRows = 3; // of the file's beginning, whole
};

/// Lengths in tokens, before anything is cut.
struct LengthSummary {
    int64_t shortest = 0;
    int64_t median = 0; // nearest rank, as the next
    int64_t percentile95 = 0;
    int64_t longest = 0;
    int64_t binWidth = 1; // 1, 2 or 5 times a power of ten
    std::vector<int64_t> bins; // rows of [i·binWidth, (i + 1)·binWidth), at most 25
};

struct BadLine {
    int64_t line = 0; // physical, from 1; in a JSON list the record's place
    std::string reason;
};

/// A row that says again what an earlier one has said.
struct RepeatedRow {
    enum class Kind {
        Exact, // the same prompt and answer
        Normalised, // the same but for case, punctuation and white space
        Conflict // the same prompt, normalised, with another answer
    };
    Kind kind = Kind::Exact;
    int64_t line = 0;
    int64_t earlierLine = 0;
};

struct DataToken {
    std::string text;
    bool isLearned = false; // the loss is taken on it
    bool isCut = false; // past the limit: not in the row
};

/// A row on its way from the file to what is trained on.
struct ShownRow {
    int64_t line = 0;
    std::string record; // JSON, as it was read
    std::string prompt; // as the tokenizer reads it; empty: a text to learn as a whole
    std::string answer;
    std::vector<DataToken> tokens; // prompt, answer, end of sequence; also what the limits cut
    int64_t droppedTurns = 0; // of a conversation that is too long, its oldest: not in the prompt
};

/// A row of another file that training rows give away.
struct LeakedRow {
    enum class Kind {
        WholeRow, // prompt and answer, normalised
        Prompt, // the prompt, normalised
        Words // some of its word 13-grams
    };
    Kind kind = Kind::WholeRow;
    int64_t line = 0;
    int64_t trainingLine = 0; // the first training row that has it
    double overlap = 1.0; // share of the row's own 13-grams that training rows have
    std::string text; // the end of its prompt, or of a text
};

/// What training rows have of one file. The first that applies counts: the row whole, its prompt,
/// or word 13-grams in common. A 13-gram that more than ten training rows have says nothing: it is
/// left out, and so is one that shares a word with it (an instruction that every prompt begins
/// with). A row of fewer than 13 words of its own is compared whole only. Source: Brown et al.
/// 2020, "Language Models are Few-Shot Learners", Appendix C.
struct LeakageReport {
    std::string file;
    int64_t rows = 0;
    int64_t wholeRows = 0;
    int64_t prompts = 0;
    int64_t wordOverlaps = 0;
    std::vector<LeakedRow> leaked; // the first hundred, those that share most first
};

/// "exact", "normalised", "conflict".
std::string_view name(RepeatedRow::Kind kind);
/// "row", "prompt", "words".
std::string_view name(LeakedRow::Kind kind);

/// What the rows of a recipe's data file are like, as training would read them.
struct DataReport {
    std::string file;
    std::string tokenizer; // its kind
    int64_t maxInputTokens = 0;
    int64_t maxOutputTokens = 0;
    int64_t rows = 0; // good ones
    int64_t badLines = 0;
    std::vector<BadLine> bad; // the first hundred
    bool skipsBadLines = false; // else training refuses the file

    LengthSummary prompt; // rows that are texts have none
    LengthSummary answer; // the closing end of sequence included
    int64_t cutPrompts = 0; // rows
    int64_t cutAnswers = 0; // rows; of texts too
    int64_t shortenedConversations = 0; // rows that lost their oldest turns
    int64_t emptyPrompts = 0; // nothing but white space
    int64_t emptyAnswers = 0;

    int64_t exactRepeats = 0;
    int64_t normalisedRepeats = 0;
    int64_t conflicts = 0;
    std::vector<RepeatedRow> repeated; // the first hundred

    std::vector<ShownRow> shown;
    std::vector<LeakageReport> leakage; // a file each, in the order asked for
};

} // namespace interweave
