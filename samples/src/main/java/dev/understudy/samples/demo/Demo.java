package dev.understudy.samples.demo;

import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.stage.Stage;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * How a demo differs from the others.
 *
 * @param name of the demo, and of its channel, {@code demo:NAME}
 * @param task what its task is; the task's id begins so
 * @param narrator puts into words what the watcher sees, given the directory where the task will put its
 *     work down
 * @param story starts the task on a stage that is ready, has happen to it what is to be shown, and judges
 */
public record Demo(
    String name, String task, Function<Path, Narrator> narrator, Function<Stage, Findings> story) {}
