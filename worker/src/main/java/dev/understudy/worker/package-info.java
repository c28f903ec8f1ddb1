/** The worker process: what it is configured with, what it polls, and how it stops. */
@NullMarked
package dev.understudy.worker;

import org.jspecify.annotations.NullMarked;
