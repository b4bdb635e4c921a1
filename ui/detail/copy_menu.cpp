// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/copy_menu.h"

#include "app/session/export_curl.h"
#include "app/session/export_event.h"
#include "ui/detail/json_text.h"

#include <QClipboard>
#include <QGuiApplication>

namespace creel {

using namespace Qt::StringLiterals;

QByteArray copyText(const ShownEvent &event, CopyForm form)
{
    switch (form) {
    case CopyForm::Body:
        return event.body;
    case CopyForm::PrettyJson:
        return prettyJson(event.outline);
    case CopyForm::Curl:
        return curlCommand(event.delivery).trimmed();
    case CopyForm::HeaderLines:
        return event.delivery.head.mid(event.delivery.head.indexOf('\n') + 1).replace("\r\n", "\n").trimmed();
    case CopyForm::EventLine:
        return eventObject(event.record, event.delivery);
    case CopyForm::Pointer:
    case CopyForm::Value:
        break;
    }
    return {};
}

bool hasCopyText(const ShownEvent &event, CopyForm form)
{
    switch (form) {
    case CopyForm::Body:
        return !event.body.isEmpty();
    case CopyForm::PrettyJson:
        return hasPrettyJson(event.outline);
    case CopyForm::HeaderLines:
        return !copyText(event, form).isEmpty();
    case CopyForm::Curl:
    case CopyForm::EventLine:
        return true;
    case CopyForm::Pointer:
    case CopyForm::Value:
        break;
    }
    return false;
}

CopyMenu::CopyMenu(Current current, QWidget *parent) : QMenu(parent), m_current(std::move(current))
{
    setObjectName(u"copyMenu"_s);
    add(CopyForm::Body, tr("Body as it came"), u"copyBody"_s);
    add(CopyForm::PrettyJson, tr("Pretty JSON"), u"copyPretty"_s);
    add(CopyForm::Curl, tr("curl command"), u"copyCurl"_s);
    add(CopyForm::HeaderLines, tr("Header lines"), u"copyHeaders"_s);
    add(CopyForm::EventLine, tr("Event as one line of JSON"), u"copyEvent"_s);
    addSeparator();
    add(CopyForm::Value, tr("Selected value"), u"copySelectedValue"_s);
    add(CopyForm::Pointer, tr("JSON Pointer of the selected value"), u"copySelectedPointer"_s);
    connect(this, &QMenu::aboutToShow, this, &CopyMenu::enable);
}

void CopyMenu::add(CopyForm form, const QString &words, const QString &objectName)
{
    QAction *action = addAction(words, this, [this, form, words] { copy(form, words); });
    action->setObjectName(objectName);
    action->setData(int(form));
}

void CopyMenu::copy(CopyForm form, const QString &words)
{
    if (const QByteArray text = m_current.text(form); !text.isEmpty()) {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
        emit copied(words);
    }
}

void CopyMenu::enable()
{
    for (QAction *action : actions()) {
        if (!action->isSeparator())
            action->setEnabled(m_current.has(CopyForm(action->data().toInt())));
    }
}

} // namespace creel
