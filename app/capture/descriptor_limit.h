// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// How many descriptors the system lets this process have (man 2 getrlimit, RLIMIT_NOFILE); on Windows it
/// sets no such limit.
namespace creel::descriptor {

/// Asks for as many as @p connections and what they are accompanied by may take, if there are fewer and it
/// may.
void raiseLimitFor(int connections);

/// What is left behind the descriptor @p newest is to be kept for files: the system gives the lowest number
/// that is free.
bool areFewBehind(qintptr newest);

} // namespace creel::descriptor
