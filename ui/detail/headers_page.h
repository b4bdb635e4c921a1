// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/shown_event.h"

#include <QWidget>

#include <memory>

namespace creel {

class FieldsView;
class PlainLabel;

/// The head of a delivery: its request line and its header lines in the order of the wire, trailers behind
/// them.
class HeadersPage : public QWidget
{
    Q_OBJECT
public:
    explicit HeadersPage(QWidget *parent = nullptr);
    void setEvent(std::shared_ptr<const ShownEvent> event);

private:
    void copyAll() const;

    std::shared_ptr<const ShownEvent> m_event;
    PlainLabel *m_requestLine;
    FieldsView *m_fields;
};

/// The first line of a raw head, without its line end.
QByteArray startLine(const QByteArray &head);

} // namespace creel
