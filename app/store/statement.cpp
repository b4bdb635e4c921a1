// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/statement.h"

#include <sqlite3.h>

#include <cstring>
#include <utility>

namespace creel {

namespace {
// Whether @p text may be bound as TEXT: SQL functions stop at a NUL inside it, and other programs take it for
// UTF-8.
bool isPlainText(QByteArrayView text)
{
    constexpr quint64 low = 0x0101010101010101;
    constexpr quint64 high = low << 7;
    qsizetype at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        quint64 eight = 0;
        std::memcpy(&eight, text.data() + at, sizeof eight);
        // in ASCII without NUL, taking one from each byte never gets a high bit set
        if (((eight | (eight - low)) & high) != 0)
            break;
    }
    for (; at < text.size(); ++at) {
        if (static_cast<signed char>(text[at]) <= 0)
            return !text.sliced(at).contains('\0') && text.isValidUtf8();
    }
    return true;
}
} // namespace

Statement::Statement(sqlite3 *database, const char *sql)
{
    m_code = sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement &&other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
    , m_code(other.m_code)
    , m_bindCode(other.m_bindCode)
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    std::swap(m_statement, other.m_statement);
    std::swap(m_code, other.m_code);
    std::swap(m_bindCode, other.m_bindCode);
    return *this;
}

void Statement::bind(int parameter, qint64 number)
{
    keep(sqlite3_bind_int64(m_statement, parameter, number));
}

void Statement::bindNull(int parameter)
{
    keep(sqlite3_bind_null(m_statement, parameter));
}

void Statement::bindBytes(int parameter, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        bindNull(parameter);
    else
        keep(sqlite3_bind_blob64(m_statement, parameter, bytes.data(), sqlite3_uint64(bytes.size()),
                                 SQLITE_STATIC));
}

void Statement::bindZeros(int parameter, qint64 bytes)
{
    keep(sqlite3_bind_zeroblob64(m_statement, parameter, sqlite3_uint64(bytes)));
}

void Statement::bindText(int parameter, QByteArrayView text)
{
    if (text.isEmpty() || !isPlainText(text))
        bindBytes(parameter, text);
    else
        keep(sqlite3_bind_text64(m_statement, parameter, text.data(), sqlite3_uint64(text.size()),
                                 SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::keep(int bindCode)
{
    if (bindCode != SQLITE_OK)
        m_bindCode = bindCode;
}

bool Statement::step()
{
    if (m_bindCode != SQLITE_OK) {
        m_code = m_bindCode;
        return false;
    }
    const int code = sqlite3_step(m_statement);
    m_code = code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
    return code == SQLITE_ROW;
}

int Statement::run()
{
    step();
    reset();
    return m_code;
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    m_bindCode = SQLITE_OK;
}

qint64 Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

QByteArrayView Statement::view(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {bytes, bytes ? qsizetype(sqlite3_column_bytes(m_statement, column)) : 0};
}

} // namespace creel
