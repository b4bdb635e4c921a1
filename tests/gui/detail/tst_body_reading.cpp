// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/detail/detail_rig.h"
#include "tests/support/gzipped.h"
#include "ui/detail/note_row.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QTreeView>

#include <algorithm>
#include <set>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

namespace {

// bytes, decoded
constexpr int bomb = 60 * 1024 * 1024;
constexpr int large = 8 * 1024 * 1024;

/// A JSON object of @p bytes that gzip makes small, with @p id as its message.
QByteArray largeJson(qsizetype bytes, const QByteArray &id)
{
    return R"({"event":"message.sent","data":{"message_id":")" + id + R"(","text":")" +
           QByteArray("many words. ").repeated(bytes / 12) + R"("}})";
}

} // namespace

/// What is large when it is decoded is decoded beside the window, which goes on meanwhile.
class TestBodyReading : public DetailRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void theWindowGoesOnWhileABombIsDecoded()
    {
        const auto id = addEncoded(largeJson(bomb, "a"));
        open();
        bool wasDecoding = false;
        const auto look = [&] { wasDecoding = isDecoding(); };
        QMetaObject::invokeMethod(m_pane.get(), look, Qt::QueuedConnection); // as a key or a click comes
        m_pane->setEvent(id);
        QVERIFY(isDecoding());
        QVERIFY2(label(u"payloadEmpty"_s).contains(u"of gzip…"_s), qPrintable(label(u"payloadEmpty"_s)));
        QCOMPARE(label(u"eventTitle"_s), u"message.sent"_s);
        m_pane->showTab(DetailPane::Tab::HeaderLines);
        QVERIFY(child<QTreeView>(u"headersView"_s)->model()->rowCount() > 2);
        m_pane->showTab(DetailPane::Tab::Payload);
        QTRY_VERIFY_WITH_TIMEOUT(tree()->isVisible(), 60'000);
        QVERIFY(wasDecoding);
        QVERIFY(shownPayload().size() > bomb - 100);
        QVERIFY(isSaid(u"Shown decoded from gzip"_s));
    }

    void aLargePlainBodyIsReadBesideTheWindowToo()
    {
        const auto id = add(0, largeJson(large, "a"));
        open();
        m_pane->setEvent(id);
        QVERIFY(label(u"payloadEmpty"_s).startsWith(u"Reading "_s));
        QTRY_VERIFY_WITH_TIMEOUT(tree()->isVisible(), 60'000);
        QVERIFY(!isSaid(u"Shown decoded"_s));
    }

    void smallEncodedBodiesAreShownAtOnce()
    {
        const auto id = addEncoded(largeJson(1024 * 1024, "a"));
        open();
        m_pane->setEvent(id);
        QVERIFY(tree()->isVisible());
        QVERIFY(isSaid(u"Shown decoded from gzip"_s));
    }

    void aNewerChoiceMakesTheOlderVoid()
    {
        const auto older = addEncoded(largeJson(bomb, "older"));
        const auto small = add(1, delivered());
        const auto newer = addEncoded(largeJson(large, "newer"));
        open();
        std::set<QByteArray> shown;
        connect(tree()->model(), &QAbstractItemModel::modelReset, this, [&] { shown.insert(messageId()); });
        m_pane->setEvent(older);
        m_pane->setEvent(small);
        QVERIFY(tree()->isVisible());
        m_pane->setEvent(older);
        m_pane->setEvent(newer); // read behind the other, which would have come by then
        QVERIFY(isDecoding());
        QTRY_VERIFY_WITH_TIMEOUT(tree()->isVisible(), 60'000);
        QCOMPARE(shown, (std::set<QByteArray>{"wamid.A", "newer"}));
    }

    void aWindowMayCloseWhileItDecodes()
    {
        const auto id = addEncoded(largeJson(large, "a"));
        open();
        m_pane->setEvent(id);
        QVERIFY(isDecoding());
        m_pane.reset();
        m_session.reset();
        QCoreApplication::sendPostedEvents(); // nothing that came of it is left
    }

    void whatIsNotThereYetIsNotCopied()
    {
        const auto before = add(0, delivered());
        const auto id = addEncoded(largeJson(large, "a"));
        open();
        m_pane->setEvent(before);
        tree()->goTo(tree()->outlineModel()->event()->outline.find("/data/to"));
        m_pane->setEvent(id);
        auto *menu = child<QMenu>(u"copyMenu"_s);
        const auto offered = [menu] {
            emit menu->aboutToShow();
            QStringList names;
            for (const auto *action : menu->actions()) {
                if (action->isEnabled() && !action->isSeparator())
                    names += action->objectName();
            }
            return names;
        };
        QVERIFY(isDecoding());
        QCOMPARE(offered(), (QStringList{u"copyCurl"_s, u"copyHeaders"_s, u"copyEvent"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(tree()->isVisible(), 60'000);
        QVERIFY(offered().contains(u"copyBody"_s) && offered().contains(u"copyPretty"_s));
    }

    void aSearchWaitsForThePayload()
    {
        const auto id = addEncoded(largeJson(large, "needle"));
        open();
        m_pane->setEvent(id);
        m_pane->findInPayload();
        auto *edit = child<QLineEdit>(u"payloadSearch"_s);
        QVERIFY(edit->isVisible());
        edit->setText(u"needle"_s);
        QVERIFY(isDecoding());
        QCOMPARE(label(u"searchCount"_s), QString()); // and not that there is none
        QTRY_COMPARE_WITH_TIMEOUT(tree()->currentPointer(), QByteArray("/data/message_id"), 60'000);
        QCOMPARE(label(u"searchCount"_s), u"1 of 1"_s);
    }

    void comparingWaitsForThePayloads()
    {
        addEncoded(largeJson(large, "first"));
        const auto second = addEncoded(largeJson(large, "second"));
        open();
        m_pane->setEvent(second);
        m_pane->compare();
        QVERIFY2(label(u"compareResult"_s).startsWith(u"Decoding "_s), qPrintable(label(u"compareResult"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(label(u"compareResult"_s), u"1 member differs."_s, 60'000);
        const auto *view = child<QTreeView>(u"compareView"_s);
        QCOMPARE(view->model()->index(0, 0).data().toString(), u"/data/message_id"_s);
    }

private:
    EventId addEncoded(const QByteArray &plain)
    {
        auto made = delivery(m_count, gzipped(plain),
                             {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}});
        static const auto catalogs = Catalogs::load({u":/creel/catalogs"_s});
        auto events = catalogs.recognise(made, plain);
        return add(std::move(made), std::move(events));
    }

    bool isDecoding() const
    {
        return child<QLabel>(u"payloadEmpty"_s)->isVisible() &&
               label(u"payloadEmpty"_s).startsWith(u"Decoding "_s);
    }
    bool isSaid(const QString &words) const
    {
        const auto notes = m_pane->findChildren<NoteRow *>();
        return std::any_of(notes.begin(), notes.end(), [&](const NoteRow *note) {
            return note->isVisible() && note->text().contains(words);
        });
    }
    QByteArray shownPayload() const { return tree()->outlineModel()->event()->payload; }
    QByteArray messageId() const
    {
        const auto *event = tree()->outlineModel()->event();
        return event ? event->outline.text(event->outline.find("/data/message_id")) : QByteArray();
    }
};

QTEST_MAIN(TestBodyReading)
#include "tst_body_reading.moc"
