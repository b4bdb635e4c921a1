-- SPDX-License-Identifier: GPL-3.0-or-later
-- One 330-byte platform payload. Fixed, so that the load generator costs as little as it can.
wrk.method = "POST"
wrk.path = "/hook"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"event":"message.incoming","timestamp":"2026-05-29T10:30:00Z","data":{"message_id":"wamid.HBgLOTE5ODc2NTQzMjEw",' ..
  '"from":"+919876543210","contact_id":"5d0b0f44-6c3f-4b8c-9a35-0c1a2b3c4d5e","contact_name":"Asha","type":"text",' ..
  '"text":"Hello, I need help with it","whatsapp_account_id":"0f9d8c7b-6a5e-4d3c-8b2a-190817263544"}}'
