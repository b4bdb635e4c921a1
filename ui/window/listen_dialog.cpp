// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/listen_dialog.h"

#include "app/capture/listen_problem.h"
#include "app/session/listen_settings.h"
#include "ui/detail/plain_label.h"
#include "ui/form/fields.h"
#include "ui/theme/theme.h"
#include "ui/window/tls_fields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr qint64 mebibyte = 1024 * 1024;
constexpr int largestBodyMiB = int(mostBodyBytes / mebibyte);
} // namespace

ListenDialog::ListenDialog(const ListenOptions &options, QWidget *parent)
    : FormDialog(parent)
    , m_options(options)
    , m_host(named(new QComboBox(this), u"listen.host"_s, tr("Address")))
    , m_understood(named(new QCheckBox(tr("I want others to be able to send here"), this),
                         u"listen.understood"_s, tr("I want others to be able to send here")))
    , m_port(named(new QSpinBox(this), u"listen.port"_s, tr("Port")))
    , m_tls(new TlsFields(options, this))
    , m_body(numberField(this, u"listen.body"_s, tr("Largest body"), 1, largestBodyMiB, tr(" MiB")))
    , m_cors(named(new QCheckBox(tr("Let web pages send here (CORS)"), this), u"listen.cors"_s,
                   tr("Let web pages send here (CORS)")))
    , m_warning(new PlainLabel(u"listen.warning"_s, FontRole::Base, &Theme::warning, this))
{
    setObjectName(u"listen"_s);
    setWindowTitle(tr("Listen on"));
    fill();
    layOut();
    connect(m_host, &QComboBox::currentTextChanged, this, &ListenDialog::refresh);
    connect(m_understood, &QCheckBox::toggled, this, &ListenDialog::refresh);
    connect(m_tls, &TlsFields::changed, this, &ListenDialog::refresh);
    setMinimumWidth(grid(540));
    resize(grid(540), height());
    refresh();
}

void ListenDialog::fill()
{
    m_host->setEditable(true);
    m_host->addItems({u"127.0.0.1"_s, u"::1"_s, u"0.0.0.0"_s, u"::"_s});
    m_host->setCurrentText(m_options.host);
    named(m_host->lineEdit(), u"listen.host.text"_s, tr("Address"));
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("any free port"));
    m_port->setValue(m_options.port);
    for (auto *field : {m_port, m_body})
        field->setFixedWidth(grid(132));
    named(m_port->findChild<QWidget *>(u"qt_spinbox_lineedit"_s), u"listen.port.text"_s, tr("Port"));
    m_body->setToolTip(tr("A larger one is refused with 413"));
    m_body->setValue(int(m_options.limits.bodyBytes / mebibyte));
    m_cors->setChecked(m_options.cors);
    m_warning->setText(
        tr("This address can be reached from other machines. Whoever reaches it can send events, "
           "which are kept on this disk."));
    m_warning->setWordWrap(true);
}

void ListenDialog::layOut()
{
    auto *form = makeForm();
    form->setColumnStretch(1, 1);
    addField(form, tr("Address"), m_host);
    form->addWidget(m_warning, form->rowCount(), 1);
    form->addWidget(m_understood, form->rowCount(), 1);
    addField(form, tr("Port"), m_port);
    addField(form, tr("TLS"), m_tls);
    addField(form, tr("Largest body"), m_body);
    form->addWidget(m_cors, form->rowCount(), 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_listen = named(buttons->addButton(tr("Listen"), QDialogButtonBox::AcceptRole), u"listen.accept"_s,
                     tr("Listen"));
    m_listen->setProperty("role", u"primary"_s);
    m_listen->setDefault(true);
    named(buttons->button(QDialogButtonBox::Cancel), u"listen.cancel"_s, tr("Cancel"));
    form->setRowMinimumHeight(form->rowCount(), grid(4));
    form->addWidget(buttons, form->rowCount(), 1);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ListenDialog::refresh()
{
    const auto address = listenAddress(m_host->currentText().trimmed());
    const bool open = address && !address->isLoopback();
    m_warning->setVisible(open);
    m_understood->setVisible(open);
    m_listen->setEnabled(address && (!open || m_understood->isChecked()) && m_tls->isSound());
    m_listen->setToolTip(address ? QString() : tr("An IP address of this machine, or localhost"));
}

ListenOptions ListenDialog::options() const
{
    auto options = m_options;
    options.host = m_host->currentText().trimmed();
    options.port = quint16(m_port->value());
    options.cors = m_cors->isChecked();
    // The size in bytes stays, unless another one in MiB was chosen.
    const auto shown =
        std::clamp(int(options.limits.bodyBytes / mebibyte), m_body->minimum(), m_body->maximum());
    if (m_body->value() != shown)
        options.limits.bodyBytes = m_body->value() * mebibyte;
    m_tls->write(&options);
    return options;
}

} // namespace creel
