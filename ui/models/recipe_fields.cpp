// SPDX-License-Identifier: Apache-2.0
#include "ui/models/recipe_fields.h"

#include <QStringList>

#include <algorithm>

namespace interweave::ui {

namespace {

/// Where the text that opens with a quote at `from` closes; its size where it does not.
qsizetype endOfQuoted(const QString& text, qsizetype from)
{
    const QChar quote = text[from];
    for (qsizetype i = from + 1; i < text.size(); ++i) {
        if (text[i] == u'\\' && quote == u'"')
            ++i;
        else if (text[i] == quote) {
            if (quote == u'\'' && i + 1 < text.size() && text[i + 1] == quote)
                ++i; // '' is a quote inside
            else
                return i;
        }
    }
    return text.size();
}

/// Calls visit(place) for each character outside quotes until it returns false.
template <class Visit>
void visitUnquoted(const QString& text, Visit visit)
{
    bool begins = true; // a quote opens only where a word would
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (begins && (text[i] == u'"' || text[i] == u'\'')) {
            i = endOfQuoted(text, i);
            begins = false;
            continue;
        }
        if (!visit(i))
            return;
        begins = text[i].isSpace() || text[i] == u'[' || text[i] == u',' || text[i] == u'-';
    }
}

QString withoutComment(const QString& line)
{
    qsizetype end = line.size();
    visitUnquoted(line, [&](qsizetype i) {
        if (line[i] != u'#' || (i > 0 && !line[i - 1].isSpace()))
            return true;
        end = i;
        return false;
    });
    QString kept = line.left(end);
    while (!kept.isEmpty() && kept.back().isSpace())
        kept.chop(1);
    return kept;
}

QString unescaped(const QString& text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != u'\\' || i + 1 == text.size()) {
            plain += text[i];
            continue;
        }
        const QChar code = text[++i];
        const int digits = code == u'x' ? 2 : code == u'u' ? 4 : 0;
        if (digits > 0) {
            plain += QChar(text.mid(i + 1, digits).toUShort(nullptr, 16));
            i += digits;
        } else {
            plain += code == u'n' ? QChar(u'\n') : code == u't' ? QChar(u'\t') : code;
        }
    }
    return plain;
}

QString scalar(const QString& written)
{
    const QString text = written.trimmed();
    if (text.size() < 2 || (text.front() != u'"' && text.front() != u'\''))
        return text == u"~" || text == u"null" ? QString() : text;
    const QString inner = text.mid(1, endOfQuoted(text, 0) - 1);
    return text.front() == u'"' ? unescaped(inner)
                                : QString(inner).replace(QStringLiteral("''"), QStringLiteral("'"));
}

/// The items of "[a, b]", joined.
QString flowList(const QString& text)
{
    const qsizetype end = text.endsWith(u']') ? text.size() - 1 : text.size();
    const QString inner = text.mid(1, end - 1);
    QStringList items;
    qsizetype begin = 0;
    visitUnquoted(inner, [&](qsizetype i) {
        if (inner[i] == u',') {
            items += scalar(inner.mid(begin, i - begin));
            begin = i + 1;
        }
        return true;
    });
    if (!inner.mid(begin).trimmed().isEmpty())
        items += scalar(inner.mid(begin));
    return items.join(QStringLiteral(", "));
}

/// Where the key of "key: value" ends; -1 where the line has none.
qsizetype endOfKey(const QString& line)
{
    qsizetype end = -1;
    visitUnquoted(line, [&](qsizetype i) {
        if (line[i] != u':' || (i + 1 < line.size() && !line[i + 1].isSpace()))
            return true;
        end = i;
        return false;
    });
    return end;
}

class Reader {
public:
    explicit Reader(const QStringList& lines)
        : m_lines(lines)
    {
    }

    QVector<RecipeField> read()
    {
        for (m_at = 0; m_at < m_lines.size(); ++m_at) {
            const QString line = withoutComment(m_lines[m_at]);
            const QString text = line.trimmed();
            if (text.isEmpty() || text == u"---" || text == u"...")
                continue;
            if (text == u"-" || text.startsWith(u"- "))
                addItem(text.mid(1));
            else
                addKey(text, indentOf(line));
        }
        m_fields.removeIf([](const RecipeField& field) { return field.value.isEmpty(); });
        return std::move(m_fields);
    }

private:
    struct Section {
        qsizetype indent = 0;
        QString key;
    };

    static qsizetype indentOf(const QString& line)
    {
        qsizetype indent = 0;
        while (indent < line.size() && line[indent] == u' ')
            ++indent;
        return indent;
    }

    void addItem(const QString& text)
    {
        if (m_fields.isEmpty())
            return;
        QString& value = m_fields.back().value;
        value += (value.isEmpty() ? QString() : QStringLiteral(", ")) + scalar(text);
    }

    void addKey(const QString& text, qsizetype indent)
    {
        const qsizetype end = endOfKey(text);
        if (end < 0)
            return;
        while (!m_open.isEmpty() && m_open.back().indent >= indent)
            m_open.removeLast();
        const QString prefix = m_open.isEmpty() ? QString() : m_open.back().key + u'.';
        const QString key = prefix + scalar(text.left(end));
        m_open.append({indent, key});
        QString value = text.mid(end + 1).trimmed();
        if (value.startsWith(u'['))
            value = flowList(wholeFlowList(value));
        else if (value.startsWith(u'|') || value.startsWith(u'>'))
            value = blockText(indent, value.startsWith(u'|') ? u'\n' : u' ');
        else
            value = scalar(value);
        m_fields.append({key, value});
    }

    /// A list may go on in the lines that follow.
    QString wholeFlowList(QString list)
    {
        while (!list.endsWith(u']') && m_at + 1 < m_lines.size())
            list += u' ' + withoutComment(m_lines[++m_at]).trimmed();
        return list;
    }

    QString blockText(qsizetype indent, QChar between)
    {
        QStringList texts;
        while (m_at + 1 < m_lines.size()
            && (m_lines[m_at + 1].trimmed().isEmpty() || indentOf(m_lines[m_at + 1]) > indent))
            texts += m_lines[++m_at].trimmed();
        return texts.join(between).trimmed();
    }

    const QStringList& m_lines;
    qsizetype m_at = 0;
    QVector<Section> m_open;
    QVector<RecipeField> m_fields;
};

} // namespace

QVector<RecipeField> recipeFields(const std::string& yaml)
{
    const QStringList lines = QString::fromStdString(yaml).split(u'\n');
    return Reader(lines).read();
}

QString fieldValue(const QVector<RecipeField>& fields, const QString& key)
{
    const auto found = std::find_if(
        fields.begin(), fields.end(), [&](const RecipeField& field) { return field.key == key; });
    return found == fields.end() ? QString() : found->value;
}

bool fieldIsOn(const QVector<RecipeField>& fields, const QString& key)
{
    const QString value = fieldValue(fields, key).toLower();
    return value == u"true" || value == u"on" || value == u"yes";
}

QString methodText(const QVector<RecipeField>& fields)
{
    const QString peft = fieldValue(fields, QStringLiteral("method.peft"));
    QString text = peft;
    if (peft == u"lora") {
        text = QStringLiteral("LoRA");
        const QString rank = fieldValue(fields, QStringLiteral("method.lora.rank"));
        if (!rank.isEmpty())
            text += QStringLiteral(" r") + rank;
    }
    return fieldIsOn(fields, QStringLiteral("method.siamese")) ? text + QStringLiteral(" + IMSM")
                                                               : text;
}

} // namespace interweave::ui
