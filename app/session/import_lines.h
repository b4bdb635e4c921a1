// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QString>

#include <optional>

namespace creel {

/// Reads the lines of what may be a file, a pipe or a device without an end: what it holds and how long it
/// reads for one line is bounded. One thread, the device's.
class ImportLines
{
public:
    /// Bytes of a line, or of an entry of a HAR file; one that is longer is not taken. Qt reads JSON of less
    /// than 2 GiB.
    static constexpr qint64 mostBytes = 1024LL * 1024 * 1024;

    explicit ImportLines(QIODevice &from, qint64 most = mostBytes) : m_from(from), m_most(most) {}

    /// The beginning of what comes, without a byte order mark; some KiB, less at the end and where a pipe
    /// gives less at once. Empty at the end, and when nothing can be read.
    QByteArrayView ahead();
    /// The same with more of what comes behind it; no more at the end.
    QByteArrayView furtherAhead();
    /// Goes over that much of it.
    void skip(qsizetype bytes) { m_scanned = m_begin += bytes; }
    /// The next line without its end. Of a line that cannot be a JSON object, which begins with something
    /// else than {, only the beginning is kept. nullopt at the end, and when a line is too long or cannot be
    /// read to its end.
    std::optional<QByteArray> next();

    qint64 number() const { return m_number; } ///< of the line that next() gave or failed at, from 1
    bool isTooLong() const { return m_tooLong; }
    qint64 bytesRead() const { return m_read; }
    const QString &readProblem() const { return m_problem; } ///< what the system says; empty: none

private:
    bool readOn();
    QByteArray take(qsizetype bytes);
    void dropUseless();

    QIODevice &m_from;
    const qint64 m_most;
    QByteArray m_held;
    qsizetype m_begin = 0;   ///< of what was not given yet, in m_held
    qsizetype m_scanned = 0; ///< up to there is no line end
    qint64 m_dropped = 0;    ///< bytes of this line
    qint64 m_number = 0;
    qint64 m_read = 0;
    QString m_problem;
    bool m_begun = false;
    bool m_tooLong = false;
};

} // namespace creel
