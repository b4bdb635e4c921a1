// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int designPx = 13;

struct Fonts {
    QString sans;
    QString mono;
    int basePx = designPx;
};

Fonts &fonts()
{
    static Fonts chosen;
    return chosen;
}

/// The first of @p wanted that is installed, else what the system says.
QString family(const QStringList &wanted, const QFont &system)
{
    const auto installed = QFontDatabase::families();
    for (const auto &name : wanted) {
        if (installed.contains(name))
            return name;
    }
    return QFontInfo(system).family();
}

int designSize(FontRole role)
{
    switch (role) {
    case FontRole::Secondary:
    case FontRole::MonoSecondary:
        return 12;
    case FontRole::Caption:
        return 11;
    case FontRole::Title:
        return 15;
    case FontRole::Base:
    case FontRole::Mono:
        break;
    }
    return designPx;
}

bool isMono(FontRole role)
{
    return role == FontRole::Mono || role == FontRole::MonoSecondary;
}

} // namespace

void applyFonts(QApplication &app)
{
    // Asked once: afterwards the application's font is ours and no longer the system's.
    static const QFont system = QApplication::font();
    auto &chosen = fonts();
    chosen.sans = family({u"Inter"_s, u"Inter Variable"_s}, system);
    chosen.mono = family({u"JetBrains Mono"_s}, QFontDatabase::systemFont(QFontDatabase::FixedFont));
    chosen.basePx = std::max(designPx, QFontInfo(system).pixelSize());
    app.setFont(font(FontRole::Base));
}

QFont font(FontRole role)
{
    const auto &chosen = fonts();
    QFont made(isMono(role) ? chosen.mono : chosen.sans);
    made.setStyleHint(isMono(role) ? QFont::Monospace : QFont::SansSerif);
    made.setPixelSize(std::max(1, grid(designSize(role))));
    if (isMono(role)) // bytes are shown as they are: no "==" or "->" drawn as one sign; scripts that need
                      // shaping get it
        made.setStyleStrategy(QFont::PreferNoShaping);
    if (role == FontRole::Title)
        made.setWeight(QFont::DemiBold);
    return made;
}

QFont semibold(FontRole role)
{
    auto made = font(role);
    made.setWeight(QFont::DemiBold);
    return made;
}

int grid(int px)
{
    return (px * fonts().basePx + designPx / 2) / designPx;
}

} // namespace creel
