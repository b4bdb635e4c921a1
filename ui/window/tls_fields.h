// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/listen_options.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace creel {

class PlainLabel;

/// Whether the listener speaks TLS, and by which certificate: none, Creel's own, or files. Says what is wrong
/// with files, and how senders come to trust a certificate that was made here.
class TlsFields : public QWidget
{
    Q_OBJECT
public:
    explicit TlsFields(const ListenOptions &options, QWidget *parent = nullptr);

    /// Puts the choice into @p options.
    void write(ListenOptions *options) const;
    /// False while the files cannot be used.
    bool isSound() const { return m_sound; }

signals:
    void changed();

private:
    enum Kind { Off, Own, Files };
    QWidget *makeFile(QLineEdit *line, const QString &words, const QString &filter);
    void refresh();
    /// The problem in words; empty when the choice can be used.
    QString check();
    bool namesPipe() const;

    QComboBox *m_kind;
    QLineEdit *m_certificate, *m_key;
    QWidget *m_files;
    PlainLabel *m_problem;
    PlainLabel *m_fingerprint;
    PlainLabel *m_hint;
    QString m_ownCertificate, m_ownKey;
    bool m_sound = true;
};

} // namespace creel
