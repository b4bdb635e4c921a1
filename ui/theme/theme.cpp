// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/current.h"

#include <algorithm>

namespace creel {

Theme Theme::light()
{
    Theme theme;
    theme.background = QColor(0xffffff);
    theme.panel = QColor(0xf6f7f9);
    theme.line = QColor(0xe3e6ea);
    theme.text = QColor(0x1b1f24);
    theme.dim =
        QColor(0x626c7b); // a shade under the drawn #667080, which is 4.4:1 on badges and selected rows
    theme.badge = QColor(0xeef1f5);
    theme.accent = QColor(0x2563eb);
    theme.onAccent = QColor(0xffffff);
    theme.selection = QColor(0xe7f0ff);
    theme.hover = QColor(0xf1f4f8);
    theme.ok = QColor(0x147a3a); // likewise
    theme.warning = QColor(0xa15c07);
    theme.bad = QColor(0xb42318);
    theme.member = QColor(0x0b5394);
    theme.string = QColor(0x1d6f42);
    theme.number = QColor(0x9a3d00);
    theme.hues = {0x2563eb, 0x1a7565, 0x126216, 0x7533aa, 0xb61115, 0xbd7608, 0x5b2101, 0xd52a87, 0x1e94ba};
    theme.otherHues = {0x2b3348, 0x90127e, 0x0c00ea, 0x964eb4, 0xea48a8};
    return theme;
}

Theme Theme::darkened()
{
    Theme theme;
    theme.dark = true;
    theme.background = QColor(0x16191d);
    theme.panel = QColor(0x1c2025);
    theme.line = QColor(0x2b3037);
    theme.text = QColor(0xe6e9ed);
    theme.dim = QColor(0x9aa4b1);
    theme.badge = QColor(0x262b32);
    theme.accent = QColor(0x6ea8fe);
    theme.onAccent = QColor(0x0f1722);
    theme.selection = QColor(0x22324d);
    theme.hover = QColor(0x20252b);
    theme.ok = QColor(0x5fd38d);
    theme.warning = QColor(0xf0b45b);
    theme.bad = QColor(0xff8b80);
    theme.member = QColor(0x7fb8ff);
    theme.string = QColor(0x7fd6a4);
    theme.number = QColor(0xffb27a);
    theme.hues = {0x6aaffa, 0x9bf8ee, 0x82e390, 0x9875f1, 0xee7b7a, 0xe2a521, 0xa8713b, 0xdc468e, 0x008eb2};
    theme.otherHues = {0xb7c3d3, 0xf0e41e, 0xc6f690, 0xd85ac6, 0x84c6a2};
    return theme;
}

Theme &currentTheme()
{
    static Theme theme = Theme::light();
    return theme;
}

const Theme &theme()
{
    return currentTheme();
}

namespace {

/// The types of the built-in catalog, in the order of Theme::hues.
constexpr std::array<QByteArrayView, std::tuple_size_v<decltype(Theme::hues)>> catalogued{
    "message.incoming", "message.sent",    "message.delivered",  "message.read",    "message.failed",
    "contact.created",  "contact.updated", "campaign.completed", "transfer.created"};

/// FNV-1a with a start that was searched for, so that what senders often have side by side stays apart.
size_t otherHueOf(const QByteArray &type)
{
    quint64 hash = 0xcbf29ce484222be7ULL;
    for (const char byte : type) {
        hash ^= quint8(byte);
        hash *= 1099511628211ULL;
    }
    hash ^= hash >> 32;
    return size_t(hash % std::tuple_size_v<decltype(Theme::otherHues)>);
}

} // namespace

QColor typeColor(const QByteArray &type)
{
    if (type.isEmpty() || type.startsWith('('))
        return theme().dim;
    const auto known = std::ranges::find(catalogued, QByteArrayView(type));
    return known != catalogued.end() ? theme().hues[size_t(known - catalogued.begin())]
                                     : theme().otherHues[otherHueOf(type)];
}

} // namespace creel
