// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/side/side_panel.h"

#include "app/session/session.h"
#include "ui/side/side_delegate.h"
#include "ui/side/side_model.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace creel {

namespace {
constexpr size_t maxTypes = 200; ///< a hostile sender can name any number
}

SidePanel::SidePanel(Session *session, SavedFilters *saved, QWidget *parent)
    : QListView(parent)
    , m_session(session)
    , m_saved(saved)
    , m_model(new SideModel(this))
{
    setObjectName(u"side"_s);
    setAccessibleName(tr("Event types"));
    setModel(m_model);
    setItemDelegate(new SideDelegate(this));
    setSelectionMode(NoSelection);
    setMouseTracking(true);
    setUniformItemSizes(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    setBackgroundRole(QPalette::Window);
    viewport()->setBackgroundRole(QPalette::Window);
    connect(session, &Session::appended, this, &SidePanel::takeRows);
    connect(session, &Session::cleared, this, &SidePanel::restart);
    connect(session, &Session::dropped, this, &SidePanel::restart);
    connect(saved, &SavedFilters::changed, this, &SidePanel::rebuild);
    restart();
}

void SidePanel::setFilterText(const QString &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    rebuild();
}

void SidePanel::restart()
{
    m_counts.clear();
    m_counts.add(m_session->events().rows());
    rebuild();
}

void SidePanel::takeRows(qsizetype first, qsizetype last)
{
    m_counts.add(std::span(m_session->events().rows()).subspan(size_t(first), size_t(last - first + 1)));
    rebuild();
}

void SidePanel::appendTypes(std::vector<SideRow> &rows) const
{
    // those of the catalogs in their order, then what else came
    std::vector<Symbol> types = m_counts.types();
    const auto place = [&](Symbol type) {
        size_t at = 0;
        for (const auto &catalog : m_session->catalogs().all()) {
            for (const auto &known : catalog.types) {
                if (known.name == m_session->events().text(type))
                    return at;
                ++at;
            }
        }
        return at;
    };
    std::ranges::stable_sort(types, {}, place);
    types.resize(std::min(types.size(), maxTypes));
    rows.push_back({SideRow::Kind::Heading, tr("Event types"), {}, {}, {}, -1, TermState::None});
    for (const auto type : types) {
        const auto &name = m_session->events().text(type);
        rows.push_back({SideRow::Kind::Type,
                        safeText(name, 80),
                        name,
                        u"type"_s,
                        {},
                        m_counts.ofType(type),
                        containsTerm(m_filter, u"type"_s, QString::fromUtf8(name))});
    }
}

void SidePanel::appendVerdicts(std::vector<SideRow> &rows) const
{
    const auto line = [&](const QString &text, const QByteArray &value, const QString &field, int count) {
        const auto state = containsTerm(m_filter, field, QString::fromUtf8(value));
        if (count > 0 || state != TermState::None)
            rows.push_back({SideRow::Kind::Verdict, text, value, field, {}, count, state});
    };
    rows.push_back({SideRow::Kind::Heading, tr("Verdicts"), {}, {}, {}, -1, TermState::None});
    const auto before = rows.size();
    for (const auto verdict : {Verdict::Duplicate, Verdict::Retry, Verdict::Conflict}) {
        const auto name = verdictText(verdict).toByteArray();
        line(QString::fromLatin1(name), name, u"verdict"_s, m_counts.ofVerdict(verdict));
    }
    line(tr("malformed"), "true", u"malformed"_s, m_counts.malformed());
    if (rows.size() == before)
        rows.pop_back();
}

void SidePanel::rebuild()
{
    std::vector<SideRow> rows;
    if (!m_counts.types().empty()) {
        appendTypes(rows);
        appendVerdicts(rows);
    }
    if (!m_saved->all().empty())
        rows.push_back({SideRow::Kind::Heading, tr("Saved filters"), {}, {}, {}, -1, TermState::None});
    for (const auto &saved : m_saved->all()) {
        const auto state = saved.filter == m_filter ? TermState::Included : TermState::None;
        rows.push_back({SideRow::Kind::SavedFilter,
                        safeText(saved.name, 80),
                        saved.name.toUtf8(),
                        {},
                        saved.filter,
                        -1,
                        state});
    }
    m_model->setRows(std::move(rows));
}

void SidePanel::act(const QModelIndex &index, Qt::KeyboardModifiers modifiers)
{
    if (!index.isValid())
        return;
    const auto &row = m_model->at(index.row());
    const QString value = QString::fromUtf8(row.value);
    if (row.kind == SideRow::Kind::SavedFilter)
        emit filterEdited(row.state == TermState::Included ? QString() : row.filter);
    else if (row.kind == SideRow::Kind::Heading)
        return;
    else if (modifiers.testFlag(Qt::AltModifier))
        emit filterEdited(row.state == TermState::Excluded ? removeTerm(m_filter, row.field, value)
                                                           : excludeTerm(m_filter, row.field, value));
    else if (row.state != TermState::None)
        emit filterEdited(removeTerm(m_filter, row.field, value));
    else if (modifiers.testFlag(Qt::ControlModifier))
        emit filterEdited(addTerm(m_filter, row.field, value));
    else
        emit filterEdited(setTerm(m_filter, row.field, value));
}

void SidePanel::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton)
        act(indexAt(event->position().toPoint()), event->modifiers());
}

void SidePanel::keyPressEvent(QKeyEvent *event)
{
    const bool acts =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (acts) {
        act(currentIndex(), event->modifiers());
    } else if (event->key() == Qt::Key_Delete && currentIndex().isValid() &&
               m_model->at(currentIndex().row()).kind == SideRow::Kind::SavedFilter) {
        m_saved->remove(QString::fromUtf8(m_model->at(currentIndex().row()).value));
    } else {
        QListView::keyPressEvent(event);
    }
}

void SidePanel::contextMenuEvent(QContextMenuEvent *event)
{
    const auto index = indexAt(event->pos());
    if (!index.isValid() || m_model->at(index.row()).kind == SideRow::Kind::Heading)
        return;
    const QPersistentModelIndex kept(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_model->at(index.row()).kind == SideRow::Kind::SavedFilter) {
        menu->addAction(tr("Delete"), this, [this, name = QString::fromUtf8(m_model->at(index.row()).value)] {
            m_saved->remove(name);
        });
    } else {
        menu->addAction(tr("Only this"), this, [this, kept] { act(kept, Qt::NoModifier); });
        menu->addAction(tr("This too (Ctrl-click)"), this, [this, kept] { act(kept, Qt::ControlModifier); });
        menu->addAction(tr("Not this (Alt-click)"), this, [this, kept] { act(kept, Qt::AltModifier); });
    }
    menu->popup(event->globalPos());
}

} // namespace creel
