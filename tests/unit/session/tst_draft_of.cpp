// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/draft_of.h"

#include <QRegularExpression>
#include <QTest>

using namespace creel;

/// What a captured delivery becomes when it is to be sent again.
class DraftOfTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void keepsMethodHeadersAndBody();
    void dropsWhatBelongsToTheOldConnection();
    void joinsBaseAndTarget_data();
    void joinsBaseAndTarget();
    void pathOfTheUrlComesBeforeTheTarget();
    void whomItIsSentToTheSenderDoesNotSay_data();
    void whomItIsSentToTheSenderDoesNotSay();
};

static Delivery delivery(const QByteArray &head, const QByteArray &target = "/hook")
{
    Delivery made;
    made.method = "PUT";
    made.target = target;
    made.head = head;
    made.body = QByteArray("\0{\xff", 3);
    return made;
}

void DraftOfTest::keepsMethodHeadersAndBody()
{
    const auto from = delivery("PUT /hook HTTP/1.1\r\nX-A: 1\r\nx-a: 2\r\nContent-Type: a/b\r\n\r\n");
    const auto draft = draftOf(from, EventId(7), "http://127.0.0.1:8484/");
    QCOMPARE(draft.method, "PUT");
    QCOMPARE(draft.body, from.body);
    QCOMPARE(draft.source, EventId(7));
    QCOMPARE(draft.headers, (Headers{{"X-A", "1"}, {"x-a", "2"}, {"Content-Type", "a/b"}}));
}

void DraftOfTest::dropsWhatBelongsToTheOldConnection()
{
    const auto draft =
        draftOf(delivery("PUT / HTTP/1.1\r\nHOST: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n"
                         "Connection: close\r\nExpect: 100-continue\r\nHostess: stays\r\n\r\n"),
                EventId(1), "http://b");
    QCOMPARE(draft.headers, (Headers{{"Hostess", "stays"}}));
}

void DraftOfTest::joinsBaseAndTarget_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("own"); // target that the URL does not give
    const auto row = [](const char *name, const QByteArray &base, const QByteArray &target,
                        const QByteArray &url, bool own = false) {
        QTest::newRow(name) << base << target << url << (own ? target : QByteArray());
    };
    row("origin", "http://h:1/", "/a?b=c", "http://h:1/a?b=c");
    row("no slash", "http://h:1", "/a", "http://h:1/a");
    row("absolute", "http://h", "http://old:2/a?x", "http://h/a?x", true);
    row("absolute, no path", "http://h", "http://old", "http://h/", true);
    row("absolute, a query alone", "http://h", "http://old?b=/", "http://h/?b=/", true);
    row("asterisk", "http://h/", "*", "http://h/", true);
    row("authority", "http://h/", "a:443", "http://h/", true);
    row("fragment", "http://h/", "/a#b", "http://h/a#b", true);
    row("beyond ASCII", "http://h/", "/\xe9", "http://h/\xe9", true);
    row("empty", "http://h/", "", "http://h/");
}

void DraftOfTest::joinsBaseAndTarget()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, target);
    const auto draft = draftOf(delivery("PUT / HTTP/1.1\r\n\r\n", target), EventId(1), base);
    QTEST(draft.url, "url");
    QTEST(draft.target, "own");
}

void DraftOfTest::pathOfTheUrlComesBeforeTheTarget()
{
    const auto options = delivery("OPTIONS * HTTP/1.1\r\n\r\n", "*");
    const auto there = draftTo("http://h:1/", options, EventId(1));
    QCOMPARE(there.url, "http://h:1/");
    QCOMPARE(there.target, "*");
    const auto elsewhere = draftTo("http://h:1/in", options, EventId(1));
    QCOMPARE(elsewhere.url, "http://h:1/in");
    QCOMPARE(elsewhere.target, "");
    QCOMPARE(draftTo("http://h:1", delivery("PUT /a HTTP/1.1\r\n\r\n", "/a?b"), EventId(1)).url,
             "http://h:1/a?b");
}

void DraftOfTest::whomItIsSentToTheSenderDoesNotSay_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("own");
    const auto row = [](const char *name, const QByteArray &target, const QByteArray &url,
                        const QByteArray &own = {}) { QTest::newRow(name) << target << url << own; };
    row("absolute", "http://elsewhere/a?b=http://c", "http://h:1/a?b=http://c");
    row("absolute, no path", "http://elsewhere", "http://h:1/");
    row("absolute, with a fragment", "http://elsewhere/a#b", "http://h:1/a#b");
    row("authority", "elsewhere:443", "http://h:1/");
    row("a path with an address in it", "/a#http://c", "http://h:1/a#http://c", "/a#http://c");
}

void DraftOfTest::whomItIsSentToTheSenderDoesNotSay()
{
    QFETCH(const QByteArray, target);
    const auto draft = draftTo("http://h:1", delivery("GET / HTTP/1.1\r\n\r\n", target), EventId(1));
    QTEST(draft.url, "url");
    QTEST(draft.target, "own");
}

QTEST_APPLESS_MAIN(DraftOfTest)
#include "tst_draft_of.moc"
