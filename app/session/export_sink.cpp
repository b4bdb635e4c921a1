// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_sink.h"

namespace creel {

namespace {
constexpr qsizetype characterBytes = 4; // the longest of UTF-8

bool continuesCharacter(char byte)
{
    return (uchar(byte) & 0xc0) == 0x80;
}
} // namespace

ExportSink &ExportSink::operator<<(QByteArrayView bytes)
{
    m_held.append(bytes);
    pieceDone();
    return *this;
}

bool ExportSink::flush()
{
    if (m_take && m_open && !m_held.isEmpty())
        m_open = m_take(m_held);
    if (m_take)
        m_held.resize(0); // keeps its room for the next piece
    return m_open;
}

void ExportSink::pieceDone()
{
    if (m_take && m_held.size() >= pieceBytes)
        flush();
}

qsizetype ExportSink::partBytes(QByteArrayView bytes, qsizetype unit)
{
    auto size = pieceBytes - pieceBytes % unit;
    if (size >= bytes.size())
        return bytes.size();
    if (unit > 1)
        return size;
    for (int back = 1; back < characterBytes && continuesCharacter(bytes[size]); ++back)
        --size;
    return size;
}

void writeBase64(ExportSink &out, QByteArrayView bytes)
{
    out.inParts(bytes, 3, [](QByteArray &to, QByteArrayView part) {
        to += QByteArray::fromRawData(part.data(), part.size()).toBase64();
    });
}

} // namespace creel
