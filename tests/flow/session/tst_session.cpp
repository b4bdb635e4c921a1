// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/session/session_rig.h"
#include "tests/support/test_peer.h"

#include <QFile>
#include <QSignalSpy>

#include <algorithm>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// The door of the window and the commands, on a real file and a real port: its events.
class SessionTest : public SessionRig
{
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { begin(); }

    void sampleEventsArriveInOrder()
    {
        const auto session = listening(m_path);
        fill(*session, 40);
        const auto &rows = session->events().rows();
        QVERIFY(std::ranges::is_sorted(rows, std::less_equal{}, &EventSummary::id));
        for (const auto &row : rows) {
            QVERIFY(row.known);
            QCOMPARE(session->events().text(row.provider), "whatsapp-platform");
            QCOMPARE(int(row.status), 200);
        }
        const auto delivery = session->delivery(rows.back().delivery);
        QVERIFY(delivery);
        QVERIFY(delivery->head.startsWith("POST / HTTP/1.1\r\n"));
        QCOMPARE(delivery->body.size(), rows.back().bodyBytes);
    }

    void reopenedSessionShowsAllItHeld()
    {
        std::vector<EventSummary> before;
        {
            const auto session = listening(m_path);
            fill(*session, 30);
            before = session->events().rows();
        }
        Session again;
        again.open(m_path);
        QTRY_COMPARE(again.events().size(), before.size());
        for (size_t i = 0; i < before.size(); ++i) {
            QCOMPARE(again.events().at(i).id, before[i].id);
            QCOMPARE(again.events().at(i).receivedAtUs, before[i].receivedAtUs);
            QCOMPARE(again.events().at(i).copy, before[i].copy);
            QCOMPARE(again.events().at(i).verdict, before[i].verdict);
        }
    }

    void clearCanBeUndone()
    {
        const auto session = listening(m_path);
        fill(*session, 10);
        session->clear();
        QCOMPARE(session->events().size(), size_t(0));
        QVERIFY(session->canUndoClear());
        QCOMPARE(session->notices().size(), size_t(1));
        fill(*session, 5);
        session->apply(session->notices().front().id, Remedy::Undo);
        QTRY_COMPARE(session->events().size(), size_t(15));
        QVERIFY(!session->canUndoClear());
        QVERIFY(session->notices().empty());
    }

    void clearedEventsAreGoneWhenReopened()
    {
        {
            const auto session = listening(m_path);
            fill(*session, 10);
            session->clear();
            fill(*session, 3);
        }
        Session again;
        again.open(m_path);
        QTRY_COMPARE(again.events().size(), size_t(3));
    }

    void clearWhileLoadingHidesTheWholeFile()
    {
        constexpr int events = 20'000; // several batches of the loader
        writeEvents(events);
        {
            Session session;
            QSignalSpy appended(&session, &Session::appended);
            connect(&session, &Session::appended, &session, [&session] {
                QVERIFY(session.events().size() < size_t(events)); // or it proves nothing
                session.clear();
            });
            session.open(m_path);
            QTRY_VERIFY(!appended.isEmpty() && !session.opening());
            QTRY_COMPARE(session.events().size(), size_t(0));
            QTRY_VERIFY(!session.loading()); // it looks for what came behind the clear
            QCOMPARE(session.events().size(), size_t(0));
        }
        Session again;
        QSignalSpy opened(&again, &Session::opened);
        again.open(m_path);
        QTRY_VERIFY(!opened.isEmpty() && !again.opening() && !again.loading());
        QCOMPARE(again.events().size(), size_t(0));
    }

    void anotherFileAtTheSamePlaceKeepsEverything()
    {
        const auto opened = [](Session &session, const QString &path) {
            session.open(path);
            return QTest::qWaitFor(
                [&session, &path] { return session.path() == path && !session.opening(); });
        };
        const Retention few{1000, 0, 0};
        const auto copy = m_dir->filePath(u"copy.creel"_s);
        {
            Session session;
            QVERIFY(opened(session, m_path));
            session.setRetention(few);
        }
        QVERIFY(QFile::copy(m_path, copy));
        {
            Session again;
            QVERIFY(opened(again, m_path));
            QCOMPARE(again.retention(), few);
            QVERIFY(opened(again, copy));
            QCOMPARE(again.retention(), Retention{});
        }
        QVERIFY(QFile::remove(m_path));
        Session other;
        QVERIFY(opened(other, m_path));
        QCOMPARE(other.retention(), Retention{});
    }

    void aRenamedSessionIsOpenedByItsNewName()
    {
        const auto renamed = m_dir->filePath(u"renamed.creel"_s);
        const auto links = [] {
            QStringList files;
            for (const auto &entry : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System))
                files += entry.symLinkTarget();
            return files.filter(u"s.creel"_s);
        };
        auto session = listening(m_path);
        fill(*session, 20);
        QVERIFY(!links().isEmpty());
        QVERIFY(QFile::rename(m_path, renamed));
        session->open(renamed);
        QTRY_VERIFY(session->path() == renamed && !session->opening());
        QTRY_COMPARE(session->events().size(), size_t(20));
        fill(*session, 20);
        QCOMPARE(links(), QStringList()); // others would use another log and index than those
        QVERIFY(session->delivery(session->events().at(39).delivery));
        QVERIFY(session->delivery(session->events().at(0).delivery));
        session.reset();
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{u"renamed.creel"_s});
        StoreError error;
        QCOMPARE(SessionReader::open(renamed, &error)->lastEvent(), EventId(40));
    }

    void queryFindsWhatIsInTheBodies()
    {
        const auto session = listening(m_path);
        fill(*session, 60);
        const auto filter = Filter::parse(u"event:message.sent"_s, nullptr);
        QVERIFY(filter && filter->needsBytes());
        std::vector<EventId> all, expected, found;
        for (const auto &row : session->events().rows()) {
            all.push_back(row.id);
            if (session->events().text(row.type) == "message.sent")
                expected.push_back(row.id);
        }
        bool finished = false;
        connect(session.get(), &Session::queryMatched, this,
                [&](quint64, const std::vector<EventId> &events) {
                    found.insert(found.end(), events.begin(), events.end());
                });
        connect(session.get(), &Session::queryProgressed, this,
                [&](const QueryProgress &p) { finished = p.finished; });
        session->query(*filter, all);
        QTRY_VERIFY(finished);
        QVERIFY(!expected.empty());
        QCOMPARE(found, expected);
    }

    void onlyTheNewestQueryIsAnswered()
    {
        const auto session = listening(m_path);
        fill(*session, 20);
        std::vector<EventId> all;
        for (const auto &row : session->events().rows())
            all.push_back(row.id);
        std::vector<quint64> answered;
        connect(session.get(), &Session::queryProgressed, this, [&](const QueryProgress &p) {
            if (p.finished)
                answered.push_back(p.query);
        });
        const auto filter = Filter::parse(u"event:*"_s, nullptr);
        session->query(*filter, all);
        session->query(*filter, all);
        const auto newest = session->query(*filter, all);
        QTRY_COMPARE(answered.size(), size_t(1));
        QCOMPARE(answered.front(), newest);
    }

    void attemptIsKeptWithItsEvent()
    {
        const auto session = listening(m_path);
        fill(*session, 1);
        const auto id = session->events().at(0).id;
        auto draft = session->draftOf(id);
        draft.body.replace("\"event\"", "\"event\" ");
        std::optional<Attempt> ended;
        connect(session.get(), &Session::attemptFinished, this,
                [&](quint64, const Attempt &attempt) { ended = attempt; });
        session->send(draft);
        QTRY_VERIFY(ended);
        QCOMPARE(ended->status, 200);
        QCOMPARE(ended->requestBody, draft.body);
        const auto kept = session->attempts(id);
        QCOMPARE(kept.size(), size_t(1));
        QCOMPARE(kept.front(), *ended);
        QTRY_COMPARE(session->events().size(), size_t(2));
        QCOMPARE(session->delivery(session->events().at(1).delivery)->body, draft.body);
    }

    void attemptIsKeptInNoOtherFile()
    {
        QTcpSocket *waiting = nullptr;
        TestPeer peer([&waiting](QTcpSocket *socket, const QByteArray &) { waiting = socket; });
        const auto session = listening(m_path);
        fill(*session, 1);
        QSignalSpy ended(session.get(), &Session::attemptFinished);
        auto draft = session->draftOf(session->events().at(0).id);
        draft.url = peer.url();
        session->send(draft);
        QTRY_VERIFY(waiting);
        const auto other = m_dir->filePath(u"other.creel"_s);
        session->open(other);
        QTRY_VERIFY(session->path() == other && !session->opening());
        waiting->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(session->attempts(EventId{}).empty()); // the event with that id here is another one
    }

    void timeOfADelayedReplyComesLive()
    {
        const auto session = listening(m_path);
        QTRY_COMPARE(session->listenState().kind, ListenState::Kind::Listening);
        QTRY_VERIFY(!session->opening() && !session->loading()); // else the file may tell first
        const auto before = session->replies();
        auto choice = before;
        choice.chosen = "slow";
        choice.presets.slowMs = 400;
        session->setReplies(choice);
        const QSignalSpy changed(session.get(), &Session::rowsChanged);
        session->sendSamples(2);
        QTRY_COMPARE(session->events().size(), size_t(2));
        QTRY_VERIFY(std::ranges::all_of(session->events().rows(),
                                        [](const auto &row) { return row.replyUs >= 400'000; }));
        QVERIFY(!changed.isEmpty());
        QCOMPARE(session->events().text(session->events().at(0).rule), "Slow");
        session->setReplies(before);
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
