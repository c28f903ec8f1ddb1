package dev.understudy.samples.essay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A directory that all workers of a machine share: the sections written, and each attempt at one.
 *
 * <p>A section is put down at most once, whatever number of attempts get that far: the check and
 * the append happen under one lock over all processes. Thread-safe.
 *
 * <p>Any method throws {@link java.io.UncheckedIOException} if the directory is not usable.
 */
public final class Desk {
  private final SharedLines<SectionWritten> written;
  private final SharedLines<AttemptStarted> started;

  /** The desk in {@code directory}, which exists. */
  public Desk(Path directory) {
    written = new SharedLines<>(directory.resolve("sections.jsonl"), SectionWritten.class);
    started = new SharedLines<>(directory.resolve("attempts.jsonl"), AttemptStarted.class);
  }

  /** Notes that a worker begins with a section. */
  void noteStart(AttemptStarted attempt) {
    started.appendUnless(other -> false, attempt);
  }

  /** Puts a section down if it is not there yet, and gives the one that is there now. */
  SectionWritten putDown(SectionWritten section) {
    Predicate<SectionWritten> same =
        other -> other.task().equals(section.task()) && other.number() == section.number();
    Optional<SectionWritten> earlier = written.appendUnless(same, section);
    return earlier.orElse(section);
  }

  /** All sections, in the order in which they were put down. */
  public List<SectionWritten> sections() {
    return written.read();
  }

  /** All attempts, in the order in which they began. */
  public List<AttemptStarted> attempts() {
    return started.read();
  }

  /** A section that lies on the desk: the effect of one step of task {@code task}. */
  public record SectionWritten(String task, int number, String worker, String text) {}

  /** A worker began with a section, at a time in milliseconds since the epoch. */
  public record AttemptStarted(
      long atMillis, String task, int number, int attempt, String worker) {}
}
