/** The people of a demo: Ably's own clients, unmodified, one for each of their devices. */
@NullMarked
package dev.understudy.samples.devices;

import org.jspecify.annotations.NullMarked;
