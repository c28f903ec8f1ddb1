/**
 * An Ably-compatible realtime server in the JVM, for development and tests.
 *
 * <p>{@link dev.understudy.ablylocal.AblyLocal} is where to begin; what else is public is for tests that disturb it ({@link
 * dev.understudy.ablylocal.Faults}), move its clock or read its frames. Below, one event loop owns all state:
 *
 * <ul>
 *   <li>the edge ({@code Server}, {@code HttpPort}, {@code HttpFront}, {@code WebSocketLink}, {@code LoopTimers}) is all that
 *       knows Vert.x;
 *   <li>the wire ({@code Frame}, {@code Outbound}, {@code Format}) turns bytes into trees and back;
 *   <li>apps ({@code Apps}, {@code App}) share nothing; {@code Authentication} says what credentials are worth in one;
 *   <li>connections ({@code Connections}, {@code Connection}, {@code Transport}) outlive their transports;
 *   <li>channels ({@code Channels}, {@code Channel}, {@code Backlog}) hand events to their {@code Attachments};
 *   <li>what is refused has an {@code ErrorInfo}, by {@code AuthErrors} for who asks and {@code LimitErrors} for how much;
 *   <li>REST ({@code Rest}, {@code RestRoutes}) leads HTTP requests to resources over the same apps;
 *   <li>the past ({@code History}, {@code Backlog}, {@code RecentIds}, and {@code SerialWindow} of a connection) is kept for a
 *       time and in a memory that {@code Archives} bound;
 *   <li>what a test disturbs ({@code FaultyLink}, {@code Refusals}) stands between these and is unknown to most of them;
 *   <li>presence ({@code PresenceSet}, {@code Member}) decides what an enter, update or leave means.
 * </ul>
 */
@NullMarked
package dev.understudy.ablylocal;

import org.jspecify.annotations.NullMarked;
