// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/copying_bar.h"

#include "app/session/session.h"
#include "ui/text/text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {

constexpr int noticeableMs = 200;

QString wordsFor(const CopyingProgress &copying, int percent)
{
    const QString name = safeText(QFileInfo(copying.path).completeBaseName(), 80);
    const QString done = copying.of > 0 ? CopyingBar::tr("%1 %").arg(percent) : countText(copying.copied);
    return copying.salvaging ? CopyingBar::tr("Salvaging what can be read… %1").arg(done)
                             : CopyingBar::tr("Saving as %1… %2").arg(name, done);
}

} // namespace

CopyingBar::CopyingBar(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_mark(new QLabel(this))
    , m_text(new QLabel(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"copying"_s);
    m_text->setObjectName(u"copying.text"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_cancel->setObjectName(u"copying.cancel"_s);
    m_cancel->setAccessibleName(m_cancel->text());
    m_cancel->setToolTip(tr("Cancel; nothing of the copy is left"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(grid(12), grid(6), grid(12), grid(6));
    row->setSpacing(grid(10));
    row->addWidget(m_mark);
    row->addWidget(m_text, 1);
    row->addWidget(m_cancel);
    m_delay.setSingleShot(true);
    m_delay.setInterval(noticeableMs);
    connect(m_cancel, &QPushButton::clicked, session, &Session::cancelCopying);
    connect(session, &Session::copyingChanged, this, &CopyingBar::refresh);
    connect(&m_delay, &QTimer::timeout, this, [this] { setVisible(m_session->copying().has_value()); });
    hide();
}

void CopyingBar::refresh()
{
    const auto copying = m_session->copying();
    if (!copying) {
        m_delay.stop();
        hide();
        return;
    }
    if (isHidden() && !m_delay.isActive())
        m_delay.start();
    m_share = copying->of > 0 ? std::min(1.0, qreal(copying->copied) / qreal(copying->of)) : 0;
    m_mark->setPixmap(icon(u"save"_s, theme().accent).pixmap(grid(18), grid(18)));
    m_text->setText(wordsFor(*copying, int(m_share * 100)));
    setAccessibleName(m_text->text());
    update();
}

void CopyingBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int thick = grid(2);
    painter.fillRect(rect(), mixed(theme().background, theme().accent, 0.09));
    painter.fillRect(0, height() - thick, width(), thick, theme().line);
    painter.fillRect(0, height() - thick, int(width() * m_share), thick, theme().accent);
}

} // namespace creel
