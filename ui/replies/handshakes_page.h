// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLineEdit;

namespace creel {

class PlainLabel;
class Session;

/// The providers' endpoint verifications, each with its switch and the secret that it needs. All takes effect
/// at once.
class HandshakesPage : public QWidget
{
    Q_OBJECT
public:
    explicit HandshakesPage(Session *session, QWidget *parent = nullptr);

private:
    struct Secret {
        QLineEdit *line;
        QByteArray HandshakeOptions::*value;
    };
    struct Switch {
        QCheckBox *box;
        bool HandshakeOptions::*on;
    };
    QWidget *makeRow(const QString &id, const QString &name, const QString &about, bool HandshakeOptions::*on,
                     QWidget *secret);
    QWidget *makeSecret(const QString &id, const QString &name, QByteArray HandshakeOptions::*value);
    void store();
    void refresh();

    Session *m_session;
    std::vector<Switch> m_switches;
    std::vector<Secret> m_secrets;
    PlainLabel *m_where; ///< where the secrets are kept
};

} // namespace creel
