// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/settings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

struct Linear {
    double red, green, blue;
};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

Linear linear(const QColor &color)
{
    return {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
}

/// WCAG 2.1, relative luminance and contrast ratio.
double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &color) {
        const auto [red, green, blue] = linear(color);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

using Matrix = std::array<std::array<double, 3>, 3>;
/// Machado, Oliveira, Fernandes 2009: full deuteranopia, protanopia, tritanopia, on linear RGB.
constexpr Matrix normal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix deutan{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix protan{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix tritan{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

Linear seenBy(const Matrix &eye, const Linear &color)
{
    const auto row = [&](const std::array<double, 3> &weights) {
        return std::clamp(weights[0] * color.red + weights[1] * color.green + weights[2] * color.blue, 0.0,
                          1.0);
    };
    return {row(eye[0]), row(eye[1]), row(eye[2])};
}

/// Distance in Oklab; about 0.02 is the least difference that is seen side by side.
double distance(const Linear &a, const Linear &b)
{
    const auto lab = [](const Linear &c) -> std::array<double, 3> {
        const double l = std::cbrt(0.4122214708 * c.red + 0.5363325363 * c.green + 0.0514459929 * c.blue);
        const double m = std::cbrt(0.2119034982 * c.red + 0.6806995451 * c.green + 0.1073969566 * c.blue);
        const double s = std::cbrt(0.0883024619 * c.red + 0.2817188376 * c.green + 0.6299787005 * c.blue);
        return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
    };
    const auto first = lab(a);
    const auto second = lab(b);
    return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

Theme themeNamed(const QString &name)
{
    return name == u"dark"_s ? Theme::darkened() : Theme::light();
}

/// Of all event types, known and unknown.
std::vector<QColor> typeHues(const Theme &theme)
{
    std::vector<QColor> all(theme.hues.begin(), theme.hues.end());
    all.insert(all.end(), theme.otherHues.begin(), theme.otherHues.end());
    return all;
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        settings()->clear();
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void textCanBeRead_data() { themes(); }
    void textCanBeRead()
    {
        QFETCH(QString, name);
        const auto t = themeNamed(name);
        const std::vector<std::pair<const char *, QColor>> texts{
            {"text", t.text},     {"dim", t.dim},         {"accent", t.accent},
            {"ok", t.ok},         {"warning", t.warning}, {"bad", t.bad},
            {"member", t.member}, {"string", t.string},   {"number", t.number}};
        const std::vector<std::pair<const char *, QColor>> grounds{{"background", t.background},
                                                                   {"panel", t.panel},
                                                                   {"badge", t.badge},
                                                                   {"selection", t.selection},
                                                                   {"hover", t.hover}};
        for (const auto &[text, color] : texts) {
            for (const auto &[ground, under] : grounds)
                QVERIFY2(contrast(color, under) >= 4.5,
                         qPrintable(u"%1 on %2"_s.arg(QLatin1String(text), QLatin1String(ground))));
        }
        QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
    }

    void typeColoursStandOut_data() { themes(); }
    void typeColoursStandOut()
    {
        QFETCH(QString, name);
        const auto t = themeNamed(name);
        for (const auto &hue : typeHues(t)) {
            for (const auto &ground : {t.background, t.panel, t.selection, t.hover})
                QVERIFY2(contrast(hue, ground) >= 3, qPrintable(hue.name()));
        }
    }

    void typeColoursStayApartForEveryEye_data() { themes(); }
    void typeColoursStayApartForEveryEye()
    {
        QFETCH(QString, name);
        const auto hues = typeHues(themeNamed(name));
        for (const auto &eye : {normal, deutan, protan, tritan}) {
            for (size_t a = 0; a < hues.size(); ++a) {
                for (size_t b = 0; b < a; ++b) {
                    const double apart = distance(seenBy(eye, linear(hues[a])), seenBy(eye, linear(hues[b])));
                    QVERIFY2(apart >= 0.06, qPrintable(hues[a].name() + u' ' + hues[b].name()));
                }
            }
        }
    }

    void knownTypesHaveTheirOwnColours()
    {
        std::set<QRgb> colours;
        for (const char *type :
             {"message.incoming", "message.sent", "message.delivered", "message.read", "message.failed",
              "contact.created", "contact.updated", "campaign.completed", "transfer.created"})
            colours.insert(typeColor(type).rgb());
        QCOMPARE(colours.size(), size_t(9));
    }

    void noOtherTypeHasTheColourOfAKnownOne()
    {
        std::set<QRgb> known;
        for (const auto &hue : theme().hues)
            known.insert(hue.rgb());
        std::set<QRgb> others;
        for (int i = 0; i < 200; ++i)
            others.insert(typeColor("order.nr" + QByteArray::number(i)).rgb());
        others.insert(typeColor("message.incominG").rgb());
        QCOMPARE(others.size(), theme().otherHues.size()); // all of them are used
        for (const auto other : others)
            QVERIFY(!known.contains(other));
    }

    void deliveriesWithoutATypeAreDim()
    {
        QCOMPARE(typeColor("(text)"), theme().dim);
        QCOMPARE(typeColor({}), theme().dim);
    }

    void theChoiceIsRememberedAndPainted()
    {
        applyTheme(*qApp, ThemeChoice::Dark);
        QCOMPARE(themeChoice(), ThemeChoice::Dark);
        QVERIFY(theme().dark);
        QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::darkened().background);
        applyTheme(*qApp, ThemeChoice::Light);
        QCOMPARE(themeChoice(), ThemeChoice::Light);
        QVERIFY(!theme().dark);
        QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::light().background);
    }

    void aWindowHearsOfAnotherTheme()
    {
        struct Listener : QWidget {
            int changes = 0;
            void changeEvent(QEvent *event) override { changes += event->type() == QEvent::PaletteChange; }
        } window;
        window.show();
        applyTheme(*qApp, ThemeChoice::Dark);
        QTRY_VERIFY(window.changes > 0);
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void anUnknownChoiceIsTheSystems()
    {
        settings()->setValue(u"window/theme"_s, 99);
        QCOMPARE(themeChoice(), ThemeChoice::System);
    }

    void sizesFollowTheBase()
    {
        QCOMPARE(font(FontRole::Base).pixelSize(), grid(13));
        QCOMPARE(font(FontRole::Caption).pixelSize(), grid(11));
        QVERIFY(font(FontRole::Base).pixelSize() >= 13);
        QVERIFY(QFontInfo(font(FontRole::Mono)).fixedPitch());
    }

    void everyIconIsDrawn_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &file : QDir(u":/creel/icons"_s).entryList())
            QTest::newRow(qPrintable(file)) << file.chopped(4);
    }
    void everyIconIsDrawn()
    {
        QFETCH(QString, name);
        const auto image = icon(name, Qt::red).pixmap(QSize(24, 24), 2).toImage();
        QCOMPARE(image.size(), QSize(48, 48));
        int painted = 0;
        int red = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const auto pixel = image.pixelColor(x, y);
                painted += pixel.alpha() > 128;
                red += pixel.alpha() > 128 && pixel.red() > 200 && pixel.green() < 60;
            }
        }
        QVERIFY(painted > 20);
        if (name != u"creel"_s) // the application's has colours of its own
            QCOMPARE(red, painted);
    }

    void anIconWithoutATintFollowsTheTheme()
    {
        const auto darkest = [](const QIcon &icon) {
            const auto image = icon.pixmap(24).toImage();
            int lightness = 255;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).alpha() == 255)
                        lightness = std::min(lightness, image.pixelColor(x, y).lightness());
                }
            }
            return lightness;
        };
        const auto copy = icon(u"stop"_s);
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(darkest(copy) < 60);
        applyTheme(*qApp, ThemeChoice::Dark);
        QVERIFY(darkest(copy) > 200);
    }

    void buttonsLeaveTheFocusWhereItIs()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QPushButton button(u"Resend"_s);
        button.ensurePolished();
        QCOMPARE(button.focusPolicy(), Qt::TabFocus);
        QVERIFY(button.sizeHint().height() >= grid(30));
        QLineEdit line;
        line.ensurePolished();
        QCOMPARE(line.sizeHint().height(), button.sizeHint().height());
    }

    void aMenuTakesTheRoomOfItsArrow()
    {
        applyTheme(*qApp, ThemeChoice::Light);
        QPushButton button(u"Copy as"_s);
        const int width = button.sizeHint().width();
        QMenu menu;
        button.setMenu(&menu);
        QCOMPARE(button.sizeHint().width(), width + grid(16));
    }

private:
    static void themes()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("light") << u"light"_s;
        QTest::newRow("dark") << u"dark"_s;
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication::setOrganizationName(u"CreelTest"_s);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ThemeTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_theme.moc"
