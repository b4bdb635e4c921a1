// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resend/answer_words.h"
#include "ui/resend/attempts_model.h"
#include "ui/resend/body_words.h"
#include "ui/resend/draft_headers_model.h"
#include "ui/resend/draft_hint.h"
#include "ui/resend/open_draft.h"
#include "ui/resend/request_fields.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

class TestDraftRules : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void editedTextKeepsTheBytesItCameFrom_data();
    void editedTextKeepsTheBytesItCameFrom();
    void severalHeaderLinesArePastedAtOnce();
    void headerLinesThatCannotGoOutAreNamed_data();
    void headerLinesThatCannotGoOutAreNamed();
    void whatIsAddedWhenSentIsTold_data();
    void whatIsAddedWhenSentIsTold();
    void hintsTellWhatMatters_data();
    void hintsTellWhatMatters();
    void noHintHidesAnother();
    void bodiesAreJudged_data();
    void bodiesAreJudged();
    void headersModelAsksForEachChange();
    void typingMergesIntoOneUndo();
    void attemptsComeNewestFirst();
    void outcomesAreWords();
};

void TestDraftRules::editedTextKeepsTheBytesItCameFrom_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("ascii") << QByteArray("abc");
    QTest::newRow("UTF-8") << QByteArray("\u00e9\u202e");
    QTest::newRow("Latin-1") << QByteArray("caf\xe9");
    QTest::newRow("empty") << QByteArray();
}

void TestDraftRules::editedTextKeepsTheBytesItCameFrom()
{
    QFETCH(const QByteArray, bytes);
    const QString text = editableText(bytes);
    QCOMPARE(editedBytes(text, bytes), bytes);
    QCOMPARE(editedBytes(text + u'!', bytes), bytes + '!');
}

void TestDraftRules::severalHeaderLinesArePastedAtOnce()
{
    const Headers expected{{"A", "1"}, {"B", "x: y"}, {"A", ""}};
    QCOMPARE(pastedHeaders(u"A: 1\r\n B :x: y \nno colon\n\n:none\nA:"_s), expected);
}

void TestDraftRules::headerLinesThatCannotGoOutAreNamed_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("fine");
    QTest::newRow("plain") << QByteArray("X-A.b~") << QByteArray("1") << true;
    QTest::newRow("obs-text") << QByteArray("A") << QByteArray("caf\xe9") << true;
    QTest::newRow("no name") << QByteArray() << QByteArray("1") << false;
    QTest::newRow("blank in name") << QByteArray("A B") << QByteArray("1") << false;
    QTest::newRow("colon in name") << QByteArray("A:") << QByteArray("1") << false;
    QTest::newRow("NUL in name") << QByteArray("A\0", 2) << QByteArray("1") << false;
    QTest::newRow("line break") << QByteArray("A") << QByteArray("1\r\nB: 2") << false;
}

void TestDraftRules::headerLinesThatCannotGoOutAreNamed()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    QTEST(headerProblem({name, value}).isEmpty(), "fine");
}

void TestDraftRules::whatIsAddedWhenSentIsTold_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Headers>("added");
    const Header host{"Host", "127.0.0.1:8484"};
    QTest::newRow("both") << QByteArray("POST") << Headers{} << QByteArray("abc")
                          << Headers{host, {"Content-Length", "3"}};
    QTest::newRow("empty POST") << QByteArray("POST") << Headers{} << QByteArray()
                                << Headers{host, {"Content-Length", "0"}};
    QTest::newRow("GET") << QByteArray("GET") << Headers{} << QByteArray() << Headers{host};
    QTest::newRow("typed") << QByteArray("POST") << Headers{{"host", "a"}, {"content-length", "9"}}
                           << QByteArray("abc") << Headers{};
    QTest::newRow("chunked") << QByteArray("POST") << Headers{{"Transfer-Encoding", "chunked"}}
                             << QByteArray("abc") << Headers{host};
}

void TestDraftRules::whatIsAddedWhenSentIsTold()
{
    QFETCH(const QByteArray, method);
    QFETCH(const Headers, headers);
    QFETCH(const QByteArray, body);
    QTEST(automaticHeaders({method, "http://127.0.0.1:8484/x", headers, body, {}}), "added");
}

void TestDraftRules::hintsTellWhatMatters_data()
{
    QTest::addColumn<Draft>("draft");
    QTest::addColumn<QString>("part");
    const Draft plain{"POST", "http://x/", {{"X-Hub-Signature-256", "sha256=1"}}, "new", EventId{7}};
    QTest::newRow("signature") << plain << u"X-Hub-Signature-256 was made for the original body"_s;
    Draft draft = plain;
    draft.body = "old";
    QTest::newRow("body as it came") << draft << QString();
    draft = plain;
    draft.headers = {{"Stripe-Signature", "t=1"}, {"Digest", "x"}};
    QTest::newRow("several") << draft << u"Stripe-Signature, Digest were made"_s;
    draft.headers = {{"Content-Length", "99"}};
    QTest::newRow("length") << draft << u"Content-Length says 99, the body has 3 bytes"_s;
    draft.headers = {{"A B", "1"}};
    QTest::newRow("header") << draft << u"Header “A B”"_s;
    draft.headers = {};
    draft.url = "http://x/\u202egnp";
    QTest::newRow("URL") << draft << u"characters that do not show: http://x/\\u202egnp"_s;
    draft.url = "http://x/";
    draft.target = "*";
    QTest::newRow("target") << draft << u"the target it came with, *, until"_s;
}

void TestDraftRules::noHintHidesAnother()
{
    const Draft draft{
        "POST", "http://x/\u202e", {{"A B", "1"}, {"Content-Length", "9"}, {"X-Hub-Signature", "1"}},
        "new",  EventId{7},        "/*"};
    const auto lines = draftHint(draft, {"POST", "http://x/", {}, "old", EventId{7}}).split(u'\n');
    const QStringList parts{u"Header “A B”"_s, u"do not show"_s, u"Content-Length says 9"_s,
                            u"the target it came with, /*,"_s, u"X-Hub-Signature was made"_s};
    QCOMPARE(lines.size(), parts.size());
    for (qsizetype i = 0; i < parts.size(); ++i)
        QVERIFY2(lines.at(i).contains(parts.at(i)), qPrintable(lines.at(i)));
}

void TestDraftRules::hintsTellWhatMatters()
{
    QFETCH(const Draft, draft);
    QFETCH(const QString, part);
    const QString hint = draftHint(draft, {"POST", "http://x/", {}, "old", EventId{7}});
    QVERIFY2(hint.contains(part), qPrintable(hint));
    QCOMPARE(hint.isEmpty(), part.isEmpty());
}

void TestDraftRules::bodiesAreJudged_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<BodyState::Kind>("kind");
    QTest::addColumn<QString>("start");
    using Kind = BodyState::Kind;
    QTest::newRow("JSON") << QByteArray("{\"a\":1}") << QByteArray() << Kind::Json << u"Valid JSON · "_s;
    QTest::newRow("broken") << QByteArray("{\n\"a\" 1}") << QByteArray() << Kind::Broken
                            << u"Line 2, column "_s;
    QTest::newRow("called JSON") << QByteArray("hello") << QByteArray("application/JSON") << Kind::Broken
                                 << u"Line 1, column "_s;
    QTest::newRow("text") << QByteArray("hello") << QByteArray("text/plain") << Kind::Text << u"Text · "_s;
    QTest::newRow("empty") << QByteArray() << QByteArray("application/json") << Kind::Empty << u"No body"_s;
    QTest::newRow("long") << QByteArray(9'000'000, ' ') << QByteArray() << Kind::Long << u""_s;
}

void TestDraftRules::bodiesAreJudged()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, type);
    QFETCH(const QString, start);
    const BodyState state = bodyState(body, type);
    QTEST(state.kind, "kind");
    QVERIFY2(state.words.startsWith(start), qPrintable(state.words));
    QCOMPARE(state.errorAt.has_value(), state.kind == BodyState::Kind::Broken);
    QVERIFY(isEditable(body));
    QVERIFY(!isEditable(body + '\0'));
    QVERIFY(!isEditable(body + '\xff'));
}

void TestDraftRules::headersModelAsksForEachChange()
{
    DraftHeadersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    connect(&model, &DraftHeadersModel::edited, &model, &DraftHeadersModel::setHeaders);
    model.setHeaders({{"A", "1"}, {"B", "2"}});
    model.insert(1, {{"C", "3"}, {"A", "4"}});
    QCOMPARE(model.headers(), (Headers{{"A", "1"}, {"C", "3"}, {"A", "4"}, {"B", "2"}}));
    model.move(3, -1);
    model.move(0, -1);
    model.remove(1, 1);
    model.remove(2, 5);
    QCOMPARE(model.headers(), (Headers{{"A", "1"}, {"B", "2"}, {"A", "4"}}));
    QVERIFY(model.setData(model.index(1, DraftHeadersModel::Value), u"\u00e9"_s, Qt::EditRole));
    QCOMPARE(model.headers()[1].value, QByteArray("\u00e9"));
    QSignalSpy edited(&model, &DraftHeadersModel::edited);
    QVERIFY(model.setData(model.index(1, DraftHeadersModel::Value), u"\u00e9"_s, Qt::EditRole));
    QCOMPARE(edited.count(), 0);
}

void TestDraftRules::typingMergesIntoOneUndo()
{
    OpenDraft open;
    open.fields.url = "a";
    for (const char *url : {"ab", "abc"})
        open.undo.push(new FieldsChange(&open.fields, {"", url, {}}, FieldsChange::Kind::Url, u"URL"_s));
    open.undo.push(new FieldsChange(&open.fields, {"", "abc", {{"A", "1"}}}, FieldsChange::Kind::HeaderLines,
                                    u"Header"_s));
    QCOMPARE(open.undo.count(), 2);
    open.undo.undo();
    QCOMPARE(open.fields, (RequestFields{"", "abc", {}}));
    open.undo.undo();
    QCOMPARE(open.fields.url, QByteArray("a"));
    open.undo.redo();
    QCOMPARE(open.fields.url, QByteArray("abc"));
}

void TestDraftRules::attemptsComeNewestFirst()
{
    AttemptsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Attempt first;
    first.status = 503;
    first.answerHead = "HTTP/1.1 503 Busy\x1b\r\n\r\n";
    Attempt second;
    second.error = "connection refused at 127.0.0.1:9";
    model.setAttempts({first, second});
    QCOMPARE(model.index(0, AttemptsModel::Outcome).data().toString(),
             u"connection refused at 127.0.0.1:9"_s);
    QVERIFY(model.index(1, AttemptsModel::Outcome).data().toString().startsWith(u"503 Busy"_s));
    QVERIFY(!model.index(1, AttemptsModel::Outcome).data().toString().contains(QChar(0x1b)));
}

void TestDraftRules::outcomesAreWords()
{
    Attempt attempt;
    QCOMPARE(statusWords(attempt), u"no answer"_s);
    QCOMPARE(sentWords(attempt), u"–"_s);
    attempt.sentAtUs = 3'600'000'000;
    QVERIFY(sentWords(attempt).endsWith(u":00:00.000"_s));
    attempt.status = 200;
    attempt.answerHead = "HTTP/1.1 200\r\n\r\n";
    attempt.totalUs = 12'000;
    QCOMPARE(outcomeWords(attempt), u"200 OK in 12 ms"_s);
    attempt.error = "cut off";
    QCOMPARE(outcomeWords(attempt), u"cut off"_s);
    QCOMPARE(statusInk(204), &Theme::ok);
    QCOMPARE(statusInk(302), &Theme::warning);
    QCOMPARE(statusInk(500), &Theme::bad);
    QCOMPARE(statusInk(0), &Theme::bad);
}

QTEST_MAIN(TestDraftRules)
#include "tst_draft_rules.moc"
