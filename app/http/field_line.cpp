// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/http/field_line.h"

#include "app/http/tokens.h"

namespace creel {

namespace {
const char *problemOfName(QByteArrayView name)
{
    if (name.isEmpty())
        return "a field line without a name (RFC 9112 5)";
    if (isBlank(name.back()))
        return "white space before the colon of a field line (RFC 9112 5.1)";
    if (name.contains('\0'))
        return "a NUL in a field name (RFC 9110 5.1)";
    if (name.contains('\r'))
        return "a CR without LF in a field line (RFC 9112 2.2)";
    return "a field name that is no token (RFC 9110 5.1)";
}

const char *problemOfValue(QByteArrayView value)
{
    if (value.contains('\0'))
        return "a NUL in a field value (RFC 9110 5.5)";
    if (value.contains('\r'))
        return "a CR without LF in a field line (RFC 9110 5.5)";
    return "a control byte in a field value (RFC 9110 5.5)";
}
} // namespace

FieldLine readFieldLine(QByteArrayView line)
{
    if (!line.isEmpty() && isBlank(line.front()))
        return {{}, {}, "a folded field line (obs-fold, RFC 9112 5.2)"};
    const auto colon = indexOf(line, ':');
    if (colon < 0)
        return {{}, {}, "a field line without a colon (RFC 9112 5)"};
    const auto name = line.first(colon);
    if (!isToken(name))
        return {{}, {}, problemOfName(name)};
    const auto value = line.sliced(colon + 1);
    if (!allOf(value, FieldByte))
        return {name, {}, problemOfValue(value)};
    return {name, trimBlanks(value), nullptr};
}

QByteArrayView withoutLineEnd(QByteArrayView line, const char *&problem)
{
    if (line.isEmpty() || line.back() != '\r') {
        problem = "a line that ends in LF without CR (RFC 9112 2.2)";
        return line;
    }
    return line.chopped(1);
}

} // namespace creel
