// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_report.h"

#include "core/data/length_summary.h"
#include "core/data/repeated_rows.h"
#include "core/data/row_text.h"
#include "core/support/error.h"
#include "core/text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace interweave {

namespace {

constexpr size_t kListed = 100;

bool isBlank(const std::string& text)
{
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

/// The text of each token of `ids`, one after another; what a token leaves of a character comes
/// with the token that completes it.
void appendTokens(std::vector<DataToken>& tokens, const Tokenizer& tokenizer,
    const std::vector<TokenId>& ids, int64_t kept, bool isLearned)
{
    StreamDecoder decoder(tokenizer);
    for (size_t i = 0; i < ids.size(); ++i) {
        std::string text
            = tokenizer.isSpecial(ids[i]) ? tokenizer.piece(ids[i]) : decoder.add(ids[i]);
        if (i + 1 == ids.size())
            text += decoder.finish();
        tokens.push_back({std::move(text), isLearned, static_cast<int64_t>(i) >= kept});
    }
}

class Reporter {
public:
    Reporter(const RowReading& reading, int64_t shownRows, LeakageCheck& leakage)
        : m_reading(reading)
        , m_shownRows(shownRows)
        , m_leakage(leakage)
    {
    }

    void addBad(int64_t line, const std::string& reason)
    {
        if (m_report.badLines++ < static_cast<int64_t>(kListed))
            m_report.bad.push_back({line, reason});
    }

    void add(const DataRow& row, const JsonLine& record)
    {
        TokenisedRow tokens;
        try {
            tokens = tokeniseRow(m_reading.tokenizer, row, m_reading.eosId, m_reading.limits,
                m_reading.conversationText);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::NotFound) // no chat template: true of all
                throw;
            addBad(row.line, error.message());
            return;
        }
        ++m_report.rows;
        count(row, tokens);
        if (const auto repeated = m_repeated.add(row))
            add(*repeated);
        m_leakage.see(row);
        if (static_cast<int64_t>(m_report.shown.size()) < m_shownRows)
            show(row, record, tokens);
    }

    DataReport finish()
    {
        m_report.prompt = summarise(std::move(m_prompts));
        m_report.answer = summarise(std::move(m_answers));
        m_report.leakage = m_leakage.reports();
        return std::move(m_report);
    }

private:
    void count(const DataRow& row, const TokenisedRow& tokens)
    {
        const TokenLimits& limits = m_reading.limits;
        m_answers.push_back(static_cast<int32_t>(tokens.answerTokens));
        if (row.isText) {
            m_report.cutAnswers += tokens.isCut();
        } else {
            m_prompts.push_back(static_cast<int32_t>(tokens.promptTokens));
            m_report.cutPrompts += tokens.promptTokens > limits.maxInput;
            m_report.cutAnswers += tokens.answerTokens > limits.maxOutput;
            m_report.shortenedConversations += tokens.droppedTurns > 0;
            m_report.emptyPrompts += isBlank(promptText(row));
        }
        m_report.emptyAnswers += isBlank(row.outputs.front());
    }

    void add(const RepeatedRow& repeated)
    {
        using Kind = RepeatedRow::Kind;
        ++(repeated.kind == Kind::Exact             ? m_report.exactRepeats
                : repeated.kind == Kind::Normalised ? m_report.normalisedRepeats
                                                    : m_report.conflicts);
        if (m_report.repeated.size() < kListed)
            m_report.repeated.push_back(repeated);
    }

    void show(const DataRow& row, const JsonLine& record, const TokenisedRow& tokens)
    {
        const Tokenizer& tokenizer = m_reading.tokenizer;
        ShownRow shown{row.line,
            record.value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
            tokens.prompt, row.outputs.front(), {}, tokens.droppedTurns};
        const auto kept = static_cast<int64_t>(tokens.example.ids.size());
        const int64_t query = tokens.example.queryLength;
        if (row.isText) {
            appendTokens(shown.tokens, tokenizer, tokenizer.encode(shown.answer), kept, true);
            shown.tokens.front().isLearned = false; // given
            if (!tokens.isCut())
                shown.tokens.push_back(end());
        } else {
            const bool conversation = !row.conversation.empty();
            appendTokens(shown.tokens, tokenizer,
                conversation ? encodeConversation(tokenizer, tokens.prompt)
                             : tokenizer.encode(tokens.prompt),
                query, false);
            appendTokens(shown.tokens, tokenizer, encodeAnswer(tokenizer, shown.answer),
                kept - query - 1, true);
            shown.tokens.push_back(end());
        }
        m_report.shown.push_back(std::move(shown));
    }

    DataToken end() const
    {
        return {m_reading.tokenizer.piece(static_cast<TokenId>(m_reading.eosId)), true, false};
    }

    const RowReading& m_reading;
    int64_t m_shownRows;
    LeakageCheck& m_leakage;
    DataReport m_report;
    RepeatedRows m_repeated;
    std::vector<int32_t> m_prompts; // lengths
    std::vector<int32_t> m_answers;
};

} // namespace

DataReport reportData(const DataSource& source, const RowReading& reading, int64_t shownRows,
    LeakageCheck& leakage, std::stop_token stop)
{
    Reporter reporter(reading, shownRows, leakage);
    DataSource lenient = source;
    lenient.skipBadLines = true;
    forEachDataRow(
        lenient,
        [&](const DataRow& row, const JsonLine& record) {
            if (stop.stop_requested())
                throw Error(ErrorCode::Cancelled, source.path.string(), "the report was cancelled");
            reporter.add(row, record);
        },
        [&](int64_t line, const Error& error) { reporter.addBad(line, error.message()); });
    DataReport report = reporter.finish();
    report.file = source.path.string();
    report.tokenizer = reading.tokenizer.kind();
    report.maxInputTokens = reading.limits.maxInput;
    report.maxOutputTokens = reading.limits.maxOutput;
    report.skipsBadLines = source.skipBadLines;
    return report;
}

} // namespace interweave
