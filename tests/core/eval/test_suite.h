// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestSuite : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryKey();
    void knowsThePapersTasks();
    void takesAPlainDataFile();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
};
