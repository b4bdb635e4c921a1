// SPDX-License-Identifier: GPL-3.0-or-later
// The compiled resources need a source beside them.
