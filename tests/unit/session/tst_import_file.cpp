// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/import_file.h"

#include "app/catalog/catalog.h"

#include "tests/support/scratch_session.h"

#include <QBuffer>
#include <QTest>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

/// A file of which a part cannot be read, as a disk that fails gives it.
class FailingFile : public QIODevice
{
public:
    FailingFile(QByteArray text, bool sequential) : m_text(std::move(text)), m_sequential(sequential)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return m_sequential; }
    qint64 size() const override { return m_text.size() + 1000; }
    bool seek(qint64 to) override
    {
        m_at = to;
        return QIODevice::seek(to);
    }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const auto bytes = std::min<qint64>(size, m_text.size() - m_at);
        if (bytes == 0) {
            setErrorString(u"the disk failed"_s);
            return -1;
        }
        std::copy_n(m_text.begin() + m_at, bytes, data);
        m_at += bytes;
        return bytes;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_text;
    const bool m_sequential;
    qint64 m_at = 0;
};

QByteArray line(int number)
{
    return R"({"receivedAt":"2026-05-29T10:30:00Z","method":"GET","target":"/)" + QByteArray::number(number) +
           "\",\"bodyBase64\":\"\"}\n";
}

} // namespace

/// What becomes of a whole file that is imported.
class ImportFileTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void readErrorIsNotTakenForTheEnd_data();
    void readErrorIsNotTakenForTheEnd();

private:
    FileImport imported(QIODevice &from);

    const Catalogs m_catalogs;
    std::unique_ptr<QTemporaryDir> m_folder;
    qint64 m_kept = 0; ///< of what was imported last
};

void ImportFileTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_folder = std::make_unique<QTemporaryDir>();
}

FileImport ImportFileTest::imported(QIODevice &from)
{
    StoreError error;
    const auto writer = SessionWriter::open(m_folder->filePath(u"s.creel"_s), Durability::Process, &error);
    Importer importer(*writer, m_catalogs);
    auto result = importFile(from, importer);
    error = importer.finish();
    m_kept = importer.kept();
    return result;
}

void ImportFileTest::readErrorIsNotTakenForTheEnd_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("sequential");
    QTest::addColumn<QString>("refused");
    QTest::addColumn<qint64>("kept");
    QTest::newRow("at once") << ""_ba << true << u"it cannot be read: the disk failed"_s << 0LL;
    QTest::newRow("behind a line") << line(1) + line(2) << true
                                   << u"it cannot be read beyond byte 166, in line 3: the disk failed"_s
                                   << 2LL;
    QTest::newRow("in a line") << line(1) + line(2).chopped(5) << false
                               << u"it cannot be read beyond byte 161, in line 2: the disk failed"_s << 1LL;
    QTest::newRow("in a whole line without its end")
        << line(1) + line(2).chopped(1) << true << u"beyond byte 165, in line 2"_s << 1LL;
    QTest::newRow("in a blank line") << "\n  "_ba << true << u"beyond byte 3, in line 2"_s << 0LL;
}

void ImportFileTest::readErrorIsNotTakenForTheEnd()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, sequential);
    QFETCH(const QString, refused);
    FailingFile from(text, sequential);
    const auto result = imported(from);
    QVERIFY2(result.refused.contains(refused), qPrintable(result.refused));
    QTEST(m_kept, "kept");
    QCOMPARE(result.leftOut, 0);
}

QTEST_GUILESS_MAIN(ImportFileTest)
#include "tst_import_file.moc"
