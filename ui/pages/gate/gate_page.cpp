// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/gate/gate_page.h"

namespace interweave {

GatePage::GatePage(Services& services, QWidget* parent)
    : Page(tr("Gate"), services, parent)
{
}

} // namespace interweave
