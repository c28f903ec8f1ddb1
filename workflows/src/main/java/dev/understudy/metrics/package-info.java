/** What is measured, and how that comes into the metrics of Temporal's client. */
@NullMarked
package dev.understudy.metrics;

import org.jspecify.annotations.NullMarked;
