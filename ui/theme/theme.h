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
///
/// How widgets get their look (see ui/theme/style.h): by dynamic properties, set before the widget is first
/// shown.
/// - `setProperty("role", "primary")` the one thing to do here (QPushButton, QToolButton); `"flat"` no edge
/// until it is
///   hovered; none: plain, with an edge. `"danger"`: plain, with the colour of what cannot be taken back.
/// - `setProperty("edge", "ok" | "bad")` on a QLineEdit, QComboBox or text edit: the colour of its edge; call
/// update().
/// - `setProperty("frame", "input")` on a text edit: drawn as an input; without it scroll areas have no
/// frame. Buttons take no focus from a click (they do by Tab), so that the table keeps it.
struct Theme {
    bool dark = false;
    QColor background, panel, line, text, dim, badge;
    QColor accent, onAccent, selection, hover;
    QColor ok, warning, bad;
    QColor member, string, number;
    std::array<QColor, 9> hues;      ///< of the built-in catalog's event types; apart for colour-blind eyes
    std::array<QColor, 5> otherHues; ///< of all other types, apart from those and from each other likewise
    static Theme light();
    static Theme darkened();
};

enum class ThemeChoice { System, Light, Dark };

/// Sets palette, style and font of the application and remembers the choice; widgets then get PaletteChange.
void applyTheme(QApplication &app, ThemeChoice choice);
/// The remembered choice; System at first.
ThemeChoice themeChoice();
/// The theme in force.
const Theme &theme();
/// The stable colour of an event type (by its name, so it is the same in every session). No type of another
/// provider, or of none, has the colour of one that the built-in catalog knows. Names in parentheses, of
/// deliveries without a type, are dim.
QColor typeColor(const QByteArray &type);

/// Sizes follow the application font: 13 px base at the default size.
enum class FontRole { Base, Secondary, Caption, Title, Mono, MonoSecondary };
QFont font(FontRole role);
/// The same, semibold: for titles, headings and what must be seen first.
QFont semibold(FontRole role);
/// @p px of the design's grid at the current font size (13 px = 1:1).
int grid(int px);

/// An icon of the family in resources/icons/<name>.svg, tinted in @p color (the text colour of the theme in
/// force when invalid, dim when the widget is disabled), crisp at every scale.
QIcon icon(const QString &name, const QColor &color = {});
/// The same in one of the theme's colours, of whatever theme is in force when it is painted.
QIcon icon(const QString &name, QColor Theme::*ink);

} // namespace creel
