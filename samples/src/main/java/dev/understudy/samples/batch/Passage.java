package dev.understudy.samples.batch;

import java.nio.file.Path;

/** A text, and the directory that tells where its vector belongs. */
record Passage(Path desk, String text) {}
