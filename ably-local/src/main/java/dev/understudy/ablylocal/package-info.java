/**
 * An Ably-compatible realtime server in the JVM, for development and tests.
 *
 * <p>{@link dev.understudy.ablylocal.AblyLocal} is where to begin; what else is public here is for
 * tests that disturb it ({@link dev.understudy.ablylocal.Faults}), move its clock or read its
 * frames. The packages below are the server itself. One event loop owns all its state. From top to
 * bottom, each knows only what is below it:
 *
 * <ul>
 *   <li>{@code net}: the port, the sockets, the system's clock; all that knows Vert.x
 *   <li>{@code realtime}: the whole of the server behind its sockets
 *   <li>{@code rest}: leads HTTP requests to resources over the same apps
 *   <li>{@code app}: apps, which share nothing, and what their clients can do
 *   <li>{@code connection}: connections, which outlive their transports
 *   <li>{@code channel}: channels, which hand events to their attachments
 *   <li>{@code presence}, {@code past}, {@code filter}: who is there, what is kept of what happened, what is left out
 *   <li>{@code auth}: what credentials are worth
 *   <li>{@code link}, {@code limits}: the way to a client and what disturbs it, how much is permitted
 *   <li>{@code wire}: frames, names and errors
 *   <li>{@code time}: the clock
 * </ul>
 */
@NullMarked
package dev.understudy.ablylocal;

import org.jspecify.annotations.NullMarked;
