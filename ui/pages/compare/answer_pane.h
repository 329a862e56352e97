// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/comparison_text.h"

#include <QFrame>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace interweave::ui {

/// One voice's answer: the branch's colour at its upper edge, its text as it comes, and the proof
/// of which weights spoke.
class AnswerPane : public QFrame {
    Q_OBJECT

public:
    explicit AnswerPane(Branch branch, QWidget* parent = nullptr);

    /// Empty, with a word on what is waited for; empty: nothing is.
    void clear(const QString& waitingFor = {});
    /// Only adds, so that a long answer stays cheap.
    void append(const std::string& text, int tokens);
    /// The finished answer in the place of what came so far.
    void showComparison(const Comparison& comparison);
    /// A word in the place of text that is not there.
    void say(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QLayout* header();
    QCheckBox* shareBox();
    QLayout* footer();
    QToolButton* copyButton(const QString& objectName, const QString& tip);
    void restyle();
    void highlight();

    Branch m_branch;
    QLabel* m_name;
    QLabel* m_speed;
    QPlainTextEdit* m_text;
    QLabel* m_verdict;
    QLabel* m_proof;
    QToolButton* m_copy;
    QToolButton* m_copyProof;
    QString m_answer; // as it came, for the clipboard
    QString m_wholeProof;
    Generation m_generation; // the finished one
    int64_t m_marked = -1;
    int m_tokens = 0;
    QCheckBox* m_shares = nullptr; // colours tokens by their base share; of the interwoven voice
};

/// The colour in which everything of a branch is drawn.
QColor branchColour(Branch branch);

} // namespace interweave::ui
