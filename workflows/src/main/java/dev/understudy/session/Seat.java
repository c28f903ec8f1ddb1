package dev.understudy.session;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;

/** An agent's place in a session: a task has at most one session of each open at a time. */
record Seat(SessionName session, AgentName agent) {}
