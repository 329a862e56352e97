// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMap>
#include <QVector>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace interweave::ui {

class RecipeForm;
struct FieldSpec;

/// The recipe's keys as fields, each named by its key, with what is wrong with it below it. What a
/// person writes is told by `edited`; what is shown comes from the form.
class FormFields : public QWidget {
    Q_OBJECT

public:
    explicit FormFields(QWidget* parent = nullptr);

    /// Says nothing. A field that is being written in keeps its text.
    void showForm(const RecipeForm& form);
    /// Under its field; an empty key: none. One that has no field here, or a hidden one, is shown
    /// by the caller: false.
    bool showProblem(const QString& key, const QString& problem);
    void setReadOnly(bool readOnly);
    void showMore(bool more);
    bool showsMore() const;
    void focusField(const QString& key);

Q_SIGNALS:
    void edited(const QString& key, const QString& text);
    void moreToggled(bool more);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override; // files dropped on a field

private:
    struct Field {
        QWidget* editor = nullptr;
        QWidget* row = nullptr;
        QLabel* problem = nullptr; // or the reason why it is disabled
        QPushButton* browse = nullptr;
        bool more = false;
        bool applies = true; // to the method that is chosen
        QString toolTip;
    };

    void showRows();
    void addField(const FieldSpec& spec);
    QLabel* addProblem(const QString& key, QWidget* row);
    QWidget* makeEditor(const FieldSpec& spec);
    QPushButton* makeBrowse(const FieldSpec& spec, QLineEdit* editor);
    void updateField(const QString& key);
    static void setText(QWidget* editor, const QString& text);

    QVBoxLayout* m_column;
    QPushButton* m_more;
    QMap<QString, Field> m_fields;
    QMap<QString, QString> m_reasons; // why fields are disabled
    QString m_problemKey;
    QString m_problem;
    bool m_readOnly = false;
};

} // namespace interweave::ui
