// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTemporaryDir>

/// Against transformers.
class TestChatTemplates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void language_data();
    void language();
    void families_data();
    void families();
    void realTemplates_data();
    void realTemplates();
    void refusesInTheTemplatesWords();
    void namesLineAndConstruct_data();
    void namesLineAndConstruct();
    void readsTheClockItIsGiven();
    void refusesWhatIsNoConversation();
};

class TestHostileTemplates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsWhatWouldNotEnd_data();
    void endsWhatWouldNotEnd();
    void refusesWhatIsTooDeep_data();
    void refusesWhatIsTooDeep();
    void refusesWhatIsNoTemplate();
    void keepsNamespacesThatHoldThemselves();
    void survivesDamage_data();
    void survivesDamage();
};

class TestModelChatTemplate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isFoundInTheConfiguration();
    void isFoundInAFileOfItsOwn();
    void choosesAmongSeveral();
    void isFoundInGguf();
    void absentIsNoError();
    void damagedFilesAreNamed();

private:
    QTemporaryDir m_folder;
};
