package dev.understudy.samples.stage;

import dev.understudy.cli.text.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All processes of the demo, and the directory that they share. Ends them all, whatever the way out; if
 * that is a signal, the directory goes with them. Thread-safe.
 */
public final class Cast implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cast.class);

  private final Path directory;
  private final Map<String, Child> children = new LinkedHashMap<>();
  private final Set<Child> excused = new HashSet<>();
  private final LastDeed ending = LastDeed.of("end-all-children", this::killAll, this::sweep);
  private boolean isEnding;

  private Cast(Path directory) {
    this.directory = directory;
  }

  public static Cast assemble() {
    try {
      return new Cast(Files.createTempDirectory("understudy-demo-"));
    } catch (IOException e) {
      throw Fault.failure("no temporary directory: " + e.getMessage(), "check java.io.tmpdir", e);
    }
  }

  public Path directory() {
    return directory;
  }

  /** Starts this program once more as {@code name}; its output goes to {@code lines}. */
  public synchronized Child start(
      String name,
      Map<String, String> environment,
      List<String> arguments,
      Consumer<String> lines) {
    return start(name, JavaLauncher.understudy(environment, arguments), lines);
  }

  /** Starts another program as {@code name}, which has to end when its standard input does. */
  public synchronized Child start(String name, ProcessBuilder program, Consumer<String> lines) {
    if (isEnding) {
      throw Fault.failure("interrupted", "start it again");
    }
    Child child = Child.start(name, program, directory.resolve(name + ".log"), lines);
    children.put(name, child);
    return child;
  }

  /** The child of that name. */
  public synchronized Child named(String name) {
    Child child = children.get(name);
    if (child == null) {
      throw new IllegalArgumentException("no child is called " + name);
    }
    return child;
  }

  /** A child that is about to end, and may. */
  public synchronized void excuse(Child child) {
    excused.add(child);
  }

  /**
   * Nobody is missing.
   *
   * @throws Fault if a child ended that should not have
   */
  public synchronized void requireAllAlive() {
    for (Child child : children.values()) {
      if (!child.isAlive() && !excused.contains(child)) {
        throw Fault.failure(
            "%s ended by itself with status %d (%s)"
                .formatted(child.name(), child.exitStatus(), child.lastWords()),
            "mend that and start it again");
      }
    }
  }

  private synchronized void killAll() {
    isEnding = true;
    for (Child child : children.values()) {
      try {
        child.kill();
      } catch (RuntimeException survived) {
        // The others must end all the same.
        LOG.warn("{}", survived.getMessage());
      }
    }
  }

  /** Ends every process; the directory stays. Never throws. */
  @Override
  public void close() {
    ending.close();
  }

  /** Deletes the directory, when nobody will want to read it. Never throws: it is only litter. */
  public void sweep() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException gone) {
      // Somebody else has tidied up.
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} could not be deleted: {}", directory, e.toString());
    }
  }
}
