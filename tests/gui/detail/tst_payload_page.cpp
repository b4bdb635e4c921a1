// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/detail/detail_rig.h"
#include "ui/detail/note_row.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTreeView>

#include <algorithm>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What the payload is shown as, and what can be done with it.
class TestPayloadPage : public DetailRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void searchWalksThroughMatches()
    {
        const EventId id = add(
            0, R"({"event":"message.read","data":{"message_id":"a","list":["x","needle",{"Needle":1}]}})");
        open();
        m_pane->setEvent(id);
        m_pane->findInPayload();
        auto *edit = child<QLineEdit>(u"payloadSearch"_s);
        QVERIFY(edit->isVisible());
        QTest::keyClicks(edit, u"needle"_s);
        auto *tree = child<PayloadTree>(u"payloadTree"_s);
        QTRY_COMPARE(tree->currentPointer(), QByteArray("/data/list/1"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(tree->currentPointer(), QByteArray("/data/list/2/Needle"));
        QCOMPARE(label(u"searchCount"_s), u"2 of 2"_s);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(tree->currentPointer(), QByteArray("/data/list/1"));
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!edit->isVisible());
    }

    void bodiesThatAreNoJsonAreShownAsWhatTheyAre()
    {
        const EventId form =
            add(0, "a=1+2&b=%C3%A9", 200, {{"Content-Type", "application/x-www-form-urlencoded"}});
        const EventId bytes =
            add(1, QByteArray::fromHex("89504e47000102ff"), 200, {{"Content-Type", "image/png"}});
        const EventId text = add(2, "hello\n", 200, {{"Content-Type", "text/plain"}});
        const EventId empty = add(3, "", 200, {});
        const EventId zeros = add(4, QByteArray(300'000, '\0')); // broken JSON, as it says it is some
        open();
        m_pane->setEvent(form);
        auto *fields = child<QTreeView>(u"payloadForm"_s);
        QVERIFY(fields->isVisible());
        QCOMPARE(fields->model()->index(1, 1).data().toString(), u"\u00e9"_s);
        m_pane->setEvent(bytes);
        QVERIFY(child<QWidget>(u"payloadHex"_s)->isVisible());
        m_pane->setEvent(text);
        QVERIFY(child<QWidget>(u"payloadText"_s)->isVisible());
        m_pane->setEvent(empty);
        QVERIFY(child<QWidget>(u"payloadEmpty"_s)->isVisible());
        m_pane->setEvent(zeros);
        QVERIFY(child<QWidget>(u"payloadHex"_s)->isVisible());
    }

    void whatCameOfACutOffBodyIsShown()
    {
        const auto addCutOff = [this](int n, const QByteArray &body, const QByteArray &reason) {
            Delivery made = delivery(n, body);
            made.complete = false;
            made.malformed = reason;
            made.reply = {};
            return add(std::move(made), {Event()});
        };
        const EventId json = addCutOff(0, delivered().chopped(30), "aborted, 130 of 160 bytes");
        const EventId text = addCutOff(1, "hello", "aborted, 5 of 9 bytes");
        const EventId none = addCutOff(2, "", "aborted, 0 of 160 bytes");
        open();
        m_pane->setEvent(json);
        QCOMPARE(label(u"eventTitle"_s), u"(cut off)"_s);
        auto *tree = child<PayloadTree>(u"payloadTree"_s);
        QVERIFY(tree->isVisible());
        QVERIFY(tree->outlineModel()->event()->outline.find("/data/status") >= 0);
        const auto notes = m_pane->findChildren<NoteRow *>();
        QVERIFY(std::any_of(notes.begin(), notes.end(), [](const NoteRow *it) {
            return it->isVisible() && it->text().contains(u"aborted, 130 of 160 bytes"_s);
        }));
        m_pane->setEvent(text);
        QVERIFY(child<QWidget>(u"payloadText"_s)->isVisible());
        m_pane->setEvent(none);
        QVERIFY(label(u"payloadEmpty"_s).contains(u"aborted, 0 of 160 bytes"_s));
        // and its words keep off the edges
        const auto image = child<QLabel>(u"payloadEmpty"_s)->grab().toImage();
        const auto ground = image.pixel(0, 0);
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < grid(16); ++x)
                QCOMPARE(image.pixel(x, y), ground);
        }
    }

    void brokenJsonSaysWhere()
    {
        const EventId id = add(0, "{\"event\":\"message.read\",\n\"data\":{\"a\":}}");
        open();
        m_pane->setEvent(id);
        const auto notes = m_pane->findChildren<NoteRow *>();
        const bool said = std::any_of(notes.begin(), notes.end(), [](const NoteRow *it) {
            return it->isVisible() && it->text().contains(u"line 2"_s);
        });
        QVERIFY(said);
        QVERIFY(child<PayloadTree>(u"payloadTree"_s)->isVisible());
    }

    void aValueCanBecomeAFilter()
    {
        const EventId id = add(0, delivered());
        open();
        m_pane->setEvent(id);
        QSignalSpy asked(m_pane.get(), &DetailPane::filterRequested);
        auto *tree = child<PayloadTree>(u"payloadTree"_s);
        tree->goTo(tree->outlineModel()->event()->outline.find("/data/to"));
        tree->filterByCurrent();
        QCOMPARE(asked.count(), 1);
        FilterError error;
        QVERIFY2(Filter::parse(asked.first().first().toString(), &error), qPrintable(error.reason));
    }

    void walkingThroughEventsKeepsThePlaceInTheTree()
    {
        const EventId first = add(0, delivered());
        const EventId second = add(1, delivered("read"));
        open();
        m_pane->setEvent(first);
        auto *tree = child<PayloadTree>(u"payloadTree"_s);
        tree->goTo(tree->outlineModel()->event()->outline.find("/data/status"));
        m_pane->setEvent(second);
        QCOMPARE(tree->currentPointer(), QByteArray("/data/status"));
        QCOMPARE(tree->currentValue(), QByteArray("read"));
    }

    void noValueIsCopiedOfTheEventBefore()
    {
        const EventId first = add(0, delivered());
        const EventId second = add(1, delivered("read"));
        open();
        m_pane->setEvent(first);
        tree()->goTo(tree()->outlineModel()->event()->outline.find("/data/status"));
        const auto *value = child<QAction>(u"copySelectedValue"_s);
        const auto isOffered = [&] {
            emit child<QMenu>(u"copyMenu"_s)->aboutToShow();
            return value->isEnabled();
        };
        QVERIFY(isOffered());
        m_pane->showTab(DetailPane::Tab::Raw); // the tree is filled when it is looked at
        m_pane->setEvent(second);
        QVERIFY(!isOffered());
        m_pane->showTab(DetailPane::Tab::Payload);
        QVERIFY(isOffered());
    }

    void aPayloadTakesTheWidthThereIs()
    {
        const EventId id = add(0, delivered());
        open();
        m_pane->setMinimumSize(1, 1); // as a splitter would
        m_pane->setEvent(id);
        const auto *tree = child<PayloadTree>(u"payloadTree"_s);
        for (const int width : {500, 384, 424, 700}) {
            m_pane->resize(grid(width), 600);
            QTRY_COMPARE(tree->header()->length(), tree->viewport()->width());
        }
    }

    void namesHaveRoomHoweverDeep_data()
    {
        QTest::addColumn<int>("levels");
        QTest::addColumn<bool>("scrolls");
        QTest::newRow("as usual") << 3 << false;
        QTest::newRow("deep") << 12 << false;
        QTest::newRow("deeper than the pane is wide") << 60 << true;
    }

    void namesHaveRoomHoweverDeep()
    {
        QFETCH(const int, levels);
        QFETCH(const bool, scrolls);
        const QByteArray open(R"({"inner_name":)");
        const EventId id = add(0, open.repeated(levels) + "1" + QByteArray(levels, '}'));
        this->open();
        m_pane->resize(grid(424), 800);
        m_pane->setEvent(id);
        auto *tree = child<PayloadTree>(u"payloadTree"_s);
        tree->expandEverything();
        QTRY_COMPARE(tree->horizontalScrollBar()->maximum() > 0, scrolls);
        tree->goTo(tree->outlineModel()->event()->outline.find(QByteArray("/inner_name").repeated(levels)));
        const QRect name = tree->visualRect(tree->currentIndex());
        QVERIFY(name.width() >=
                QFontMetrics(font(FontRole::MonoSecondary)).horizontalAdvance(u"inner_name"_s));
        QVERIFY2(tree->viewport()->rect().contains(name.center()),
                 qPrintable(QString::number(name.center().x())));
        const auto value = tree->currentIndex().siblingAtColumn(OutlineModel::Value);
        QVERIFY(tree->visualRect(value).width() >= grid(90));
    }

    void aLargePayloadOpensAtOnce()
    {
        QByteArray items = "{\"event\":\"x.y\",\"data\":[";
        for (int i = 0; i < 100'000; ++i)
            items += (i ? ",{\"id\":" : "{\"id\":") + QByteArray::number(i) + '}';
        const EventId id = add(0, items + "]}");
        open();
        m_pane->setEvent(id);
        auto *tree = child<PayloadTree>(u"payloadTree"_s);
        const QModelIndex data =
            tree->outlineModel()->indexOf(tree->outlineModel()->event()->outline.find("/data"));
        QCOMPARE(tree->outlineModel()->rowCount(data), 100);
        QVERIFY(!tree->expandEverything());
        tree->goTo(tree->outlineModel()->event()->outline.find("/data/99999/id"));
        QCOMPARE(tree->currentPointer(), QByteArray("/data/99999/id"));
    }
};

QTEST_MAIN(TestPayloadPage)
#include "tst_payload_page.moc"
