// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/compare_page.h"

#include "app/session/session.h"
#include "ui/detail/diff_model.h"
#include "ui/detail/payload_diff.h"
#include "ui/detail/payload_words.h"
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

struct PayloadComparison {
    bool isByMembers = false; ///< both are JSON
    PayloadDiff diff;         ///< of bytes that are no JSON only whether they are the same
};

namespace {

/// Any thread.
PayloadComparison comparison(const ShownEvent &before, const ShownEvent &after)
{
    PayloadComparison found;
    found.isByMembers = !before.outline.isEmpty() && !after.outline.isEmpty();
    if (found.isByMembers)
        found.diff = comparePayloads(before.outline, after.outline);
    else
        found.diff.sameBytes = before.payload == after.payload;
    return found;
}

} // namespace

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
    m_work.cancel();
    m_event = std::move(event);
    if (!m_event)
        return;
    const QSignalBlocker quiet(m_others);
    m_others->clear();
    offer(copies, other);
    compare();
}

void ComparePage::bodyIsRead(std::shared_ptr<const ShownEvent> event)
{
    m_event = std::move(event);
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
    m_work.cancel();
    m_others->setVisible(m_others->count() > 0);
    const auto other = EventId(m_others->currentData().toLongLong());
    if (other == EventId{})
        return say(tr("There is no other event to compare with."));
    if (m_event->isBeingRead)
        return say(readingWords(*m_event));
    auto loaded = loadEvent(*m_session, other);
    if (!loaded)
        return say(tr("That event is gone."));
    if (!loaded->isBeingRead && m_event->payload.size() <= readAtOnceBytes)
        return tell(comparison(*loaded, *m_event));
    say(tr("Comparing…"));
    m_work.start([this, event = m_event,
                  before = std::make_shared<ShownEvent>(std::move(*loaded))]() -> NewestWork::Finish {
        if (before->isBeingRead)
            readBody(*before);
        return [this, found = comparison(*before, *event)] { tell(found); };
    });
}

/// What is told where there is nothing to list.
void ComparePage::say(const QString &words)
{
    m_model->setDifferences({});
    m_result->setText(words);
}

void ComparePage::tell(PayloadComparison found)
{
    if (!found.isByMembers)
        return say(found.diff.sameBytes ? tr("The same bytes.")
                                        : tr("Other bytes; only JSON is compared by members."));
    const auto count = qint64(found.diff.differences.size());
    if (found.diff.sameBytes)
        m_result->setText(tr("The same content, byte for byte."));
    else if (count == 0)
        m_result->setText(tr("The same members and values; order or white space differ."));
    else if (count == 1)
        m_result->setText(tr("1 member differs."));
    else
        m_result->setText((found.diff.more ? tr("More than %1 members differ.") : tr("%1 members differ."))
                              .arg(countText(count)));
    m_model->setDifferences(std::move(found.diff.differences));
}

} // namespace creel
