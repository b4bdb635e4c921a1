// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/text.h"

#include <QElapsedTimer>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class SafeTextTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void bytesAreShownAsWhatTheyAre_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << "+44 7700 900123"_ba << u"+44 7700 900123"_s;
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("umlauts and emoji") << "J\xc3\xb6rg \xf0\x9f\x91\x8b"_ba << u"Jörg 👋"_s;
        QTest::newRow("line ends and tabs") << "a\r\nb\tc"_ba << u"a\\r\\nb\\tc"_s;
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << u"a\\u0000b"_s;
        QTest::newRow("escape sequence") << "\x1b[31mred"_ba << u"\\u001b[31mred"_s;
        QTest::newRow("delete and C1") << "\x7f\xc2\x9b"_ba << u"\\u007f\\u009b"_s;
        QTest::newRow("right-to-left override") << "exe\xe2\x80\xaegpj"_ba << u"exe\\u202egpj"_s;
        QTest::newRow("isolates") << "\xe2\x81\xa6x\xe2\x81\xa9"_ba << u"\\u2066x\\u2069"_s;
        QTest::newRow("zero width space") << "ad\xe2\x80\x8bmin"_ba << u"ad\\u200bmin"_s;
        QTest::newRow("joiner in Latin") << "ad\xe2\x80\x8dmin"_ba << u"ad\\u200dmin"_s;
        QTest::newRow("byte order mark") << "\xef\xbb\xbf{}"_ba << u"\\ufeff{}"_s;
        QTest::newRow("soft hyphen") << "a\xc2\xad"
                                        "b"_ba
                                     << u"a\\u00adb"_s;
        QTest::newRow("line separator") << "a\xe2\x80\xa8"
                                           "b"_ba
                                        << u"a\\u2028b"_s;
        QTest::newRow("tag characters") << "\xf3\xa0\x81\x81"_ba << u"\\u{e0041}"_s;
        QTest::newRow("Hangul filler") << "\xe3\x85\xa4"_ba << u"\\u3164"_s;
        QTest::newRow("variation selector on a letter") << "a\xef\xb8\x8f"_ba << u"a\\ufe0f"_s;
        QTest::newRow("noncharacter") << "\xef\xbf\xbf"_ba << u"\\uffff"_s;
        QTest::newRow("lone continuation") << "a\x80"
                                              "b"_ba
                                           << u"a\\x80b"_s;
        QTest::newRow("cut off") << "caf\xc3"_ba << u"caf\\xc3"_s;
        QTest::newRow("cut off in the middle") << "\xf0\x9f\x91 x"_ba << u"\\xf0\\x9f\\x91 x"_s;
        QTest::newRow("overlong slash") << "\xc0\xaf"_ba << u"\\xc0\\xaf"_s;
        QTest::newRow("overlong three bytes") << "\xe0\x80\xaf"_ba << u"\\xe0\\x80\\xaf"_s;
        QTest::newRow("surrogate") << "\xed\xa0\x80"_ba << u"\\xed\\xa0\\x80"_s;
        QTest::newRow("beyond Unicode") << "\xf4\x90\x80\x80"_ba << u"\\xf4\\x90\\x80\\x80"_s;
        QTest::newRow("not a lead byte") << "\xff\xfe"_ba << u"\\xff\\xfe"_s;
        QTest::newRow("markup stays text") << "<img src=file:///x>"_ba << u"<img src=file:///x>"_s;
        QTest::newRow("percent signs stay") << "%1 %2"_ba << u"%1 %2"_s;
    }
    void bytesAreShownAsWhatTheyAre()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(safeText(bytes), shown);
    }

    void joinersStayWhereAScriptNeedsThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("family emoji") << u"👨\u200d👩\u200d👧"_s;
        QTest::newRow("heart with its variation") << u"❤\ufe0f"_s;
        QTest::newRow("Persian non-joiner") << u"می\u200cخواهم"_s;
        QTest::newRow("Devanagari joiner") << u"क्\u200dष"_s;
        QTest::newRow("combining accents") << u"e\u0301 a\u0308\u0323"_s;
    }
    void joinersStayWhereAScriptNeedsThem()
    {
        QFETCH(QString, text);
        QCOMPARE(safeText(text), text);
        QCOMPARE(safeText(text.toUtf8()), text);
    }

    void aLoneSurrogateIsSpelledOut() { QCOMPARE(safeText(QString(QChar(0xd800)) + u'x'), u"\\ud800x"_s); }

    void marksDoNotPileUp()
    {
        QString tower = u"Z"_s + QString(40, QChar(0x0301));
        const auto shown = safeText(tower);
        QCOMPARE(shown.count(QChar(0x0301)), 6);
        QCOMPARE(shown.count(u"\\u0301"_s), 34);
    }

    void aMarkWithoutALetterTakesNoneFromItsNeighbour()
    {
        QCOMPARE(safeText(u"\u0301"_s), u"\\u0301"_s);
        QCOMPARE(safeText("\xff\xcc\x81"_ba), u"\\xff\\u0301"_s);
        QCOMPARE(safeText(u"a \u0301"_s), u"a \\u0301"_s);
    }

    void longTextEndsInAnEllipsis()
    {
        QCOMPARE(safeText("abcdef"_ba, 6), u"abcdef"_s);
        QCOMPARE(safeText("abcdefg"_ba, 6), u"abcde…"_s);
        QCOMPARE(safeText("abcdefg"_ba, 1), u"…"_s);
        QCOMPARE(safeText("abc"_ba, 0), QString());
    }

    void theCutFallsBetweenWholePieces()
    {
        QCOMPARE(safeText("ab\x01"
                          "c"_ba,
                          5),
                 u"ab…"_s); // not in the middle of \u0001
        QCOMPARE(safeText(u"abc👋👋"_s, 6), u"abc👋…"_s);
        QCOMPARE(safeText(u"abc👋👋"_s, 5), u"abc…"_s);
    }

    void aHugeTextCostsNoMoreThanIsShown()
    {
        const QByteArray huge(200'000'000, 'a');
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(safeText(huge, 100).size(), 100);
        QVERIFY(clock.elapsed() < 1000); // reading it all takes many times longer
    }

    void linesStayLines()
    {
        QCOMPARE(safeLines("a\r\nb\n\tc\rd"_ba), u"a\nb\n\tc\\rd"_s);
        QCOMPARE(safeLines("a\n\xcc\x81"_ba), u"a\n\\u0301"_s);
    }

    void toolTipsAreNeverMarkup()
    {
        const auto tip = safeToolTip("<b>x</b>\n<img src=\"file:///etc/passwd\">"_ba);
        QVERIFY(tip.startsWith(u"<qt>"_s));
        QVERIFY(!tip.contains(u"<b>"_s));
        QVERIFY(!tip.contains(u"<img"_s));
        QVERIFY(tip.contains(u"<br>"_s));
        QVERIFY(tip.contains(u"&lt;b&gt;"_s));
    }
};

QTEST_APPLESS_MAIN(SafeTextTest)

#include "tst_safe_text.moc"
