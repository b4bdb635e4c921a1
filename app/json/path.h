// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace creel {

/// One step of a filter path: into the member called name, into the element index, or into every one.
struct PathStep {
    QByteArray name;
    qint32 index =
        -1; ///< also set when the name reads as an index: `messages.0` and `messages[0]` are the same
    bool any = false;
    bool operator==(const PathStep &) const = default;
};

/// Reads a filter path; nullopt when @p text is none. The grammar:
///
///     path    = step *( "." step / "[" inside "]" )
///     step    = "*" / quoted / 1*( any byte but . [ ] " )
///     inside  = "*" / index / quoted
///     quoted  = DQUOTE *( any byte but " and \ / "\" any byte ) DQUOTE
///
/// `data.tags[*]` is every tag, `messages.0.id` the id of the first message, `a.*.b` the b of every member or
/// element of a, `data."odd.name"` a name that has a dot in it, `"*"` the member called *. Names are compared
/// exactly.
std::optional<std::vector<PathStep>> parsePath(QByteArrayView text);

} // namespace creel
