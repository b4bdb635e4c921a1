// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/cli/program_rig.h"

#include <sys/stat.h>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What `creel export` writes, and that `creel import` makes the same session of it.
class ExportingTest : public ProgramRig
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void importedSessionIsTheSame();
    void whatCannotBeImportedTakesNothingAlong_data();
    void whatCannotBeImportedTakesNothingAlong();
    void exportGoesOnWhileCapturing();
    void outputFileIsPrivateAndWhole();
};

void ExportingTest::importedSessionIsTheSame()
{
    const auto store = file(u"origin.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    const auto to = QString::fromUtf8(listen.url());
    QCOMPARE(creel({u"send"_s, u"--to"_s, to, u"--count"_s, u"200"_s, u"--duplicates"_s, u"0.2"_s}).exit, 0);
    QCOMPARE(post(listen.url(), "\0\xff"_ba).status, 200);
    QCOMPARE(listen.end().exit, 0);

    for (const auto &format : {u"ndjson"_s, u"har"_s}) {
        const auto between = file(u"between."_s + format);
        const auto copy = file(format + u".creel"_s);
        QCOMPARE(exported(store, {u"--format"_s, format, u"--output"_s, between}).exit, 0);
        const auto imported = creel({u"import"_s, u"--store"_s, copy, between});
        QVERIFY2(imported.exit == 0, imported.err.constData());
        const auto before = exported(store).objects();
        const auto after = exported(copy).objects();
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < before.size(); ++i) {
            for (const auto name :
                 {"receivedAt"_L1, "type"_L1, "key"_L1, "verdict"_L1, "copyOf"_L1, "method"_L1, "target"_L1,
                  "headers"_L1, "bodySha256"_L1, "payloadKind"_L1})
                QVERIFY2(after[i][name] == before[i][name], name.data());
        }
    }
    const auto refused = creel({u"import"_s, u"--store"_s, file(u"none.creel"_s), store});
    QCOMPARE(refused.exit, 2);
    QCOMPARE(refused.err.count('\n'), 1);
}

void ExportingTest::whatCannotBeImportedTakesNothingAlong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("said");
    const auto line = [](const QByteArray &target) -> QByteArray {
        return R"({"receivedAt":"2026-05-29T10:30:00Z","method":"GET","target":")" + target +
               R"(","bodyBase64":""})";
    };
    QTest::newRow("the first line") << "{\n" + line("/1") + '\n' + line("/2") + "\n[]\n" + line("/3")
                                    << "left out 2 that could not be read, first line 1: "_ba;
    QTest::newRow("lines") << line("/1") + "\n{\n\n" + line("/2") + "\n[]\n" + line("/3") + '\n'
                           << "left out 2 that could not be read, first line 2: "_ba;
    const auto entry = [](const QByteArray &url) -> QByteArray {
        return R"({"request":{"method":"GET","url":")" + url + R"("}})";
    };
    QTest::newRow("entries") << R"({"log":{"entries":[)" + entry("http://a/1") + ",{}," +
                                    entry("http://a:99999/2") + ",7," + entry("http://a/3") + "]}}"
                             << "left out 2 that could not be read, first entry 2: "_ba;
}

void ExportingTest::whatCannotBeImportedTakesNothingAlong()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, said);
    QFile between(file(u"between"_s));
    QVERIFY(between.open(QIODevice::WriteOnly | QIODevice::Truncate));
    between.write(text);
    between.close();
    const auto store = file(u"%1.creel"_s.arg(QString::fromUtf8(QTest::currentDataTag())));
    const auto imported = creel({u"import"_s, u"--store"_s, store, between.fileName()});
    QCOMPARE(imported.exit, 2);
    QVERIFY2(imported.err.contains(said), imported.err.constData());
    QVERIFY2(imported.err.contains("3 deliveries imported"), imported.err.constData());
    QStringList targets;
    for (const auto &event : exported(store).objects())
        targets += event["target"_L1].toString();
    QCOMPARE(targets, (QStringList{u"/1"_s, u"/2"_s, u"/3"_s}));
}

void ExportingTest::exportGoesOnWhileCapturing()
{
    const auto store = file(u"while.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    for (int i = 1; i <= 5; ++i) {
        QCOMPARE(post(listen.url(), QByteArray::number(i)).status, 200);
        const auto events = exported(store).objects();
        QCOMPARE(events.size(), i);
        QCOMPARE(events.constLast()["body"_L1].toString(), QString::number(i));
    }
    QCOMPARE(listen.end().exit, 0);
}

void ExportingTest::outputFileIsPrivateAndWhole()
{
    const auto store = file(u"output.creel"_s);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    QVERIFY(listen.isReady());
    QCOMPARE(post(listen.url(), "x", {{"Authorization", "Bearer s3cret"}}).status, 200);
    QCOMPARE(listen.end().exit, 0);
    const auto out = file(u"out.ndjson"_s);
    QVERIFY(writeFile(out, "before"));
    QVERIFY(QFile::setPermissions(out, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup |
                                           QFile::ReadOther));
    const auto written = exported(store, {u"--output"_s, out, u"--redact"_s});
    QCOMPARE(written.exit, 0);
    QCOMPARE(written.out, ""_ba);
    const auto line = readFile(out);
    QVERIFY(!line.contains("s3cret") && line.contains("REDACTED"));
    QCOMPARE(QFile::permissions(out) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(exported(store, {u"--format"_s, u"csv"_s}).out.count("\r\n"), 2);
    QVERIFY(exported(store, {u"--format"_s, u"curl"_s}).out.contains("Bearer s3cret"));
    const auto nowhere = exported(store, {u"--output"_s, file(u"no/such/folder"_s)});
    QCOMPARE(nowhere.exit, 3);
    QCOMPARE(nowhere.err.count('\n'), 1);

    const auto session = readFile(store);
    QCOMPARE(exported(store, {u"--output"_s, store}).exit, 2);
    QCOMPARE(readFile(store), session);
    const auto pipe = file(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QProcess reader;
    reader.start(u"cat"_s, {pipe});
    QCOMPARE(exported(store, {u"--output"_s, pipe}).exit, 0);
    QTRY_COMPARE(reader.state(), QProcess::NotRunning);
    QCOMPARE(reader.readAllStandardOutput().count('\n'), 1);
}

QTEST_GUILESS_MAIN(ExportingTest)
#include "tst_exporting.moc"
