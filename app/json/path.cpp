// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/path.h"

#include "app/json/pointer.h"

namespace creel {

namespace {

/// Reads the steps of one path from left to right; every function leaves m_at behind what it took.
class PathReader
{
public:
    explicit PathReader(QByteArrayView text) : m_text(text) {}

    std::optional<std::vector<PathStep>> read()
    {
        std::vector<PathStep> steps;
        bool step = true; // a step must follow: at the start and behind a dot
        while (step || m_at < m_text.size()) {
            auto next = !step && take('[') ? inside() : step ? bare() : std::nullopt;
            if (!next)
                return std::nullopt;
            steps.push_back(*std::move(next));
            step = take('.');
        }
        return steps;
    }

private:
    bool take(char c)
    {
        const bool here = m_at < m_text.size() && m_text[m_at] == c;
        m_at += here;
        return here;
    }

    std::optional<PathStep> quotedName()
    {
        QByteArray name;
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            m_at += m_text[m_at] == '\\' && m_at + 1 < m_text.size();
            name += m_text[m_at++];
        }
        if (!take('"'))
            return std::nullopt;
        return PathStep{name, -1, false};
    }

    std::optional<PathStep> bare()
    {
        if (take('"'))
            return quotedName();
        const auto from = m_at;
        while (m_at < m_text.size() && !QByteArrayView(".[]\"").contains(m_text[m_at]))
            ++m_at;
        if (m_at == from)
            return std::nullopt;
        const auto name = m_text.sliced(from, m_at - from);
        if (name == "*")
            return PathStep{{}, -1, true};
        return PathStep{name.toByteArray(), arrayIndex(name), false};
    }

    std::optional<PathStep> inside()
    {
        const bool quoted = m_at < m_text.size() && m_text[m_at] == '"';
        auto step = bare();
        if (!step || !take(']') || (!quoted && !step->any && step->index < 0))
            return std::nullopt;
        return step;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

std::optional<std::vector<PathStep>> parsePath(QByteArrayView text)
{
    return PathReader(text).read();
}

} // namespace creel
