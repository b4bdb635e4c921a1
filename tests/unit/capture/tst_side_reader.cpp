// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/side_reader.h"

#include <QRegularExpression>
#include <QTest>
#include <QThread>

using namespace creel;
using namespace Qt::StringLiterals;

/// What is read on the other thread, and what has been done there when it comes back.
class TestSideReader : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void readingsComeBackInOrderOnTheThreadThatAsked()
    {
        SideReader side;
        const RequestReader reader(std::make_shared<const Catalogs>());
        std::vector<QByteArray> read;
        QThread *thread = nullptr;
        for (const char *target : {"/1", "/2", "/3"}) {
            side.read(reader, request(target), {}, 0, [&](const Reading &reading) {
                read.push_back(reading.caught.delivery.target);
                thread = QThread::currentThread();
            });
        }
        QVERIFY(read.empty());
        side.finish();
        QCOMPARE(read, (std::vector<QByteArray>{"/1", "/2", "/3"}));
        QCOMPARE(thread, QThread::currentThread());
    }

    void rulesHaveLookedIntoIt()
    {
        SideReader side;
        RequestReader reader(std::make_shared<const Catalogs>());
        const auto matcher = std::make_shared<const ReplyMatcher>(
            std::vector<ReplyRule>{{.name = "no", .match = u"a.b:1"_s, .sequence = {}, .reply = {}},
                                   {.name = "yes", .match = u"a.b:2"_s, .sequence = {}, .reply = {}},
                                   {.name = "behind", .match = {}, .sequence = {}, .reply = {}}},
            0, 0);
        reader.setMatcher(matcher);
        RuleMatches matches;
        side.read(reader, request("/", R"({"a":{"b":2}})"), {}, 0,
                  [&](const Reading &reading) { matches = reading.matches; });
        side.finish();
        QCOMPARE(matches.of, matcher);
        QCOMPARE(matches.records, (std::vector<std::optional<size_t>>{{}, 0})); // none can come behind "yes"
    }

private:
    static Request request(const QByteArray &target, const QByteArray &body = "{}")
    {
        Request made;
        made.method = "POST";
        made.target = target;
        made.body = body;
        return made;
    }
};

QTEST_GUILESS_MAIN(TestSideReader)
#include "tst_side_reader.moc"
