// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace creel {

/// Tells once, on the event loop, that the program is asked to end (SIGINT, SIGTERM or SIGHUP). A second such
/// signal ends it at once, as it would without this. One of it at a time.
class Termination : public QObject
{
    Q_OBJECT
public:
    explicit Termination(QObject *parent = nullptr);
    ~Termination() override;

signals:
    void asked();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace creel
