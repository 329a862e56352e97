// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/data/source_card.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace interweave::ui {

SourceCard::SourceCard(QWidget* parent)
    : Card(tr("Rows"), parent)
    , m_file(new QLineEdit(this))
    , m_layout(new QComboBox(this))
    , m_prompt(new QLineEdit(this))
    , m_answer(new QLineEdit(this))
    , m_against(new QLineEdit(this))
    , m_words(new QWidget(this))
{
    m_file->setObjectName(QStringLiteral("dataFile"));
    m_file->setPlaceholderText(tr("the recipe's own"));
    m_file->setToolTip(tr("JSON lines, JSON, CSV, TSV or text; a file can also be dropped on the "
                          "page. Empty: the file of the recipe on the page Train"));
    m_prompt->setObjectName(QStringLiteral("dataPrompt"));
    m_prompt->setPlaceholderText(QStringLiteral("Question: {question}\\nAnswer:"));
    m_prompt->setToolTip(tr("{name} stands for a column or field, {a|b} for the first of two that "
                            "a record has, {a.b} for one inside another, \\n for a line break"));
    m_answer->setObjectName(QStringLiteral("dataAnswer"));
    m_answer->setPlaceholderText(QStringLiteral("{answer}"));
    m_answer->setToolTip(m_prompt->toolTip());
    m_against->setObjectName(QStringLiteral("dataAgainst"));
    m_against->setPlaceholderText(tr("none"));
    m_against->setToolTip(tr("Rows that must not be trained on: a test set, or a suite with all "
                             "its tasks"));
    buildLayouts();
    addField(tr("File"), fileRow(m_file, QStringLiteral("dataBrowse"), tr("Training rows")));
    addField(tr("Prompt and answer"), m_layout);
    auto* const words = new QVBoxLayout(m_words);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(8);
    words->addWidget(m_prompt);
    words->addWidget(m_answer);
    m_prompt->setAccessibleName(tr("Prompt"));
    m_answer->setAccessibleName(tr("Answer"));
    addWidget(m_words);
    m_words->hide();
    addField(tr("Held against"),
        fileRow(m_against, QStringLiteral("dataBrowseAgainst"), tr("Test rows")));
    for (QLineEdit* field : {m_file, m_prompt, m_answer, m_against})
        connect(field, &QLineEdit::textChanged, this, &SourceCard::take);
    connect(m_layout, &QComboBox::currentIndexChanged, this, &SourceCard::take);
}

/// The label above its field.
void SourceCard::addField(const QString& label, QWidget* field)
{
    QLabel* const caption = secondaryLabel(label, this);
    QWidget* const editor = field->focusProxy() ? field->focusProxy() : field;
    caption->setBuddy(editor);
    editor->setAccessibleName(label);
    addWidget(caption);
    addWidget(field);
}

QWidget* SourceCard::fileRow(QLineEdit* field, const QString& name, const QString& title)
{
    auto* const row = new QWidget(this);
    auto* const browse = new QPushButton(tr("Browse…"), row);
    browse->setObjectName(name);
    auto* const layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(field, 1);
    layout->addWidget(browse);
    row->setFocusProxy(field);
    connect(browse, &QPushButton::clicked, this, [this, field, title] {
        auto* const dialog = new QFileDialog(this, title);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, field, &QLineEdit::setText);
        dialog->open();
    });
    return row;
}

void SourceCard::buildLayouts()
{
    using Layout = DataForm::Layout;
    m_layout->setObjectName(QStringLiteral("dataLayout"));
    m_layout->setToolTip(tr("What makes a prompt and an answer of a record"));
    m_layout->addItem(tr("As the recipe says"), static_cast<int>(Layout::AsRecipe));
    m_layout->addItem(tr("By the record's fields"), static_cast<int>(Layout::ByFields));
    m_layout->addItem(tr("In words of my own"), static_cast<int>(Layout::OwnWords));
    for (const QString& name : dataTemplates())
        m_layout->addItem(tr("As the paper asks: %1").arg(name), static_cast<int>(Layout::Named));
}

void SourceCard::take()
{
    DataForm form = m_form;
    form.file = m_file->text().trimmed();
    form.layout = static_cast<DataForm::Layout>(m_layout->currentData().toInt());
    const int named = m_layout->findData(static_cast<int>(DataForm::Layout::Named));
    form.templateName = form.layout == DataForm::Layout::Named
        ? dataTemplates().value(m_layout->currentIndex() - named)
        : QString();
    form.prompt = m_prompt->text();
    form.answer = m_answer->text();
    form.against = m_against->text().trimmed();
    m_words->setVisible(form.layout == DataForm::Layout::OwnWords);
    if (form == m_form)
        return;
    m_form = form;
    Q_EMIT changed();
}

void SourceCard::setRecipe(const TrainRequest& recipe)
{
    DataForm form = m_form;
    form.recipe = recipe;
    if (form == m_form)
        return;
    m_form = form;
    Q_EMIT changed();
}

void SourceCard::setFile(const QString& file)
{
    m_file->setText(file);
}

void SourceCard::askForFile()
{
    findChild<QPushButton*>(QStringLiteral("dataBrowse"))->click();
}

} // namespace interweave::ui
