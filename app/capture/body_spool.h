// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/event/held_bytes.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace creel {

/// Content that comes piece by piece: in memory up to a bound, and beyond it in an unnamed file, which is
/// mapped when all has come. Where no such file can be made or written, all of it stays in memory. One thread
/// at a time; what it gave may go to any.
class BodySpool final : public ContentSink
{
public:
    static constexpr qsizetype memoryBytes = 1024 * 1024;

    /// @p folder: where the file is made; empty: nowhere.
    explicit BodySpool(QString folder);
    ~BodySpool() override;

    void append(QByteArrayView bytes) override;
    /// False when what had been written cannot be read again: then finish() gives nothing.
    bool isSound() const { return !m_lost; }
    Content finish() override;

private:
    class File;
    void begin();
    void fallBack();

    const QString m_folder;
    QByteArray m_memory;          ///< all of it, unless there is a file
    std::shared_ptr<File> m_file; ///< all of it, if there is one
    bool m_inMemory = false;      ///< whatever its size
    bool m_lost = false;
};

} // namespace creel
