package dev.understudy.samples.crash;

import dev.understudy.cli.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All processes of the demo, and the directory that they share. Ends them all, whatever the way out.
 * Thread-safe.
 */
final class Cast implements AutoCloseable {
  private final Path directory;
  private final Map<String, Child> children = new LinkedHashMap<>();
  private final Set<Child> excused = new HashSet<>();
  private final Thread onInterrupt = new Thread(this::killAll, "end-all-children");
  private boolean ending;

  private Cast(Path directory) {
    this.directory = directory;
  }

  static Cast assemble() {
    try {
      Cast cast = new Cast(Files.createTempDirectory("understudy-demo-"));
      Runtime.getRuntime().addShutdownHook(cast.onInterrupt);
      return cast;
    } catch (IOException e) {
      throw Fault.failure("no temporary directory: " + e.getMessage(), "check java.io.tmpdir", e);
    }
  }

  Path directory() {
    return directory;
  }

  /** Starts this program once more as {@code name}; its output goes to {@code lines}. */
  synchronized Child start(
      String name,
      Map<String, String> environment,
      List<String> arguments,
      Consumer<String> lines) {
    if (ending) {
      throw Fault.failure("interrupted", "start it again");
    }
    ProcessBuilder builder = JavaLauncher.understudy(environment, arguments);
    Child child = Child.start(name, builder, directory.resolve(name + ".log"), lines);
    children.put(name, child);
    return child;
  }

  /** The child of that name. */
  synchronized Child named(String name) {
    Child child = children.get(name);
    if (child == null) {
      throw new IllegalArgumentException("no child is called " + name);
    }
    return child;
  }

  /** A child that is about to end, and may. */
  synchronized void excuse(Child child) {
    excused.add(child);
  }

  /**
   * Nobody is missing.
   *
   * @throws Fault if a child ended that should not have
   */
  synchronized void requireAllAlive() {
    for (Child child : children.values()) {
      if (!child.isAlive() && !excused.contains(child)) {
        throw Fault.failure(
            child.name() + " ended by itself with status " + child.exitStatus(),
            "above is what it said last, if anything");
      }
    }
  }

  /** What the processes said on standard error, the last lines of each. */
  synchronized void printTails() {
    for (Child child : children.values()) {
      child.tail().forEach(line -> System.err.println("  " + child.name() + " | " + line));
    }
    System.err.println("  all logs: " + directory);
  }

  private synchronized void killAll() {
    ending = true;
    children.values().forEach(Child::kill);
  }

  /** Ends every process; the directory stays. */
  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // Then the hook is what runs right now.
    }
  }

  /** Deletes the directory, when nobody will want to read it. */
  void sweep() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
