/**
 * An Ably-compatible realtime server in the JVM, for development and tests.
 *
 * <p>{@link dev.understudy.ablylocal.AblyLocal} is the whole public surface. Below it, one event loop owns all state:
 *
 * <ul>
 *   <li>the edge ({@code HttpFront}, {@code WebSocketLink}, {@code LoopTimers}) is all that knows Vert.x;
 *   <li>the wire ({@code Frame}, {@code Outbound}, {@code Format}) turns bytes into trees and back;
 *   <li>apps ({@code Apps}, {@code App}) share nothing; {@code Authentication} says what credentials are worth in one;
 *   <li>HTTP ({@code Rest} and its endpoints) answers requests that the edge has read;
 *   <li>connections ({@code Connections}, {@code Connection}, {@code Transport}) outlive their transports;
 *   <li>channels ({@code Channels}, {@code Channel}, {@code Backlog}) hand events to their attachments;
 *   <li>REST ({@code RestRoutes}, {@code Rest}) leads requests to resources over the same channels;
 *   <li>the past ({@code History}, {@code Archive}) is kept for a time and in a bounded memory;
 *   <li>presence ({@code PresenceSet}, {@code Member}) decides what an enter, update or leave means.
 * </ul>
 */
@NullMarked
package dev.understudy.ablylocal;

import org.jspecify.annotations.NullMarked;
