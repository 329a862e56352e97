// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

namespace interweave::ui {

/// A key of the recipe as a field of the form.
struct FieldSpec {
    enum class Kind { Text, Switch, Choice, File, Path };

    const char* key;
    QString label; // empty: beside the field before it, after a ×
    QString toolTip;
    Kind kind = Kind::Text;
    bool more = false; // among those that are usually left alone
    QStringList choices = {}; // of a switch: the words beside its box
};

/// Which keys have a field, in the form's order.
QVector<FieldSpec> fieldSpecs();

} // namespace interweave::ui
