// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/compare_page.h"

#include "app/session/session.h"
#include "ui/detail/diff_model.h"
#include "ui/detail/plain_label.h"
#include "ui/detail/row_delegate.h"
#include "ui/detail/tool_button.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostOffered = 50; ///< copies in the choice; the rest can be compared from the list of copies
}

EventId previousOfType(const Session &session, EventId id)
{
    const EventList &events = session.events();
    const qint64 at = events.rowOf(id);
    for (qint64 row = at - 1; row >= 0; --row) {
        const EventSummary &it = events.at(size_t(row));
        if (it.type == events.at(size_t(at)).type && it.provider == events.at(size_t(at)).provider)
            return it.id;
    }
    return {};
}

ComparePage::ComparePage(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_others(new QComboBox(this))
    , m_result(new PlainLabel(u"compareResult"_s, FontRole::Secondary, &Theme::dim, this))
    , m_model(new DiffModel(this))
    , m_view(new QTreeView(this))
{
    m_others->setObjectName(u"compareWith"_s);
    m_others->setAccessibleName(tr("Compare with"));
    m_view->setObjectName(u"compareView"_s);
    m_view->setAccessibleName(tr("Differences"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->header()->setObjectName(u"compareViewHeader"_s);
    m_view->header()->setAccessibleName(tr("Columns of the differences"));
    m_view->header()->setSectionResizeMode(QHeaderView::Stretch);
    m_result->setWordWrap(true); // else it takes the room of what it is compared with
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(grid(12), grid(8), grid(8), grid(8));
    bar->setSpacing(grid(8));
    bar->addWidget(m_others);
    bar->addWidget(m_result, 1);
    bar->addWidget(iconButton(this, u"closeCompare"_s, u"close"_s, tr("Close comparison (Esc)"),
                              [this] { emit closed(); }));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_view, 1);
    connect(m_others, &QComboBox::currentIndexChanged, this, &ComparePage::compare);
    connect(m_model, &QAbstractItemModel::modelReset, this,
            [this] { m_view->header()->setVisible(m_model->rowCount() > 0); }); // no grid without rows
}

void ComparePage::setEvent(std::shared_ptr<const ShownEvent> event, const std::vector<CopyRow> &copies,
                           EventId other)
{
    m_event = std::move(event);
    if (!m_event)
        return;
    const QSignalBlocker quiet(m_others);
    m_others->clear();
    offer(copies, other);
    compare();
}

/// Fills the choice: the asked for event, the other copies, the event of the type before.
void ComparePage::offer(const std::vector<CopyRow> &copies, EventId other)
{
    const EventId own = m_event->record.id;
    const auto add = [this](const QString &words, EventId id) {
        if (id != EventId{} && m_others->findData(qint64(id)) < 0)
            m_others->addItem(words.arg(countText(qint64(id))), qint64(id));
    };
    for (size_t i = 0; i < copies.size() && i < mostOffered; ++i) {
        if (copies[i].id != own)
            add(i == 0 ? tr("First copy, event %1") : tr("Copy, event %1"), copies[i].id);
    }
    add(tr("Previous of this type, event %1"), previousOfType(*m_session, own));
    add(tr("Event %1"), other);
    EventId before = other;
    for (const CopyRow &copy : copies) {
        if (other == EventId{} && copy.id < own)
            before = copy.id;
    }
    if (const int at = m_others->findData(qint64(before)); at >= 0)
        m_others->setCurrentIndex(at);
}

void ComparePage::compare()
{
    m_others->setVisible(m_others->count() > 0);
    const auto other = EventId(m_others->currentData().toLongLong());
    if (other == EventId{}) {
        m_model->setDifferences({});
        return m_result->setText(tr("There is no other event to compare with."));
    }
    const auto loaded = loadEvent(*m_session, other);
    if (!loaded) {
        m_model->setDifferences({});
        return m_result->setText(tr("That event is gone."));
    }
    if (loaded->outline.isEmpty() || m_event->outline.isEmpty()) {
        m_model->setDifferences({});
        return m_result->setText(loaded->payload == m_event->payload
                                     ? tr("The same bytes.")
                                     : tr("Other bytes; only JSON is compared by members."));
    }
    PayloadDiff diff = comparePayloads(loaded->outline, m_event->outline);
    const auto count = qint64(diff.differences.size());
    if (diff.sameBytes)
        m_result->setText(tr("The same content, byte for byte."));
    else if (count == 0)
        m_result->setText(tr("The same members and values; order or white space differ."));
    else if (count == 1)
        m_result->setText(tr("1 member differs."));
    else
        m_result->setText((diff.more ? tr("More than %1 members differ.") : tr("%1 members differ."))
                              .arg(countText(count)));
    m_model->setDifferences(std::move(diff.differences));
}

} // namespace creel
