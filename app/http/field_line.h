// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/headers.h"

#include <QByteArrayView>

namespace creel {

/// A field line taken apart (RFC 9112 5). The views point into the line.
struct FieldLine {
    QByteArrayView name;
    QByteArrayView value;          ///< without the white space around it
    const char *problem = nullptr; ///< why it is no field line, in words; null: it is one
};

/// Reads one field line, without its line end: a token, a colon right behind it, no control byte but HTAB, no
/// line folding. Bytes from 0x80 on are taken in the value (obs-text).
FieldLine readFieldLine(QByteArrayView line);

/// A line as it stood before its LF, without the CR; @p problem is set when there was no CR (RFC 9112 2.2).
QByteArrayView withoutLineEnd(QByteArrayView line, const char *&problem);

} // namespace creel
