// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/import_lines.h"

#include <QBuffer>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

/// Gives the same byte for ever, as a device may, and counts how many.
class Endless : public QIODevice
{
public:
    explicit Endless(char byte) : m_byte(byte) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    bool isSequential() const override { return true; }
    qint64 given() const { return m_given; }

protected:
    qint64 readData(char *data, qint64 size) override
    {
        std::fill_n(data, size, m_byte);
        m_given += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const char m_byte;
    qint64 m_given = 0;
};

} // namespace

class ImportLinesTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void linesComeOneByOne_data();
    void linesComeOneByOne();
    void longLinesComeWhole();
    void ofWhatIsNoObjectTheBeginningIsKept();
    void lineWithoutAnEndIsGivenUp_data();
    void lineWithoutAnEndIsGivenUp();
    void whatIsAheadStays();
};

void ImportLinesTest::linesComeOneByOne_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("lines");
    using Lines = QList<QByteArray>;
    QTest::newRow("nothing") << ""_ba << Lines{};
    QTest::newRow("an empty line") << "\n"_ba << Lines{""};
    QTest::newRow("two") << "{1}\n{2}\n"_ba << Lines{"{1}", "{2}"};
    QTest::newRow("the last without its end") << "{1}\n\n{2}"_ba << Lines{"{1}", "", "{2}"};
    QTest::newRow("a byte order mark") << "\xef\xbb\xbf{1}\r\n"_ba << Lines{"{1}\r"};
    QTest::newRow("a byte order mark alone") << "\xef\xbb\xbf"_ba << Lines{};
}

void ImportLinesTest::linesComeOneByOne()
{
    QFETCH(QByteArray, text);
    QBuffer from(&text);
    QVERIFY(from.open(QIODevice::ReadOnly));
    ImportLines lines(from);
    QList<QByteArray> read;
    while (const auto line = lines.next()) {
        read.append(*line);
        QCOMPARE(lines.number(), read.size());
    }
    QTEST(read, "lines");
    QVERIFY(!lines.isTooLong());
}

void ImportLinesTest::longLinesComeWhole()
{
    const auto longLine = " {" + QByteArray(3'000'000, 'a') + '}';
    auto text = longLine + '\n' + "{}\n" + longLine;
    QBuffer from(&text);
    QVERIFY(from.open(QIODevice::ReadOnly));
    ImportLines lines(from, longLine.size());
    QVERIFY(lines.next() == longLine);
    QCOMPARE(lines.next(), "{}"_ba);
    QVERIFY(lines.next() == longLine);
    QVERIFY(!lines.next());
}

void ImportLinesTest::ofWhatIsNoObjectTheBeginningIsKept()
{
    auto text = QByteArray(3'000'000, 'a') + "\n{}";
    QBuffer from(&text);
    QVERIFY(from.open(QIODevice::ReadOnly));
    ImportLines lines(from);
    const auto line = lines.next();
    QVERIFY(line && line->startsWith("aaa") && line->size() < 500'000);
    QCOMPARE(lines.next(), "{}"_ba);
}

void ImportLinesTest::lineWithoutAnEndIsGivenUp_data()
{
    QTest::addColumn<char>("byte");
    for (const char byte : {'\0', ' ', '{', 'a'})
        QTest::newRow(QByteArray::number(byte).constData()) << byte;
}

void ImportLinesTest::lineWithoutAnEndIsGivenUp()
{
    QFETCH(const char, byte);
    constexpr qint64 most = 2'000'000;
    Endless from(byte);
    ImportLines lines(from, most);
    QVERIFY(!lines.next());
    QVERIFY(lines.isTooLong());
    QCOMPARE(lines.number(), 1);
    QVERIFY(!lines.next());
    QVERIFY(from.given() < 2 * most);
}

void ImportLinesTest::whatIsAheadStays()
{
    QByteArray text = "\xef\xbb\xbf{1}\n{2}";
    QBuffer from(&text);
    QVERIFY(from.open(QIODevice::ReadOnly));
    ImportLines lines(from);
    QVERIFY(lines.ahead() == "{1}\n{2}");
    QCOMPARE(lines.next(), "{1}"_ba);
    QVERIFY(lines.ahead() == "{2}");
    lines.skip(1);
    QVERIFY(lines.ahead() == "2}");
    QCOMPARE(lines.next(), "2}"_ba);
    QVERIFY(lines.ahead().isEmpty());
}

QTEST_APPLESS_MAIN(ImportLinesTest)
#include "tst_import_lines.moc"
