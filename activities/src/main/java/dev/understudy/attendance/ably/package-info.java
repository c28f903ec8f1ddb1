/** Attendances over Ably: the tenures that a worker holds, their heartbeats, and what their agents show. */
@NullMarked
package dev.understudy.attendance.ably;

import org.jspecify.annotations.NullMarked;
