// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/session_file.h"
