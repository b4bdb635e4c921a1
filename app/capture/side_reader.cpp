// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/side_reader.h"

#include <utility>

namespace creel {

void SideReader::read(const RequestReader &reader, Request request, const Peer &peer, qint64 nowUs,
                      const Done &done)
{
    // shared, as tasks are copyable
    auto asked = std::make_shared<Request>(std::move(request));
    m_thread.post([this, reader, asked = std::move(asked), peer, nowUs, done] {
        auto read = std::make_shared<Reading>(reader.whole(std::move(*asked), peer, nowUs));
        reader.matchRules(*read);
        m_mailbox.post([this, read = std::move(read), done]() mutable {
            done(*read);
            m_thread.post([left = std::move(read)] {});
        });
    });
}

void SideReader::finish()
{
    m_thread.run([] {});
    m_mailbox.drain();
}

} // namespace creel
