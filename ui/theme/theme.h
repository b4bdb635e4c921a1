// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QString>

#include <array>

class QApplication;

namespace creel {

/// The colours of the window; every widget and delegate takes them from here.
struct Theme {
    bool dark = false;
    QColor background, panel, line, text, dim, badge;
    QColor accent, onAccent, selection, hover;
    QColor ok, warning, bad;
    QColor member, string, number;
    std::array<QColor, 10> hues; ///< of event types; apart for colour-blind eyes
    static Theme light();
    static Theme darkened();
};

enum class ThemeChoice { System, Light, Dark };

/// Sets palette, style and style sheet of the application; widgets then get PaletteChange.
void applyTheme(QApplication &app, ThemeChoice choice);
ThemeChoice themeChoice();
/// The theme in force.
const Theme &theme();
/// The stable colour of an event type (by its name, so it is the same in every session).
QColor typeColor(const QByteArray &type);

/// Sizes follow the application font: 13 px base at the default size.
enum class FontRole { Base, Secondary, Caption, Title, Mono, MonoSecondary };
QFont font(FontRole role);
/// @p px of the design's grid at the current font size (13 px = 1:1).
int grid(int px);

/// An icon of the family in resources/icons/<name>.svg, tinted in @p color (the text colour when invalid), crisp at
/// every scale.
QIcon icon(const QString &name, const QColor &color = {});

} // namespace creel
