// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "app/cli/cli.h"

#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class OptionsTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void valuesAreRead_data();
    void valuesAreRead();
    void mistakeIsSaidInOneLine_data();
    void mistakeIsSaidInOneLine();
    void repeatedValuesKeepTheirOrder();
    void numbersKeepTheirBounds_data();
    void numbersKeepTheirBounds();
    void commandsNeedNoDisplay_data();
    void commandsNeedNoDisplay();

private:
    static CommandSyntax syntax(const QString &operands = {})
    {
        return {u"try"_s,
                u"tries"_s,
                operands,
                {{u"--store"_s, u"FILE"_s, u"where"_s},
                 {u"--quiet"_s, {}, u"say nothing"_s},
                 {u"--event"_s, u"TYPE"_s, u"what"_s, true},
                 {u"--count"_s, u"N"_s, u"how many"_s}},
                u"More."_s};
    }
};

void OptionsTest::valuesAreRead_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("store");
    QTest::addColumn<bool>("quiet");
    QTest::addColumn<QStringList>("operands");
    QTest::newRow("none") << QStringList{} << u""_s << false << QStringList{};
    QTest::newRow("apart") << QStringList{u"--store"_s, u"a b"_s, u"--quiet"_s} << u"a b"_s << true
                           << QStringList{};
    QTest::newRow("joined") << QStringList{u"--store=a=b"_s} << u"a=b"_s << false << QStringList{};
    QTest::newRow("value with a dash")
        << QStringList{u"--store"_s, u"-status:200"_s} << u"-status:200"_s << false << QStringList{};
    QTest::newRow("joined, dashes") << QStringList{u"--store=--x"_s} << u"--x"_s << false << QStringList{};
    QTest::newRow("empty value") << QStringList{u"--store="_s} << u""_s << false << QStringList{};
    QTest::newRow("operands") << QStringList{u"x"_s, u"--quiet"_s, u"-"_s} << u""_s << true
                              << QStringList{u"x"_s, u"-"_s};
    QTest::newRow("after --") << QStringList{u"--"_s, u"--quiet"_s} << u""_s << false
                              << QStringList{u"--quiet"_s};
}

void OptionsTest::valuesAreRead()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, operands);
    const Options options(syntax(operands.isEmpty() ? QString() : u"INPUT..."_s), arguments);
    QCOMPARE(options.problem(), QString());
    QTEST(options.value(u"--store"_s), "store");
    QTEST(options.has(u"--quiet"_s), "quiet");
    QCOMPARE(options.operands(), operands);
}

void OptionsTest::mistakeIsSaidInOneLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("word");
    QTest::newRow("unknown") << QStringList{u"--nope"_s} << u"--nope"_s;
    QTest::newRow("short") << QStringList{u"-q"_s} << u"-q"_s;
    QTest::newRow("twice") << QStringList{u"--quiet"_s, u"--quiet"_s} << u"twice"_s;
    QTest::newRow("no value") << QStringList{u"--store"_s} << u"wants a value"_s;
    QTest::newRow("option for a value") << QStringList{u"--store"_s, u"--quiet"_s} << u"wants a value"_s;
    QTest::newRow("value of a switch") << QStringList{u"--quiet=yes"_s} << u"takes no value"_s;
    QTest::newRow("operand") << QStringList{u"x"_s} << u"x is one word too many"_s;
}

void OptionsTest::mistakeIsSaidInOneLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, word);
    const Options options(syntax(), arguments);
    QVERIFY2(options.problem().contains(word), qPrintable(options.problem()));
    QVERIFY(!options.problem().contains(u'\n'));

    auto strict = syntax(u"INPUT..."_s);
    strict.options[0].required = true;
    QVERIFY(Options(strict, {u"x"_s}).problem().contains(u"--store FILE is missing"));
    QVERIFY(Options(strict, {u"--store=a"_s}).problem().contains(u"INPUT... is missing"));
}

void OptionsTest::repeatedValuesKeepTheirOrder()
{
    const Options options(syntax(), {u"--event"_s, u"b"_s, u"--event=a"_s});
    QCOMPARE(options.values(u"--event"_s), (QStringList{u"b"_s, u"a"_s}));
}

void OptionsTest::numbersKeepTheirBounds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isInteger");
    QTest::addColumn<bool>("isReal");
    QTest::newRow("least") << u"1"_s << true << true;
    QTest::newRow("most") << u"10"_s << true << true;
    QTest::newRow("below") << u"0"_s << false << false;
    QTest::newRow("above") << u"11"_s << false << false;
    QTest::newRow("fraction") << u"2.5"_s << false << true;
    QTest::newRow("word") << u"five"_s << false << false;
    QTest::newRow("nothing") << u""_s << false << false;
    QTest::newRow("not a number") << u"nan"_s << false << false;
    QTest::newRow("with a unit") << u"5s"_s << false << false;
}

void OptionsTest::numbersKeepTheirBounds()
{
    QFETCH(QString, text);
    QFETCH(bool, isInteger);
    QFETCH(bool, isReal);
    Options integer(syntax(), {u"--count="_s + text});
    QCOMPARE(integer.integer(u"--count"_s, 7, 1, 10), isInteger ? text.toLongLong() : 7);
    QCOMPARE(integer.problem().isEmpty(), isInteger);
    Options real(syntax(), {u"--count="_s + text});
    QCOMPARE(real.real(u"--count"_s, 7, 1, 10), isReal ? text.toDouble() : 7);
    QCOMPARE(real.problem().isEmpty(), isReal);
}

void OptionsTest::commandsNeedNoDisplay_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<bool>("command");
    for (const auto *name :
         {"listen", "export", "import", "send", "resend", "--help", "-h", "--version", "mistyped"})
        QTest::newRow(name) << QString::fromLatin1(name) << true;
    QTest::newRow("session") << u"my.creel"_s << false;
    QTest::newRow("path") << u"/tmp/session"_s << false;
    QTest::newRow("window's option") << u"--listen"_s << false;
}

void OptionsTest::commandsNeedNoDisplay()
{
    QFETCH(QString, first);
    QTEST(isCommand({first}), "command");
    QVERIFY(!isCommand({}));
}

QTEST_APPLESS_MAIN(OptionsTest)
#include "tst_options.moc"
