// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/page.h"

namespace interweave {

class ComparePage : public Page {
    Q_OBJECT

public:
    explicit ComparePage(Services& services, QWidget* parent = nullptr);
};

} // namespace interweave
