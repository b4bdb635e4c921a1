// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/settings.h"
#include "ui/theme/current.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPalette>
#include <QPixmapCache>
#include <QToolTip>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// What the desktop would have us look like. Its palette shows only while ours is not set.
bool systemIsDark()
{
    const auto ours = QApplication::palette();
    QApplication::setPalette(QPalette());
    const auto systems = QApplication::palette();
    QApplication::setPalette(ours);
    return systems.color(QPalette::Window).lightness() < systems.color(QPalette::WindowText).lightness();
}

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.panel);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.background);
    palette.setColor(QPalette::AlternateBase, theme.panel);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.dim);
    palette.setColor(QPalette::Button, theme.background);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.onAccent);
    palette.setColor(QPalette::ToolTipBase, theme.dark ? theme.badge : theme.text);
    palette.setColor(QPalette::ToolTipText, theme.dark ? theme.text : theme.background);
    palette.setColor(QPalette::Highlight, theme.dark ? QColor(0x2f4a75) : QColor(0xcfe0ff));
    palette.setColor(QPalette::HighlightedText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::Light, theme.background);
    palette.setColor(QPalette::Midlight, theme.panel);
    palette.setColor(QPalette::Mid, theme.line);
    palette.setColor(QPalette::Dark, theme.line);
    palette.setColor(QPalette::Shadow, theme.line);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, theme.dim);
    return palette;
}

/// Follows the desktop when it changes between light and dark.
class SystemWatch : public QObject
{
public:
    using QObject::QObject;
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (object == qApp && event->type() == QEvent::ThemeChange && themeChoice() == ThemeChoice::System)
            applyTheme(*qApp, ThemeChoice::System);
        return QObject::eventFilter(object, event);
    }
};

} // namespace

void applyTheme(QApplication &app, ThemeChoice choice)
{
    settings()->setValue(u"window/theme"_s, int(choice));
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark());
    currentTheme() = dark ? Theme::darkened() : Theme::light();
    applyFonts(app);
    if (!qobject_cast<Style *>(QApplication::style())) {
        QApplication::setStyle(new Style); // the application owns it
        app.installEventFilter(new SystemWatch(&app));
    }
    QPixmapCache::clear();
    const auto palette = paletteOf(theme());
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    QToolTip::setFont(font(FontRole::Secondary));
}

ThemeChoice themeChoice()
{
    const int kept = settings()->value(u"window/theme"_s).toInt();
    return kept >= int(ThemeChoice::System) && kept <= int(ThemeChoice::Dark) ? ThemeChoice(kept)
                                                                              : ThemeChoice::System;
}

} // namespace creel
