/**
 * How an agent is kept present on behalf of a task: the activities, the workflow around them, and what
 * they tell the task.
 */
@NullMarked
package dev.understudy.attendance;

import org.jspecify.annotations.NullMarked;
