// SPDX-License-Identifier: Apache-2.0
#include "app/workbench/languages.h"
#include "app/workbench/navigation_rail.h"
#include "core/api/presets.h"

#include <QAction>
#include <QMenu>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>
#include <QXmlStreamReader>
#include <QtTest>

#include <algorithm>

namespace interweave::ui {

namespace {

struct Message {
    QString context;
    QString source;
    QString translation;
    QString type; // "unfinished", "vanished", "obsolete"; empty: it is as it should be
};

const QString kTranslations = QStringLiteral(INTERWEAVE_SOURCES "/resources/translations/");

std::vector<Message> messagesOf(const QString& path)
{
    QFile file(path);
    std::vector<Message> messages;
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader reader(&file);
    QString context;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (reader.name() == u"name")
            context = reader.readElementText();
        else if (reader.name() == u"message")
            messages.push_back({context, {}, {}, {}});
        else if (reader.name() == u"source")
            messages.back().source = reader.readElementText();
        else if (reader.name() == u"translation") {
            messages.back().type = reader.attributes().value(QLatin1StringView("type")).toString();
            messages.back().translation = reader.readElementText();
        }
    }
    return messages;
}

/// %1, line ends and tags, sorted.
QStringList fixedParts(const QString& text)
{
    static const QRegularExpression part(QStringLiteral("%\\d|\\n|</?[a-z]+[^>]*>|\\(\\*[^)]*\\)"));
    QStringList parts;
    for (const QRegularExpressionMatch& match : part.globalMatch(text))
        parts << match.captured();
    parts.sort();
    return parts;
}

} // namespace

class TestLanguages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// What `./dev translate` would add or leave out.
    void everyTextIsTranslated()
    {
        const QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("interweave_zh_CN.ts"));
        QVERIFY(QFile::copy(kTranslations + "interweave_zh_CN.ts", copy));
        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(INTERWEAVE_SOURCES));
        lupdate.start(QStringLiteral(INTERWEAVE_LUPDATE),
            {"-I", ".", "-locations", "none", "ui", "app/workbench", "-ts", copy});
        QVERIFY(lupdate.waitForFinished(120'000));
        QCOMPARE(lupdate.exitCode(), 0);
        const std::vector<Message> messages = messagesOf(copy);
        QVERIFY(messages.size() > 1000);
        QStringList wrong;
        for (const Message& message : messages)
            if (!message.type.isEmpty() || message.translation.isEmpty())
                wrong << message.context + ": " + message.source;
        QVERIFY2(wrong.isEmpty(),
            qPrintable("run ./dev translate and fill in or remove:\n" + wrong.join('\n')));
    }

    void placeholdersAndTagsStay()
    {
        for (const char* file : {"interweave_zh_CN.ts", "presets_zh_CN.ts"})
            for (const Message& message : messagesOf(kTranslations + file))
                QVERIFY2(fixedParts(message.translation) == fixedParts(message.source),
                    qPrintable(message.source + " → " + message.translation));
    }

    void recipesThatComeWithItAreTranslated()
    {
        const std::vector<Message> known = messagesOf(kTranslations + "presets_zh_CN.ts");
        const auto isKnown = [&](const std::string& text) {
            return std::ranges::find(known, QString::fromStdString(text), &Message::source)
                != known.end();
        };
        const QTemporaryDir workspace;
        for (const Preset& preset : unpackPresets(workspace.path().toStdString()))
            QVERIFY2(isKnown(preset.title) && isKnown(preset.description), preset.title.c_str());
    }

    void theWindowSpeaksTheChosenLanguage()
    {
        QCOMPARE(NavigationRail::tr("Settings"), QStringLiteral("Settings"));
        installLanguage(*qApp, QStringLiteral("zh_CN"));
        QCOMPARE(NavigationRail::tr("Settings"), QStringLiteral("设置"));
        QCOMPARE(QCoreApplication::translate("Presets", "The demonstration: LoRA"),
            QStringLiteral("演示：LoRA"));

        const NavigationRail rail(ThemeChoice::Light, QStringLiteral("zh_CN"));
        QSignalSpy picked(&rail, &NavigationRail::languagePicked);
        const QList<QAction*> actions
            = rail.findChild<QToolButton*>("railSettings")->menu()->actions();
        const auto named = [&](const QString& text) {
            return *std::ranges::find(actions, text, &QAction::text);
        };
        QVERIFY(named(QStringLiteral("简体中文"))->isChecked());
        named(QStringLiteral("English"))->trigger();
        QCOMPARE(picked[0][0].toString(), QStringLiteral("en"));
    }
};

} // namespace interweave::ui

QTEST_MAIN(interweave::ui::TestLanguages)
#include "test_languages.moc"
