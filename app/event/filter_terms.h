// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/filter_lexer.h"
#include "app/event/filter_node.h"

#include <optional>

namespace creel {

/// Makes a term of the filter into a node: which field, header or path it means and what it asks of the
/// value. Nothing and the reason when its values do not suit its field, or no field is called so.
std::optional<Filter::Node> filterTerm(const FilterToken &token, const FilterClock &clock,
                                       FilterError *error);

} // namespace creel
