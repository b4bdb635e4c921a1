// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/store/damage.h"
#include "tests/unit/store/store_catches.h"

#include <QDir>
#include <QTest>

#include <optional>
#include <sys/stat.h>

namespace creel::tests {

/// A test of what a file holds, in a folder that is new for each of its functions.
class DamageRig : public QObject
{
protected:
    /// The sound session that all begins with.
    void makeSound()
    {
        begin();
        StoreError error;
        auto writer = SessionWriter::open(m_path, Durability::Process, &error);
        QVERIFY2(writer, qPrintable(error.text));
        auto batch = makeCatches(deliveries);
        batch[50].delivery.body = rubbish(100'000);
        batch[150].delivery.body = rubbish(20'000);
        QVERIFY(!writer->append(batch));
        QVERIFY(!writer->setNote(batch[3].records[0].id, "a note", true));
        Attempt attempt;
        attempt.source = batch[3].records[0].id;
        QVERIFY(!writer->saveAttempt(attempt));
        writer.reset();
        m_sound = read(m_path);
        QVERIFY(pagesOf(m_sound) > 100);
    }
    void begin()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        m_folder.emplace();
        m_path = m_folder->filePath(u"s.creel"_s);
    }
    void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }
    static bool isPrivate(const QString &path)
    {
        struct stat status = {};
        return ::stat(QFile::encodeName(path).constData(), &status) == 0 && (status.st_mode & 0777) == 0600;
    }
    /// What lay beside it before it was closed.
    QByteArray logOfANewSession()
    {
        StoreError error;
        const auto writer = SessionWriter::open(m_path, Durability::Power, &error);
        auto batch = makeCatches(deliveries);
        return writer && !writer->append(batch) ? read(m_path + u"-wal"_s) : QByteArray();
    }
    QStringList names() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

    QByteArray m_sound;
    std::optional<QTemporaryDir> m_folder;
    QString m_path;
};

} // namespace creel::tests
