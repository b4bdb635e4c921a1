// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/export_curl.h"
#include "app/session/export_json_line.h"
#include "app/session/export_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class ExportTextTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void untrustedTextIsEscaped_data();
    void untrustedTextIsEscaped();
    void everyCharacterSurvivesJson();
    void nothingInvisibleReachesTheTerminal();
    void membersKeepTheirOrder();
    void shellTakesAWordAsItIs_data();
    void shellTakesAWordAsItIs();
};

void ExportTextTest::untrustedTextIsEscaped_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("plain") << "a b/c"_ba
                           << "a b/c"_ba
                           << "a b/c"_ba;
    QTest::newRow("quotes") << "\"\\"_ba
                            << R"(\"\\)"_ba
                            << "\"\\"_ba;
    QTest::newRow("lines") << "a\r\n\tb"_ba
                           << R"(a\r\n\tb)"_ba
                           << R"(a\r\n\tb)"_ba;
    QTest::newRow("NUL and escape") << "\0\x1b[31m"_ba
                                    << R"(\u0000\u001b[31m)"_ba
                                    << R"(\u0000\u001b[31m)"_ba;
    QTest::newRow("DEL") << "\x7f"_ba
                         << R"(\u007f)"_ba
                         << R"(\u007f)"_ba;
    QTest::newRow("C1") << "\xc2\x9b"
                           "0m"_ba
                        << R"(\u009b0m)"_ba
                        << R"(\u009b0m)"_ba;
    QTest::newRow("separators") << "\xe2\x80\xa8\xe2\x80\xa9"_ba
                                << R"(\u2028\u2029)"_ba
                                << R"(\u2028\u2029)"_ba;
    QTest::newRow("bidi") << "\xe2\x80\xae"_ba
                          << R"(\u202e)"_ba
                          << R"(\u202e)"_ba;
    QTest::newRow("zero width") << "\xe2\x80\x8b"_ba
                                << R"(\u200b)"_ba
                                << R"(\u200b)"_ba;
    QTest::newRow("letters") << "\xc3\xa4\xe4\xb8\xad\xf0\x9f\x98\x80"_ba
                             << "\xc3\xa4\xe4\xb8\xad\xf0\x9f\x98\x80"_ba
                             << "\xc3\xa4\xe4\xb8\xad\xf0\x9f\x98\x80"_ba;
    QTest::newRow("tag character") << "\xf3\xa0\x81\x81"_ba
                                   << R"(\udb40\udc41)"_ba
                                   << R"(\udb40\udc41)"_ba;
    QTest::newRow("no UTF-8") << "caf\xe9\x9b"_ba
                              << "caf\xc3\xa9\\u009b"_ba
                              << "caf\xc3\xa9\\u009b"_ba;
    QTest::newRow("broken at the end") << "\xe2\x80"_ba
                                       << "\xc3\xa2\\u0080"_ba
                                       << "\xc3\xa2\\u0080"_ba;
    QTest::newRow("empty") << ""_ba
                           << ""_ba
                           << ""_ba;
}

void ExportTextTest::untrustedTextIsEscaped()
{
    QFETCH(QByteArray, text);
    QByteArray json;
    appendShown(json, text, Shown::Json);
    QTEST(json, "json");
    QByteArray plain;
    appendShown(plain, text);
    QTEST(plain, "plain");
    QVERIFY(isShownAsIs(plain));
}

void ExportTextTest::everyCharacterSurvivesJson()
{
    QString all;
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        if (c < 0xd800 || c > 0xdfff)
            all += QChar::fromUcs4(c);
    }
    ExportSink json;
    json << '[';
    writeJsonString(json, all.toUtf8());
    const auto read = QJsonDocument::fromJson(json.held() + ']').array().at(0).toString();
    QVERIFY(read == all);
}

void ExportTextTest::nothingInvisibleReachesTheTerminal()
{
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        QByteArray shown;
        appendShown(shown, QString::fromUcs4(&c, 1).toUtf8());
        const auto points = QString::fromUtf8(shown).toUcs4();
        for (const auto point : points) {
            if (!QChar::isPrint(point) || QChar::category(point) == QChar::Separator_Line)
                QFAIL(qPrintable(u"U+%1"_s.arg(uint(c), 4, 16)));
        }
    }
}

void ExportTextTest::membersKeepTheirOrder()
{
    JsonLine line;
    line.text("z", "1\n").number("a", -5).boolean("m", true).null("b").textOrNull("c", "").raw("d", "[]");
    QCOMPARE(line.object(), R"({"z":"1\n","a":-5,"m":true,"b":null,"c":null,"d":[]})"_ba);
    QCOMPARE(JsonLine().object(), "{}"_ba);
}

void ExportTextTest::shellTakesAWordAsItIs_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("plain") << "http://h/?a=b&c=d"_ba;
    QTest::newRow("quotes") << "it's \"so\" \\ $(id) `id` $HOME !x *"_ba;
    QTest::newRow("lines") << "a\nb\tc"_ba;
    QTest::newRow("controls") << "\x1b[31m\x07\x7f'\\"_ba;
    QTest::newRow("no UTF-8") << "caf\xe9"_ba;
    QTest::newRow("bidi") << "a\xe2\x80\xae"
                             "b"_ba;
    QTest::newRow("empty") << ""_ba;
}

void ExportTextTest::shellTakesAWordAsItIs()
{
    QFETCH(QByteArray, word);
    const auto quoted = shellWord(word);
    QVERIFY(isShownAsIs(quoted));
    QProcess shell;
    shell.start(u"bash"_s, {});
    shell.write("printf %s " + quoted + '\n');
    shell.closeWriteChannel();
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput(), word);
}

QTEST_GUILESS_MAIN(ExportTextTest)
#include "tst_export_text.moc"
