// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/import_file.h"

#include "app/catalog/catalog.h"

#include "tests/support/scratch_session.h"

#include <QBuffer>
#include <QTest>

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

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

/// What comes in pieces of @p pieceBytes, once.
class Pipe : public QIODevice
{
public:
    Pipe(QByteArray text, qint64 pieceBytes) : m_text(std::move(text)), m_pieceBytes(pieceBytes)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        const auto bytes = std::min({size, m_pieceBytes, m_text.size() - m_at});
        std::copy_n(m_text.begin() + m_at, bytes, data);
        m_at += bytes;
        return bytes;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_text;
    const qint64 m_pieceBytes;
    qint64 m_at = 0;
};

QByteArray line(int number)
{
    return R"({"receivedAt":"2026-05-29T10:30:00Z","method":"GET","target":"/)" + QByteArray::number(number) +
           "\",\"bodyBase64\":\"\"}\n";
}

QByteArray entry(int number)
{
    return R"({"request":{"method":"GET","url":"http://a/)" + QByteArray::number(number) + "\"}}";
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
    void harIsReadWhereverItsEntriesStand_data();
    void harIsReadWhereverItsEntriesStand();
    void linesAreReadOfAPipe_data();
    void linesAreReadOfAPipe();
    void harThatIsNotWholeIsRefused_data();
    void harThatIsNotWholeIsRefused();
    void ofAPipeWhatCameIsKept();
    void entriesThatAreNoneAreLeftOut();

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
    QTest::newRow("in a HAR file") << "{\"log\":{\"entries\":[" + entry(1) << false
                                   << u"in entry 2: the disk failed"_s << 0LL;
    QTest::newRow("before the entries")
        << "{\"log\":{"_ba << false << u"in entry 1: the disk failed"_s << 0LL;
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

void ImportFileTest::harIsReadWhereverItsEntriesStand_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
    const auto list = "\"entries\":[" + entry(1) + ',' + entry(2) + ']';
    row("first", "{\"log\":{" + list + ",\"version\":\"1.2\"}}");
    row("last, with white space", " \n{ \"log\" : {\n\"version\":\"1.2\",\n" + list + " } }\n");
    row("behind a byte order mark", "\xef\xbb\xbf{\"log\":{" + list + "}}");
    row("members of its own", "{\"_a\":{\"entries\":[1]},\n\"log\":{" + list + "},\"_b\":[]}");
    row("in one line, behind others", "{\"_a\":1,\"_b\":{},\"log\":{" + list + "}}\n");
    row("behind a long one", "{\"_a\":\"" + QByteArray(300'000, '{') + "\",\"log\":{" + list + "}}");
    row("a long file", "{\"log\":{\"_a\":\"" + QByteArray(600'000, ']') + "\"," + list + "}}");
}

void ImportFileTest::harIsReadWhereverItsEntriesStand()
{
    QFETCH(QByteArray, text);
    QBuffer file(&text);
    QVERIFY(file.open(QIODevice::ReadOnly));
    std::vector<std::unique_ptr<Pipe>> pipes;
    for (const qint64 pieceBytes : {1 + qint64(text.size()) / 1000, 7LL, 1000LL, qint64(text.size())})
        pipes.push_back(std::make_unique<Pipe>(text, pieceBytes));
    std::vector<QIODevice *> all{&file};
    std::ranges::transform(pipes, std::back_inserter(all), [](const auto &pipe) { return pipe.get(); });
    for (auto *from : all) {
        const auto result = imported(*from);
        QVERIFY2(result.refused.isEmpty(), qPrintable(result.refused));
        QCOMPARE(result.leftOut, 0);
        QCOMPARE(m_kept, 2);
    }
}

void ImportFileTest::linesAreReadOfAPipe_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("lines") << line(1) + line(2);
    QTest::newRow("without the last end") << line(1) + line(2).chopped(1);
    QTest::newRow("behind blank ones") << "\n \n" + line(1) + line(2);
    auto logging = line(1);
    QTest::newRow("with a log of its own") << logging.replace("{", "{\"log\":{\"a\":[]},") + line(2);
}

void ImportFileTest::linesAreReadOfAPipe()
{
    QFETCH(const QByteArray, text);
    for (const qint64 pieceBytes : {1LL, 7LL, qint64(text.size())}) {
        Pipe from(text, pieceBytes);
        const auto result = imported(from);
        QVERIFY2(result.refused.isEmpty() && result.leftOut == 0, qPrintable(result.firstLeftOut));
        QCOMPARE(m_kept, 2);
    }
}

void ImportFileTest::harThatIsNotWholeIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("refused");
    const auto begin = "{\"log\":{\"entries\":[" + entry(1);
    QTest::newRow("cut off") << begin + ",{\"request\":" << u"it ends in the middle, after 1 entries"_s;
    QTest::newRow("cut off behind the entries")
        << begin + "]}" << u"it ends in the middle, after 1 entries"_s;
    QTest::newRow("broken") << begin + ",{]]}}" << u"it is no JSON after 1 entries"_s;
    QTest::newRow("more behind it") << begin + "]}}\n{}" << u"it is no JSON after 1 entries"_s;
    QTest::newRow("no list") << "{\"log\":{\"entries\":{}}}"_ba << u"neither NDJSON"_s;
    QTest::newRow("no log") << "{\"a\":{\"entries\":[]}}"_ba << u"neither NDJSON"_s;
    QTest::newRow("cut off before it") << "{\"log\":{"_ba << u"neither NDJSON"_s;
}

/// Of a file nothing is imported then.
void ImportFileTest::harThatIsNotWholeIsRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(const QString, refused);
    QBuffer from(&text);
    QVERIFY(from.open(QIODevice::ReadOnly));
    auto result = imported(from);
    QVERIFY2(result.refused.contains(refused), qPrintable(result.refused));
    QCOMPARE(m_kept, 0);
    for (const qint64 pieceBytes : {1LL, qint64(text.size())}) {
        Pipe pipe(text, pieceBytes);
        result = imported(pipe);
        QVERIFY2(result.refused.contains(refused), qPrintable(result.refused));
        QCOMPARE(m_kept, text.count("http://a/")); // it cannot be read twice
    }
}

/// It cannot be read twice.
void ImportFileTest::ofAPipeWhatCameIsKept()
{
    FailingFile from("{\"log\":{\"entries\":[" + entry(1) + ',' + entry(2), true);
    const auto result = imported(from);
    QVERIFY2(result.refused.contains(u"in entry 3: the disk failed"_s), qPrintable(result.refused));
    QCOMPARE(m_kept, 2);
}

void ImportFileTest::entriesThatAreNoneAreLeftOut()
{
    auto text = "{\"log\":{\"entries\":[7,{\"a\":tru}," + entry(1) + ",{}]}}";
    QBuffer from(&text);
    QVERIFY(from.open(QIODevice::ReadOnly));
    const auto result = imported(from);
    QVERIFY2(result.refused.isEmpty(), qPrintable(result.refused));
    QCOMPARE(result.leftOut, 3);
    QVERIFY2(result.firstLeftOut.startsWith(u"entry 1: it is no JSON object"_s),
             qPrintable(result.firstLeftOut));
    QCOMPARE(m_kept, 1);
}

QTEST_GUILESS_MAIN(ImportFileTest)
#include "tst_import_file.moc"
