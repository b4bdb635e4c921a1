// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// The tokens of one JSON text from left to right (RFC 8259 6 and 7), and the first error with its words. It
/// never looks beyond the text's end or the first byte that is not UTF-8. Every bool is false after an error.
/// Pure.
class TokenReader
{
public:
    TokenReader(QByteArrayView text, qsizetype from);

    bool atEnd() const { return m_at == m_end; }
    bool allIsRead() const { return m_at == m_end && m_utf8; }
    bool isAt(char c) const { return m_at != m_end && *m_at == c; }
    char peek() const { return *m_at; } ///< not at the end
    qint32 offset() const { return qint32(m_at - m_begin); }

    void skip() { ++m_at; }
    void skipSpace();
    bool string(bool *escaped); ///< from its opening quote; says whether an escape is in it
    bool number();              ///< the value that is left when no other begins here
    bool word(QByteArrayView word);

    /// Fails here; always false. @p words as in "a value is expected": what stands here instead is added.
    bool failExpecting(const char *words);
    bool fail(QByteArray words);

    const QByteArray &error() const { return m_error; }
    qint64 errorAt() const { return m_errorAt; }

private:
    bool escape();
    bool digits();
    void skipPlain();

    const char *m_begin;
    const char *m_at;
    const char *m_end; ///< the text's end or its first byte that is not UTF-8
    bool m_utf8;
    QByteArray m_error;
    qint64 m_errorAt = -1;
};

/// A byte as an error names it: 'x' or byte 0x0A.
QByteArray shownByte(char c);

} // namespace creel
