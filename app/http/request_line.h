// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/http/request.h"

#include <QByteArrayView>

#include <optional>

namespace creel {

/// Reads a request line without its line end (RFC 9112 3) into method, target and minorVersion; what could be
/// read stays when it is refused. One space on each side of the target, no other white space. The target is
/// kept verbatim, but must have the form its method asks for (RFC 9112 3.2); * is taken with every method.
std::optional<Refusal> readRequestLine(QByteArrayView line, Request &request);

/// True when @p bytes begin as a request line does: a token, a space, and what a target begins with. For a
/// guess at what a sender speaks.
bool beginsRequestLine(QByteArrayView bytes);

/// True for the first line of an HTTP/2 connection preface (RFC 9113 3.4).
bool isHttp2Preface(QByteArrayView line);

/// uri-host [ ":" port ] (RFC 9110 7.2); an empty one is valid there, and a port of any digits (RFC
/// 3986 3.2.3).
bool isHostValue(QByteArrayView value);

} // namespace creel
