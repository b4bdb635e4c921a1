// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/creel_process.h"
#include "tests/support/plain_client.h"
#include "tests/support/test_peer.h"

#include <QUrl>

#include <algorithm>

using namespace creel::test;
using namespace Qt::StringLiterals;

/// What is sent again is what came: targets of every form and odd header lines, by the program and by curl.
class ExactRequestsTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void resentTargetIsTheOneThatCame_data() { targets(); }
    void resentTargetIsTheOneThatCame();
    void curlSendsTheTargetThatCame_data() { targets(); }
    void curlSendsTheTargetThatCame();
    void curlSendsTheLinesThatCame_data();
    void curlSendsTheLinesThatCame();
    void curlSendsNoFileThatAHeaderNames();
    void curlSendsLinesLongerThanAnArgument();

private:
    static void targets();
    void sendByCurl(const QString &store);
    QString imported(const QByteArray &host, const QByteArray &headers);
    QString captured(const QByteArray &request);

    const QTemporaryDir m_home;
};

/// PEER stands for host and port of the peer that it is sent to again.
void ExactRequestsTest::targets()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *name, const QByteArray &method, const QByteArray &target) {
        QTest::newRow(name) << method << target;
    };
    row("origin", "POST", "/hook?a=b&c=%20d");
    row("asterisk", "OPTIONS", "*");
    row("absolute", "GET", "http://PEER/a?b=http://c/d");
    row("absolute, without a path", "GET", "http://PEER?b=/");
    row("fragment", "GET", "/a#b?c#d");
    row("beyond ASCII", "GET", "/caf\xe9?\xff=\xc3\xa9");
    row("as no browser writes it", "GET", "//a/../b/./%7e'|\"<>\\^`{}[]&&?");
    row("an empty query", "HEAD", "/a?");
}

/// A session that holds @p request alone; empty when it was not taken.
QString ExactRequestsTest::captured(const QByteArray &request)
{
    const auto store = m_home.filePath(u"%1.creel"_s.arg(QString::fromLatin1(QTest::currentDataTag())));
    QFile::remove(store);
    ListenProcess listen(m_home, store, {u"--quiet"_s});
    if (!listen.isReady())
        return {};
    const auto answer = exchange(quint16(QUrl(QString::fromUtf8(listen.url())).port()), request);
    return listen.end().exit == 0 && statusOf(answer) == 200 ? store : QString();
}

void ExactRequestsTest::resentTargetIsTheOneThatCame()
{
    QFETCH(const QByteArray, method);
    QFETCH(QByteArray, target);
    TestPeer peer;
    const auto host = peer.url().sliced(7).chopped(1);
    target.replace("PEER", "other.example:81");
    const auto store = captured(method + ' ' + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QVERIFY(!store.isEmpty());
    const auto resent =
        runCreel(m_home, {u"resend"_s, u"--store"_s, store, u"--to"_s, QString::fromUtf8(peer.url())});
    QVERIFY2(resent.err.isEmpty(), resent.err.constData());
    QCOMPARE(peer.requests().size(), 1);
    const auto &head = peer.requests().constFirst();
    target.replace("http://other.example:81", ""); // which is not asked
    if (target.startsWith('?'))
        target.prepend('/');
    const QByteArray wanted = method + ' ' + target + " HTTP/1.1\r\nHost: " + host + "\r\n";
    QVERIFY2(head.startsWith(wanted), head.constData());
}

/// What the exported command comes to in the shell.
void ExactRequestsTest::sendByCurl(const QString &store)
{
    const auto command = runCreel(m_home, {u"export"_s, u"--store"_s, store, u"--format"_s, u"curl"_s});
    QCOMPARE(command.out.count("\ncurl ") + command.out.startsWith("curl ") +
                 command.out.startsWith("printf "),
             1);
    QFile script(m_home.filePath(u"script"_s));
    QVERIFY(script.open(QIODevice::WriteOnly | QIODevice::Truncate));
    script.write(command.out);
    script.close();
    QProcess shell;
    shell.setProcessEnvironment(environmentIn(m_home));
    shell.start(u"bash"_s, {script.fileName()}, QIODevice::ReadOnly);
    QVERIFY2(outcomeOf(shell).exit == 0,
             command.out.first(std::min<qsizetype>(command.out.size(), 500)).constData());
}

void ExactRequestsTest::curlSendsTheTargetThatCame()
{
    QFETCH(const QByteArray, method);
    QFETCH(QByteArray, target);
    TestPeer peer;
    const auto host = peer.url().sliced(7).chopped(1);
    const auto line = method + ' ' + target.replace("PEER", host) + " HTTP/1.1\r\n";
    const auto store = captured(line + "Host: " + host + "\r\nConnection: close\r\n\r\n");
    QVERIFY(!store.isEmpty());
    sendByCurl(store);
    QCOMPARE(peer.requests(), QList<QByteArray>{line + "Host: " + host + "\r\n\r\n"});
}

void ExactRequestsTest::curlSendsTheLinesThatCame_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &lines, const QByteArray &body = {}) {
        QTest::newRow(name) << lines << body;
    };
    row("white space", "X-None:1\r\nX-Much: \t 1  \t\r\n");
    row("beyond ASCII", "X-Latin: caf\xe9\xff\r\nX-Utf: caf\xc3\xa9\r\n");
    row("no value", "X-None:\r\nUser-Agent:\r\nAccept:\r\n");
    row("signs of the shell", "X-A: ;\r\nX-B: a;\r\nX-C: $(x)`x`\"'\\!\r\nx-d: @a: b\r\n");
    row("repeats", "X-A: 1\r\nx-a: 2\r\nX-A: 1\r\nCookie: a=1\r\nCookie: b=2\r\n");
    row("length of nothing", "Content-Length: 0\r\n");
    row("length in another case", "content-length: 2\r\ncontent-type: a/b\r\n", "{}");
    row("every byte", "Content-Length: 4\r\n", "\0\xff\r\n"_ba);
    const auto much =
        QByteArray("it's @long\n").repeated(20'000); // more than one argument of a program holds
    row("a long text", "Content-Length: " + QByteArray::number(much.size()) + "\r\n", much);
}

void ExactRequestsTest::curlSendsTheLinesThatCame()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const QByteArray, body);
    TestPeer peer;
    const auto first = "POST / HTTP/1.1\r\nHost: " + peer.url().sliced(7).chopped(1) + "\r\n";
    const auto store = captured(first + lines + "Connection: close\r\n\r\n" + body);
    QVERIFY(!store.isEmpty());
    sendByCurl(store);
    const auto inOrder =
        [](const QByteArray &request) { // of what is not repeated curl has an order of its own
            auto head = request.first(request.indexOf("\r\n\r\n") + 2).split('\n');
            std::ranges::stable_sort(
                head, {}, [](const QByteArray &line) { return line.split(':').first().toLower(); });
            return head;
        };
    QCOMPARE(peer.requests().size(), 1);
    const auto &request = peer.requests().constFirst();
    QCOMPARE(inOrder(request), inOrder(first + lines + "\r\n"));
    QCOMPARE(request.sliced(request.indexOf("\r\n\r\n") + 4), body);
}

/// A session that holds one request alone, as no listener of ours takes it.
QString ExactRequestsTest::imported(const QByteArray &host, const QByteArray &headers)
{
    const auto store = m_home.filePath(u"imported.creel"_s);
    QFile::remove(store);
    QFile har(m_home.filePath(u"har"_s));
    if (har.open(QIODevice::WriteOnly | QIODevice::Truncate))
        har.write(R"({"log":{"entries":[{"request":{"method":"GET","url":"http://)" + host +
                  R"(/","headers":[{"name":"Host","value":")" + host + R"("},)" + headers + "]}}]}}");
    har.close();
    return runCreel(m_home, {u"import"_s, u"--store"_s, store, har.fileName()}).exit == 0 ? store : QString();
}

void ExactRequestsTest::curlSendsNoFileThatAHeaderNames()
{
    QFile file(m_home.filePath(u"own"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("X-Own: secret\n");
    file.close();
    TestPeer peer;
    const auto host = peer.url().sliced(7).chopped(1);
    for (const QByteArray &name : {'@' + file.fileName().toUtf8(), " @" + file.fileName().toUtf8()}) {
        const auto store =
            imported(host, R"({"name":")" + name + R"(","value":""},{"name":"X-A","value":"1"})");
        QVERIFY(!store.isEmpty());
        sendByCurl(store);
        QCOMPARE(peer.requests().last(), "GET / HTTP/1.1\r\nHost: " + host + "\r\nX-A: 1\r\n\r\n");
    }
}

void ExactRequestsTest::curlSendsLinesLongerThanAnArgument()
{
    TestPeer peer;
    const auto host = peer.url().sliced(7).chopped(1);
    const QByteArray much(300'000, 'x');
    const auto store = imported(host, R"({"name":"X-A","value":"it's \u00e9 )" + much +
                                          R"("},{"name":"X-B","value":""},{"name":"X-C","value":"@f"})");
    QVERIFY(!store.isEmpty());
    sendByCurl(store);
    QCOMPARE(peer.requests().size(), 1);
    QVERIFY(peer.requests().constFirst() == "GET / HTTP/1.1\r\nHost: " + host + "\r\nX-A: it's \xc3\xa9 " +
                                                much + "\r\nX-B:\r\nX-C: @f\r\n\r\n");
}

QTEST_GUILESS_MAIN(ExactRequestsTest)
#include "tst_exact_requests.moc"
