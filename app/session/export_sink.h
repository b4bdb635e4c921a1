// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace creel {

/// Where an export is written to: what is appended goes on in pieces of some tens of KiB, so that nothing as
/// large as a body is put together in memory. One made without a taker keeps everything. One thread.
class ExportSink
{
public:
    /// Takes the next bytes; false when it takes no more.
    using Take = std::function<bool(QByteArrayView)>;

    ExportSink() = default;
    explicit ExportSink(Take take) : m_take(std::move(take)) {}

    ExportSink &operator<<(QByteArrayView bytes);
    ExportSink &operator<<(char byte) { return *this << QByteArrayView(&byte, 1); }
    /// Appends what @p write(QByteArray &, part) makes of each part of @p bytes in turn. Parts are @p unit
    /// bytes long or a multiple of it, but for the last; in UTF-8 (@p unit 1) none ends within a character.
    template <typename Write>
    void inParts(QByteArrayView bytes, qsizetype unit, Write write);

    /// Hands on what was held back; false when that or anything before was not taken.
    bool flush();
    /// False once the taker takes no more: the rest is thrown away.
    bool isOpen() const { return m_open; }
    /// All that was written, of a sink without a taker.
    const QByteArray &held() const { return m_held; }

private:
    static constexpr qsizetype pieceBytes = qsizetype(48) * 1024;

    static qsizetype partBytes(QByteArrayView bytes, qsizetype unit);
    void pieceDone();

    Take m_take;
    QByteArray m_held;
    bool m_open = true;
};

/// Writes @p bytes in base64 (RFC 4648 4).
void writeBase64(ExportSink &out, QByteArrayView bytes);

template <typename Write>
void ExportSink::inParts(QByteArrayView bytes, qsizetype unit, Write write)
{
    while (m_open && !bytes.isEmpty()) {
        const auto part = bytes.first(partBytes(bytes, unit));
        write(m_held, part);
        pieceDone();
        bytes = bytes.sliced(part.size());
    }
}

} // namespace creel
