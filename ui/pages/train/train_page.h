// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/pages/page.h"

namespace interweave {

class TrainPage : public Page {
    Q_OBJECT

public:
    explicit TrainPage(Services& services, QWidget* parent = nullptr);
};

} // namespace interweave
