// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/import_lines.h"

#include <QFileDevice>

#include <algorithm>

namespace creel {

namespace {
constexpr qsizetype blockBytes = qsizetype(256) * 1024;
constexpr qsizetype keptOfUseless = 1024;
constexpr QByteArrayView byteOrderMark = "\xef\xbb\xbf";

bool mayBeObject(QByteArrayView line)
{
    const auto *first =
        std::ranges::find_if_not(line, [](char c) { return QByteArrayView(" \t\r").contains(c); });
    return first != line.end() && *first == '{';
}

/// What kept @p from from being read; of a file -1 alone may be its end.
QString problemOf(const QIODevice &from)
{
    const auto *file = qobject_cast<const QFileDevice *>(&from);
    return file && file->error() == QFileDevice::NoError ? QString() : from.errorString();
}
} // namespace

/// Appends a block to what is held; false when there is none, and from then on when one cannot be read.
bool ImportLines::readOn()
{
    if (!m_problem.isEmpty())
        return false;
    m_held.remove(0, m_begin);
    m_scanned -= m_begin;
    m_begin = 0;
    const auto before = m_held.size();
    m_held.resize(before + blockBytes);
    const auto read = m_from.read(m_held.data() + before, blockBytes);
    m_held.resize(before + qsizetype(std::max<qint64>(0, read)));
    m_read += std::max<qint64>(0, read);
    if (read < 0)
        m_problem = problemOf(m_from);
    if (!m_begun && read > 0 && byteOrderMark.startsWith(m_held))
        return readOn();
    if (!m_begun && m_held.startsWith(byteOrderMark))
        m_begin = m_scanned = byteOrderMark.size();
    m_begun = true;
    return read > 0;
}

QByteArray ImportLines::take(qsizetype bytes)
{
    const auto line = m_held.mid(m_begin, bytes);
    m_begin += bytes;
    m_scanned = m_begin;
    m_dropped = 0;
    return line;
}

/// Of a line that no object begins.
void ImportLines::dropUseless()
{
    const auto line = QByteArrayView(m_held).sliced(m_begin);
    if (line.size() <= keptOfUseless || mayBeObject(line))
        return;
    m_dropped += line.size() - keptOfUseless;
    m_held.truncate(m_begin + keptOfUseless);
    m_scanned = m_held.size();
}

QByteArrayView ImportLines::ahead()
{
    if (m_begin == m_held.size())
        readOn();
    return QByteArrayView(m_held).sliced(m_begin);
}

QByteArrayView ImportLines::furtherAhead()
{
    readOn();
    return QByteArrayView(m_held).sliced(m_begin);
}

std::optional<QByteArray> ImportLines::next()
{
    ++m_number;
    for (bool more = true; !m_tooLong;) {
        if (const auto end = m_held.indexOf('\n', m_scanned); end >= 0) {
            auto line = take(end - m_begin);
            m_scanned = ++m_begin;
            return line;
        }
        m_scanned = m_held.size();
        if (!more)
            return m_scanned > m_begin && m_problem.isEmpty() ? std::optional(take(m_scanned - m_begin))
                                                              : std::nullopt;
        dropUseless();
        m_tooLong = m_held.size() - m_begin + m_dropped > m_most;
        more = !m_tooLong && readOn();
    }
    return std::nullopt;
}

} // namespace creel
