// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// Draws one SVG of the family with its currentColor replaced, at whatever size it is asked for. A tint that
/// was not given is looked up when it paints, so that the icon follows the theme.
class TintedIcon : public QIconEngine
{
public:
    TintedIcon(QString name, QColor tint, QColor Theme::*ink = &Theme::text)
        : m_name(std::move(name))
        , m_tint(tint)
        , m_ink(ink)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QSvgRenderer renderer(svg(colorOf(mode)));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        const auto key = u"creel-icon/%1/%2/%3x%4"_s.arg(
            m_name, colorOf(mode).name(), QString::number(size.width()), QString::number(size.height()));
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, {{}, size}, mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine *clone() const override { return new TintedIcon(m_name, m_tint, m_ink); }
    QString iconName() override { return m_name; }

private:
    QColor colorOf(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return theme().dim;
        return m_tint.isValid() ? m_tint : theme().*m_ink;
    }

    QByteArray svg(const QColor &color) const
    {
        QFile file(u":/creel/icons/"_s + m_name + u".svg"_s);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return file.readAll().replace("currentColor", color.name().toLatin1());
    }

    QString m_name;
    QColor m_tint;
    QColor Theme::*m_ink;
};

} // namespace

QIcon icon(const QString &name, const QColor &color)
{
    return QIcon(new TintedIcon(name, color));
}

QIcon icon(const QString &name, QColor Theme::*ink)
{
    return QIcon(new TintedIcon(name, {}, ink));
}

} // namespace creel
