// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/train/form_fields.h"

#include "ui/models/recipe_form.h"
#include "ui/pages/train/field_specs.h"
#include "ui/pages/train/file_choice.h"
#include "ui/widgets/card.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <utility>

namespace interweave::ui {

namespace {

using Kind = FieldSpec::Kind;

constexpr int kEditorWidth = 156;
constexpr int kSignWidth = 8;
constexpr int kHalfWidth = 68; // two of them and a sign are one editor
constexpr int kBrowseWidth = 30;
constexpr int kSpacing = 6;

} // namespace

FormFields::FormFields(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_more(new QPushButton(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(5);
    for (const FieldSpec& spec : fieldSpecs())
        addField(spec);
    m_more->setObjectName(QStringLiteral("moreFields"));
    m_more->setProperty("kind", QStringLiteral("quiet"));
    m_more->setToolTip(tr("All that is usually set; the YAML has every key"));
    m_column->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] {
        showMore(!showsMore());
        Q_EMIT moreToggled(showsMore());
    });
    showMore(false);
}

bool FormFields::showsMore() const
{
    return m_more->property("on").toBool();
}

void FormFields::showMore(bool more)
{
    m_more->setProperty("on", more);
    m_more->setText(more ? tr("Fewer settings") : tr("More settings"));
    showRows();
}

void FormFields::showRows()
{
    for (const Field& field : std::as_const(m_fields))
        field.row->setVisible(field.applies && (showsMore() || !field.more));
}

void FormFields::addField(const FieldSpec& spec)
{
    const QString key = QString::fromLatin1(spec.key);
    Field field;
    field.more = spec.more;
    field.toolTip = spec.toolTip;
    field.editor = makeEditor(spec);
    field.editor->setObjectName(key);
    field.editor->setToolTip(spec.toolTip);
    field.editor->setAccessibleName(spec.label.isEmpty() ? tr("Batches of a step") : spec.label);
    if (spec.label.isEmpty()) { // the second half of the row before
        const Field& before = m_fields[QStringLiteral("train.batch_size")];
        auto* const row = qobject_cast<QHBoxLayout*>(before.row->layout()->itemAt(0)->layout());
        before.editor->setFixedWidth(kHalfWidth);
        field.editor->setFixedWidth(kHalfWidth);
        QLabel* const sign = secondaryLabel(QStringLiteral("×"), before.row);
        sign->setFixedWidth(kSignWidth);
        row->addWidget(sign);
        row->addWidget(field.editor);
        field.row = before.row;
        field.problem = addProblem(key, field.row);
        m_fields[key] = field;
        return;
    }
    field.row = new QWidget(this);
    auto* const rows = new QVBoxLayout(field.row);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    auto* const line = new QHBoxLayout;
    line->setSpacing(kSpacing);
    QLabel* const label = secondaryLabel(spec.label, field.row);
    label->setBuddy(field.editor);
    label->setToolTip(spec.toolTip);
    line->addWidget(label);
    line->addStretch(1);
    line->addWidget(field.editor);
    if (spec.kind == Kind::File || spec.kind == Kind::Path) {
        field.browse = makeBrowse(spec, static_cast<QLineEdit*>(field.editor));
        field.editor->setFixedWidth(kEditorWidth - kBrowseWidth - kSpacing);
        line->addWidget(field.browse);
    } else if (spec.kind != Kind::Switch) {
        field.editor->setFixedWidth(kEditorWidth);
    }
    rows->addLayout(line);
    field.problem = addProblem(key, field.row);
    m_column->addWidget(field.row);
    m_fields[key] = field;
}

/// The line below a field.
QLabel* FormFields::addProblem(const QString& key, QWidget* row)
{
    QLabel* const problem = secondaryLabel({}, row);
    problem->setObjectName(QStringLiteral("problem:") + key);
    problem->setWordWrap(true);
    problem->setTextFormat(Qt::PlainText);
    problem->hide();
    row->layout()->addWidget(problem);
    return problem;
}

QWidget* FormFields::makeEditor(const FieldSpec& spec)
{
    const QString key = QString::fromLatin1(spec.key);
    if (spec.kind == Kind::Switch) {
        auto* const box = new QCheckBox(spec.choices.value(0), this);
        connect(box, &QCheckBox::clicked, this, [this, key](bool on) {
            Q_EMIT edited(key, on ? QStringLiteral("true") : QStringLiteral("false"));
        });
        return box;
    }
    if (spec.kind == Kind::Choice) {
        auto* const box = new QComboBox(this);
        box->addItems(spec.choices);
        connect(box, &QComboBox::textActivated, this,
            [this, key](const QString& text) { Q_EMIT edited(key, text); });
        return box;
    }
    auto* const line = new QLineEdit(this);
    connect(line, &QLineEdit::textEdited, this,
        [this, key](const QString& text) { Q_EMIT edited(key, text); });
    if (spec.kind != Kind::Text) {
        line->setPlaceholderText(tr("none"));
        line->installEventFilter(this);
    }
    return line;
}

QPushButton* FormFields::makeBrowse(const FieldSpec& spec, QLineEdit* editor)
{
    auto* const button = new QPushButton(QStringLiteral("…"), this);
    const QString key = QString::fromLatin1(spec.key);
    button->setObjectName(QStringLiteral("browse:") + key);
    button->setProperty("kind", QStringLiteral("quiet"));
    button->setFixedWidth(kBrowseWidth);
    button->setAccessibleName(tr("Browse: %1").arg(spec.label));
    button->setToolTip(tr("Choose on disk"));
    const auto take = [this, key, editor](const QString& file) {
        editor->setText(file);
        Q_EMIT edited(key, file);
    };
    if (spec.kind == Kind::File) {
        connect(button, &QPushButton::clicked, this, [this, take, title = spec.label] {
            askForFile(this, FileChoice::ExistingFile, title, tr("All files (*)"), {}, take);
        });
        return button;
    }
    auto* const menu = new QMenu(button);
    menu->addAction(tr("A model folder…"), this, [this, take] {
        askForFile(this, FileChoice::ExistingFolder, tr("Model folder"), {}, {}, take);
    });
    menu->addAction(tr("A .gguf file…"), this, [this, take] {
        askForFile(
            this, FileChoice::ExistingFile, tr("Model file"), tr("Models (*.gguf)"), {}, take);
    });
    button->setMenu(menu);
    return button;
}

bool FormFields::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QWidget::eventFilter(watched, event);
    auto* const drop = static_cast<QDropEvent*>(event);
    const QList<QUrl> urls = drop->mimeData()->urls();
    if (urls.isEmpty() || !urls.first().isLocalFile() || m_readOnly)
        return QWidget::eventFilter(watched, event);
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop) {
        auto* const line = static_cast<QLineEdit*>(watched);
        line->setText(urls.first().toLocalFile());
        Q_EMIT edited(line->objectName(), line->text());
    }
    return true;
}

void FormFields::setText(QWidget* editor, const QString& text)
{
    if (auto* const box = qobject_cast<QCheckBox*>(editor)) {
        box->setChecked(text == QStringLiteral("true"));
    } else if (auto* const choice = qobject_cast<QComboBox*>(editor)) {
        if (choice->findText(text) < 0)
            choice->addItem(text); // of a recipe that says something else
        choice->setCurrentText(text);
    } else if (auto* const line = qobject_cast<QLineEdit*>(editor);
               line && line->text() != text && !line->hasFocus()) {
        line->setText(text);
        line->setCursorPosition(static_cast<int>(text.size())); // a path's end says most
    }
}

void FormFields::showForm(const RecipeForm& form)
{
    for (auto field = m_fields.begin(); field != m_fields.end(); ++field) {
        const std::string key = field.key().toStdString();
        setText(field->editor, QString::fromStdString(form.value(key)));
        if (auto* const line = qobject_cast<QLineEdit*>(field->editor); line && field->browse)
            line->setToolTip(line->text().isEmpty() ? field->toolTip : line->text());
        m_reasons[field.key()] = form.whyDisabled(key);
        field->applies = form.isShown(key);
        updateField(field.key());
    }
    showRows();
}

bool FormFields::showProblem(const QString& key, const QString& problem)
{
    const QString before = std::exchange(m_problemKey, key);
    m_problem = problem;
    for (const QString& one : {before, key})
        if (m_fields.contains(one))
            updateField(one);
    const auto field = m_fields.constFind(key);
    return field != m_fields.constEnd() && (showsMore() || !field->more);
}

void FormFields::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    if (readOnly && focusWidget())
        focusWidget()->clearFocus(); // a field that is being written in keeps its text
    for (auto field = m_fields.begin(); field != m_fields.end(); ++field)
        updateField(field.key());
}

void FormFields::updateField(const QString& key)
{
    Field& field = m_fields[key];
    const QString reason = m_reasons.value(key);
    const bool wrong = key == m_problemKey && !m_problem.isEmpty();
    // What a run was started with is there to be read: not pale, as what is disabled.
    field.editor->setEnabled(m_readOnly || reason.isEmpty());
    if (auto* const line = qobject_cast<QLineEdit*>(field.editor)) {
        line->setReadOnly(m_readOnly);
    } else {
        field.editor->setAttribute(Qt::WA_TransparentForMouseEvents, m_readOnly);
        field.editor->setFocusPolicy(m_readOnly ? Qt::NoFocus : Qt::StrongFocus);
    }
    if (field.browse) {
        field.browse->setVisible(!m_readOnly);
        field.editor->setFixedWidth(
            m_readOnly ? kEditorWidth : kEditorWidth - kBrowseWidth - kSpacing);
    }
    setRole(*field.editor, "invalid", wrong ? QStringLiteral("true") : QStringLiteral("false"));
    setRole(*field.problem, "role", wrong ? QStringLiteral("worse") : QStringLiteral("secondary"));
    field.problem->setText(wrong ? m_problem : reason);
    field.problem->setVisible(!field.problem->text().isEmpty());
}

void FormFields::focusField(const QString& key)
{
    const auto field = m_fields.constFind(key);
    if (field == m_fields.constEnd())
        return;
    if (field->more)
        showMore(true);
    field->editor->setFocus(Qt::OtherFocusReason);
}

} // namespace interweave::ui
