// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/page.h"

namespace interweave {

class GatePage : public Page {
    Q_OBJECT

public:
    explicit GatePage(Services& services, QWidget* parent = nullptr);
};

} // namespace interweave
