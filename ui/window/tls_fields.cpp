// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tls_fields.h"

#include "app/session/listen_settings.h"
#include "ui/detail/plain_label.h"
#include "ui/detail/tool_button.h"
#include "ui/form/fields.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// "AB:CD:…" in two lines, so that it need not be elided.
QString inTwoLines(const QByteArray &fingerprint)
{
    const auto half = (fingerprint.size() + 1) / 2;
    return QString::fromLatin1(fingerprint.first(half)) + u'\n' +
           QString::fromLatin1(fingerprint.sliced(half));
}

/// Which is read when it is listened with, not before: what was read of it is gone, and it may take long.
bool isPipe(const QString &path)
{
    const QFileInfo file(path);
    return file.exists() && !file.isFile() && !file.isDir();
}

} // namespace

TlsFields::TlsFields(const ListenOptions &options, QWidget *parent)
    : QWidget(parent)
    , m_kind(named(new QComboBox(this), u"listen.tls"_s, tr("TLS")))
    , m_certificate(named(new QLineEdit(this), u"listen.certificate"_s, tr("Certificate file")))
    , m_key(named(new QLineEdit(this), u"listen.key"_s, tr("Key file")))
    , m_files(new QWidget(this))
    , m_problem(new PlainLabel(u"listen.tlsProblem"_s, FontRole::Secondary, &Theme::bad, this))
    , m_fingerprint(new PlainLabel(u"listen.fingerprint"_s, FontRole::MonoSecondary, &Theme::text, this))
    , m_hint(new PlainLabel(u"listen.tlsHint"_s, FontRole::Secondary, &Theme::dim, this))
{
    m_kind->addItems(
        {tr("Off: http"), tr("On, with a certificate made here"), tr("On, with certificate files")});
    auto *fileRows = new QVBoxLayout(m_files);
    fileRows->setContentsMargins({});
    fileRows->setSpacing(grid(8));
    fileRows->addWidget(
        makeFile(m_certificate, tr("Certificate, PEM"), tr("Certificates (*.pem *.crt *.cer)")));
    fileRows->addWidget(makeFile(m_key, tr("Private key, PEM"), tr("Keys (*.pem *.key)")));
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (auto *label : {m_problem, m_hint})
        label->setWordWrap(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(grid(8));
    for (QWidget *part : std::initializer_list<QWidget *>{m_kind, m_files, m_problem, m_fingerprint, m_hint})
        rows->addWidget(part);

    if (usesOwnCertificate(options)) {
        m_kind->setCurrentIndex(Own);
    } else if (!options.certificateFile.isEmpty() || !options.keyFile.isEmpty()) {
        m_kind->setCurrentIndex(Files);
        m_certificate->setText(options.certificateFile);
        m_key->setText(options.keyFile);
    }
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TlsFields::refresh);
    for (auto *line : {m_certificate, m_key})
        connect(line, &QLineEdit::textChanged, this, &TlsFields::refresh);
    refresh();
}

QWidget *TlsFields::makeFile(QLineEdit *line, const QString &words, const QString &filter)
{
    line->setPlaceholderText(words);
    auto *choose = wordButton(m_files, line->objectName() + u".choose"_s, tr("Choose…"));
    choose->setAccessibleName(tr("Choose: %1").arg(line->accessibleName()));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, [this, line, words, filter] {
        const auto path =
            QFileDialog::getOpenFileName(this, words, line->text(), filter + u";;"_s + tr("All files (*)"));
        if (!path.isEmpty())
            line->setText(path);
    });
    auto *made = new QWidget(m_files);
    auto *row = new QHBoxLayout(made);
    row->setContentsMargins({});
    row->setSpacing(grid(8));
    row->addWidget(line, 1);
    row->addWidget(choose);
    return made;
}

bool TlsFields::namesPipe() const
{
    return isPipe(m_certificate->text().trimmed()) || isPipe(m_key->text().trimmed());
}

QString TlsFields::check()
{
    QString problem;
    if (m_kind->currentIndex() == Own) {
        if (const auto own = ownCertificate(&problem)) {
            m_ownCertificate = own->certificate;
            m_ownKey = own->key;
        }
    } else if (m_kind->currentIndex() == Files && !namesPipe()) {
        tlsConfiguration({m_certificate->text().trimmed(), m_key->text().trimmed()}, &problem);
    }
    return problem;
}

void TlsFields::refresh()
{
    const auto kind = m_kind->currentIndex();
    const auto problem = check();
    m_sound = problem.isEmpty();
    m_files->setVisible(kind == Files);
    const bool begun = !m_certificate->text().isEmpty() || !m_key->text().isEmpty();
    m_problem->setInk(kind == Files && !begun ? &Theme::dim : &Theme::bad); // nothing is wrong yet
    m_problem->setText(safeText(problem, 400));
    m_problem->setVisible(!m_sound);
    const auto fingerprint =
        kind == Off || !m_sound || (kind == Files && namesPipe())
            ? QByteArray()
            : fingerprintOf(kind == Own ? m_ownCertificate : m_certificate->text().trimmed());
    m_fingerprint->setText(tr("SHA-256") + u'\n' + inTwoLines(fingerprint));
    m_fingerprint->setVisible(!fingerprint.isEmpty());
    m_hint->setText(
        tr("Nobody vouches for this certificate, so a sender has to be told to trust it: "
           "curl --cacert %1, or its own setting for that. It names localhost, 127.0.0.1 and ::1.")
            .arg(safeText(m_ownCertificate, 300)));
    m_hint->setVisible(kind == Own && m_sound);
    emit changed();
}

void TlsFields::write(ListenOptions *options) const
{
    const auto kind = m_kind->currentIndex();
    options->certificateFile = kind == Own     ? m_ownCertificate
                               : kind == Files ? m_certificate->text().trimmed()
                                               : QString();
    options->keyFile = kind == Own ? m_ownKey : kind == Files ? m_key->text().trimmed() : QString();
}

} // namespace creel
