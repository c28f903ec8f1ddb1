/** What the environment says of Temporal and Ably, and the way to each. */
@NullMarked
package dev.understudy.cli.config;

import org.jspecify.annotations.NullMarked;
