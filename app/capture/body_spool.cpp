// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/body_spool.h"

#include <QTemporaryFile>

#ifdef Q_OS_LINUX
#include <sys/mman.h>
#endif
#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

/// A temporary file (0600) without a name, so that a process that is killed leaves nothing behind (Windows:
/// it may); unbuffered: what was written is there.
class BodySpool::File final : public HeldBytes, private QTemporaryFile
{
public:
    explicit File(const QString &folder) : QTemporaryFile(folder + u"/.spool-XXXXXX"_s) {}

    bool open()
    {
        if (!QTemporaryFile::open(QIODevice::ReadWrite | QIODevice::Unbuffered))
            return false;
        loseName();
        return true;
    }
    bool append(QByteArrayView bytes)
    {
        if (write(bytes.data(), bytes.size()) != bytes.size())
            return false;
        m_bytes += bytes.size();
        return true;
    }
    /// What append() took; false when it cannot be read.
    bool readBack(QByteArray &bytes)
    {
        bytes.resize(m_bytes);
        return seek(0) && read(bytes.data(), m_bytes) == m_bytes;
    }
    bool map()
    {
        m_mapped = QTemporaryFile::map(0, m_bytes);
        return m_mapped != nullptr;
    }
    QByteArray view() const
    {
        return QByteArray::fromRawData(reinterpret_cast<const char *>(m_mapped), m_bytes);
    }
    void rest() const override
    {
#ifdef Q_OS_LINUX
        ::madvise(m_mapped, size_t(m_bytes), MADV_DONTNEED); // the file has them
#endif
    }

private:
    /// Where the file system makes no unnamed file (O_TMPFILE), Qt makes a named one.
    void loseName()
    {
#ifdef Q_OS_UNIX
        struct stat made = {};
        if (::fstat(handle(), &made) == 0 && made.st_nlink > 0) // to ask Qt for its name would give it one
            ::unlink(QFile::encodeName(fileName()).constData());
#endif
    }

    uchar *m_mapped = nullptr; ///< until the file is closed
    qint64 m_bytes = 0;
};

BodySpool::BodySpool(QString folder) : m_folder(std::move(folder)), m_inMemory(m_folder.isEmpty()) {}

BodySpool::~BodySpool() = default;

void BodySpool::append(QByteArrayView bytes)
{
    if (!m_file && !m_inMemory && m_memory.size() + bytes.size() > memoryBytes)
        begin();
    if (m_file && m_file->append(bytes))
        return;
    if (m_file)
        fallBack();
    m_memory.append(bytes);
}

void BodySpool::begin()
{
    m_file = std::make_shared<File>(m_folder);
    if (m_file->open() && m_file->append(m_memory)) {
        m_memory = {};
    } else {
        m_file.reset();
        m_inMemory = true;
    }
}

void BodySpool::fallBack()
{
    m_lost = !m_file->readBack(m_memory);
    m_file.reset();
    m_inMemory = true;
}

Content BodySpool::finish()
{
    if (m_file && !m_file->map())
        fallBack();
    if (m_lost)
        return {};
    if (!m_file)
        return {std::exchange(m_memory, {}), {}};
    const auto view = m_file->view();
    return {view, Hold(std::exchange(m_file, nullptr))};
}

} // namespace creel
