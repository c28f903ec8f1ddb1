/** The commands that start a task or give it an order. */
@NullMarked
package dev.understudy.cli.order;

import org.jspecify.annotations.NullMarked;
