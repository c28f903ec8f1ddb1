/** The beacons of workers: how a worker shows that it is there, and sees at once which others are not any more. */
@NullMarked
package dev.understudy.beacon;

import org.jspecify.annotations.NullMarked;
