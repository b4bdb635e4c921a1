// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/creel_process.h"

using namespace creel::test;
using namespace Qt::StringLiterals;

/// What creel import makes of what is no export: said in words, and never without an end.
class ImportingTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void inputWithoutAnythingInItIsFine_data();
    void inputWithoutAnythingInItIsFine();
    void whatIsNeitherIsRefused_data();
    void whatIsNeitherIsRefused();
    void oneFileThatIsRefusedLeavesTheOthers();
    void deviceWithoutAnEndIsGivenUp_data();
    void deviceWithoutAnEndIsGivenUp();
    void whatCannotBeReadIsNotTakenForItsEnd();
    void harMayHaveMembersOfItsOwn();

private:
    QString written(const QByteArray &bytes, const QString &name = u"input"_s) const;
    Outcome imported(const QStringList &inputs) const;

    const QTemporaryDir m_home;
};

QString ImportingTest::written(const QByteArray &bytes, const QString &name) const
{
    QFile file(m_home.filePath(name));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(bytes);
    return file.fileName();
}

Outcome ImportingTest::imported(const QStringList &inputs) const
{
    return runCreel(m_home, QStringList{u"import"_s, u"--store"_s, m_home.filePath(u"s.creel"_s)} + inputs);
}

void ImportingTest::inputWithoutAnythingInItIsFine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("blank lines") << "\n \r\n\n"_ba;
    QTest::newRow("a byte order mark") << "\xef\xbb\xbf"_ba;
    QTest::newRow("HAR") << R"({"log":{"entries":[]}})"_ba;
}

void ImportingTest::inputWithoutAnythingInItIsFine()
{
    QFETCH(const QByteArray, text);
    const auto outcome = imported({written(text)});
    QCOMPARE(outcome.exit, 0);
    QVERIFY2(outcome.err.startsWith("0 deliveries imported"), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
}

void ImportingTest::whatIsNeitherIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("text") << "hello\nworld\n"_ba
                          << "(line 1: it is no JSON object"_ba;
    QTest::newRow("another object") << "\n{\"a\":1}"_ba
                                    << "(line 2: it has no receivedAt"_ba;
    QTest::newRow("HAR without entries") << "{\"log\":{}}"_ba
                                         << "neither NDJSON of creel export nor a HAR file"_ba;
    QTest::newRow("lines without an end of it")
        << QByteArray("x\n").repeated(200'000) << "(line 1: it is no JSON object"_ba;
}

void ImportingTest::whatIsNeitherIsRefused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, said);
    const auto outcome = imported({written(text)});
    QCOMPARE(outcome.exit, 2);
    QVERIFY2(outcome.err.contains(said), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
}

void ImportingTest::oneFileThatIsRefusedLeavesTheOthers()
{
    const auto good = written(
        R"({"receivedAt":"2026-05-29T10:30:00Z","method":"GET","target":"/","bodyBase64":""})", u"good"_s);
    const auto outcome = imported({written("hello"), m_home.filePath(u"missing"_s), good});
    QCOMPARE(outcome.exit, 2);
    QVERIFY2(outcome.err.contains("missing cannot be read"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("\n1 deliveries imported"), outcome.err.constData());
}

void ImportingTest::deviceWithoutAnEndIsGivenUp_data()
{
    QTest::addColumn<QString>("input");
    QTest::newRow("zero") << u"/dev/zero"_s;
    QTest::newRow("random") << u"/dev/urandom"_s;
}

void ImportingTest::deviceWithoutAnEndIsGivenUp()
{
    QFETCH(const QString, input);
    const auto outcome = imported({input});
    QCOMPARE(outcome.exit, 2);
    QVERIFY2(outcome.err.contains("line 1 is longer than 1024 MiB") ||
                 outcome.err.contains("neither NDJSON of creel export nor a HAR file"),
             outcome.err.constData());
}

void ImportingTest::whatCannotBeReadIsNotTakenForItsEnd()
{
    const auto outcome = imported({u"/proc/self/mem"_s}); // nothing is at its beginning: EIO
    QCOMPARE(outcome.exit, 2);
    QVERIFY2(outcome.err.contains("/proc/self/mem: it cannot be read"), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
}

void ImportingTest::harMayHaveMembersOfItsOwn()
{
    const auto outcome = imported({written(R"({"_made":"by hand",
"log":{"entries":[{"request":{"method":"GET","url":"http://a/"}}]}})")});
    QVERIFY2(outcome.exit == 0, outcome.err.constData());
    QVERIFY(outcome.err.startsWith("1 deliveries imported"));
}

QTEST_GUILESS_MAIN(ImportingTest)
#include "tst_importing.moc"
