// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>

namespace interweave::ui {

/// A line icon of resources/icons in the theme's secondary colour, its text colour where chosen.
/// Throws nothing: an unknown name is an empty icon.
QIcon lineIcon(const QString& name);

} // namespace interweave::ui
