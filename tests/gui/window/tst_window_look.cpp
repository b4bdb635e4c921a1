// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/window/window_rig.h"
#include "ui/strip/traffic_strip.h"

#include <QLabel>
#include <QSignalSpy>

#include <cstdlib>

using namespace creel;
using namespace creel::test;
using namespace Qt::StringLiterals;

/// What is painted: themes, traffic, scripts.
class WindowLookTest : public WindowRig
{
    Q_OBJECT
private slots:
    void initTestCase() { beginAll(); }
    void init() { begin(); }
    void cleanup() { end(); }

    void theNewestTrafficStandsAtTheRight()
    {
        open(true);
        m_session->sendSamples(1);
        auto *strip = child<TrafficStrip>();
        QTRY_VERIFY(strip->isVisible());
        const auto type = m_session->events().text(m_session->events().at(0).type);
        const auto painted = [&](int from, int to) {
            const auto image = strip->grab().toImage();
            int count = 0;
            for (int x = from; x < to; ++x) {
                for (int y = 0; y < strip->height(); ++y)
                    count += image.pixelColor(x, y) == typeColor(type) ? 1 : 0;
            }
            return count;
        };
        const int half = strip->width() / 2;
        QCOMPARE(painted(0, half), 0);
        const int bar = painted(half, strip->width());
        QVERIFY(bar > 0);
        QVERIFY(bar < grid(7) * strip->height() / 2); // one event is no tower
        QSignalSpy chosen(strip, &TrafficStrip::rangeSelected);
        QTest::mouseClick(strip, Qt::LeftButton, {},
                          QPoint(strip->width() - grid(15), strip->height() - grid(6)));
        QCOMPARE(chosen.size(), 1);
        const auto from = chosen.at(0).at(0).toLongLong();
        QVERIFY(from <= m_session->events().at(0).receivedAtUs);
        QVERIFY(chosen.at(0).at(1).toLongLong() > m_session->events().at(0).receivedAtUs);
    }

    /// What stands there when the theme is changed takes its colours, and its sign, with it.
    void signsFollowTheTheme()
    {
        open(true);
        m_session->sendSamples(1);
        QTRY_COMPARE(rows(), 1);
        m_session->clear();
        const auto *mark = child<QLabel>(u"banner.mark.cleared"_s);
        QTRY_VERIFY(mark->isVisible());
        const auto has = [mark](const QColor &color) {
            const auto image = mark->pixmap().toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const auto pixel = image.pixelColor(x, y);
                    if (pixel.alpha() > 150 && std::abs(pixel.hue() - color.hue()) < 3)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(has(Theme::light().accent));
        action(u"listen"_s)->trigger();
        QTRY_COMPARE(m_session->listenState().kind, ListenState::Kind::Stopped);
        const auto sign = [this] { return action(u"listen"_s)->icon().name(); };
        QCOMPARE(sign(), u"play"_s);
        applyTheme(*qApp, ThemeChoice::Dark);
        QTRY_VERIFY(has(Theme::darkened().accent));
        QCOMPARE(sign(), u"play"_s);
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void anotherThemeRepaintsTheWindow()
    {
        add("message.sent", "wamid.A");
        open();
        const auto ground = [this] {
            auto *viewport = view()->viewport();
            return viewport->grab().toImage().pixelColor(viewport->width() / 2, viewport->height() - 8);
        };
        QCOMPARE(ground(), Theme::light().background);
        action(u"theme"_s)->trigger();
        QTRY_COMPARE(ground(), Theme::darkened().background);
        applyTheme(*qApp, ThemeChoice::Light);
        QTRY_COMPARE(ground(), Theme::light().background);
    }

    void aScriptThatNoFontHasIsShown()
    {
        QVERIFY(m_file->add(delivery(++m_count * 1'000'000,
                                     R"({"event":"message.incoming","data":{"message_id":"wamid.D",)"
                                     R"("from":"+447700900123","content":"मुझे रसीद चाहिए"}})")));
        open();
        view()->step(1);
        QVERIFY(!m_window->grab().isNull());
    }
};

QTEST_MAIN(WindowLookTest)
#include "tst_window_look.moc"
