/** Clients to test the server with: of ably-java and ably-js, over the bare wire and over HTTP. */
@NullMarked
package dev.understudy.ablylocal.clients;

import org.jspecify.annotations.NullMarked;
