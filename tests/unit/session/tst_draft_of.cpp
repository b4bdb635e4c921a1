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
    QTest::newRow("origin") << QByteArray("http://h:1/") << QByteArray("/a?b=c")
                            << QByteArray("http://h:1/a?b=c");
    QTest::newRow("no slash") << QByteArray("http://h:1") << QByteArray("/a") << QByteArray("http://h:1/a");
    QTest::newRow("absolute") << QByteArray("http://h") << QByteArray("http://old:2/a?x")
                              << QByteArray("http://h/a?x");
    QTest::newRow("absolute, no path")
        << QByteArray("http://h") << QByteArray("http://old") << QByteArray("http://h/");
    QTest::newRow("asterisk") << QByteArray("http://h/") << QByteArray("*") << QByteArray("http://h/");
    QTest::newRow("empty") << QByteArray("http://h/") << QByteArray("") << QByteArray("http://h/");
}

void DraftOfTest::joinsBaseAndTarget()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, target);
    QTEST(draftOf(delivery("PUT / HTTP/1.1\r\n\r\n", target), EventId(1), base).url, "url");
}

QTEST_APPLESS_MAIN(DraftOfTest)
#include "tst_draft_of.moc"
