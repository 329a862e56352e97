// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/library_thread.h" // for moc
