// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/patient_read.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

using namespace creel;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
void writeTo(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        file.write(bytes);
}
} // namespace

class TestPatientRead : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QCOMPARE(::mkfifo(QFile::encodeName(m_pipe).constData(), 0600), 0); }

    void aFileIsReadWhole()
    {
        const auto path = m_folder.filePath(u"file"_s);
        for (const auto &bytes : {QByteArray(), QByteArray("key"), QByteArray(100'000, 'k')}) {
            writeTo(path, bytes);
            const auto read = readPatiently(path, 10s);
            QCOMPARE(read.problem, QString());
            QVERIFY(read.bytes == bytes);
        }
    }

    void aPipeIsWaitedForAndReadToItsEnd()
    {
        const QByteArray bytes(200'000, 'k'); // more than a pipe holds
        std::thread writer([&] { writeTo(m_pipe, bytes); });
        const auto read = readPatiently(m_pipe, 60s);
        writer.join();
        QCOMPARE(read.problem, QString());
        QVERIFY(read.bytes == bytes);
    }

    void aPipeThatNobodyWritesToIsGivenUp()
    {
        const auto read = readPatiently(m_pipe, 20ms);
        QVERIFY(read.silent);
        QVERIFY2(read.problem.startsWith(m_pipe + u" is a pipe"_s), qPrintable(read.problem));
    }

    void whatIsWantedNoMoreIsGivenUp()
    {
        int asked = 0;
        const auto read = readPatiently(m_pipe, 3600s, 10, [&asked] { return ++asked < 2; });
        QCOMPARE(asked, 2);
        QVERIFY(!read.silent);
        QVERIFY(!read.problem.isEmpty());
    }

    void aPipeThatDoesNotEndIsGivenUp()
    {
        const int both = ::open(QFile::encodeName(m_pipe).constData(), O_RDWR);
        QCOMPARE(::write(both, "half", 4), 4);
        const auto read = readPatiently(m_pipe, 20ms);
        ::close(both);
        QVERIFY(read.silent);
        QCOMPARE(read.bytes, "");
    }

    void noMoreIsReadThanThereMayBe()
    {
        QCOMPARE(readPatiently(u"/dev/zero"_s, 60s).bytes.size(), PatientRead::mostBytes);
        QCOMPARE(readPatiently(u"/dev/zero"_s, 60s, 8192).bytes.size(), 8192);
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("nothing there") << m_folder.filePath(u"none"_s);
        QTest::newRow("a folder") << m_folder.path();
    }
    void whatCannotBeReadIsSaid()
    {
        QFETCH(const QString, path);
        const auto read = readPatiently(path, 10s);
        QVERIFY(!read.silent);
        QVERIFY2(read.problem.startsWith(path + u" cannot be read: "_s), qPrintable(read.problem));
    }

private:
    QTemporaryDir m_folder;
    QString m_pipe = m_folder.filePath(u"pipe"_s);
};

QTEST_APPLESS_MAIN(TestPatientRead)
#include "tst_patient_read.moc"
