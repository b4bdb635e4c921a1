// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/session_file.h"
#include "tests/unit/store/store_catches.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

namespace creel::tests {

/// A test of a session in a folder of its own, new for each of its functions: see begin().
class SessionRig : public QObject
{
protected:
    void begin()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".?")));
        m_folder.emplace();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(QStringLiteral("a session.creel"));
    }
    std::unique_ptr<SessionWriter> openWriter(Durability durability = Durability::Process)
    {
        StoreError error;
        auto writer = SessionWriter::open(m_path, durability, &error);
        if (!writer)
            qCritical("%s", qPrintable(error.text));
        return writer;
    }
    std::unique_ptr<SessionReader> openReader()
    {
        StoreError error;
        auto reader = SessionReader::open(m_path, &error);
        if (!reader)
            qCritical("%s", qPrintable(error.text));
        return reader;
    }

    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

} // namespace creel::tests
