package dev.understudy.samples.essay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.samples.essay.Desk.AttemptStarted;
import dev.understudy.samples.essay.Desk.SectionWritten;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeskTest {
  private static final int SECTIONS = 100;

  @TempDir
  private Path directory;

  @Test
  void isEmptyBeforeAnythingIsWritten() {
    assertThat(new Desk(directory).sections()).isEmpty();
    assertThat(new Desk(directory).attempts()).isEmpty();
  }

  @Test
  void keepsTheFirstOfTwoAttemptsThatGetThrough() {
    Desk desk = new Desk(directory);

    SectionWritten first = desk.putDown(section("essay", 1, "worker-a"));
    SectionWritten second = desk.putDown(section("essay", 1, "worker-b"));

    assertThat(second).isEqualTo(first);
    assertThat(desk.sections()).containsExactly(first);
  }

  @Test
  void tellsTasksAndSectionsApart() {
    Desk desk = new Desk(directory);

    desk.putDown(section("essay", 1, "worker-a"));
    desk.putDown(section("essay", 2, "worker-a"));
    desk.putDown(section("other", 1, "worker-a"));

    assertThat(desk.sections()).hasSize(3);
  }

  @Test
  void notesEveryAttempt() {
    Desk desk = new Desk(directory);
    AttemptStarted attempt = new AttemptStarted(1, "essay", 1, 1, "worker-a");

    desk.noteStart(attempt);
    desk.noteStart(attempt);

    assertThat(desk.attempts()).containsExactly(attempt, attempt);
  }

  @Test
  void replacesALineThatAKilledWriterTore() throws IOException {
    Desk desk = new Desk(directory);
    SectionWritten whole = desk.putDown(section("essay", 1, "worker-a"));
    tear("{\"task\":\"essay\",\"num");

    assertThat(desk.sections()).containsExactly(whole);
    SectionWritten next = desk.putDown(section("essay", 2, "worker-b"));
    assertThat(desk.sections()).containsExactly(whole, next);
  }

  @Test
  void writesEachSectionOnceWhenThreadsRace() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    List<Callable<Void>> races = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      String name = "worker-" + writer;
      races.add(() -> writeAllSections(directory, name));
    }

    for (var race : writers.invokeAll(races)) {
      race.get();
    }
    writers.shutdown();

    assertThat(new Desk(directory).sections()).hasSize(SECTIONS).doesNotHaveDuplicates();
  }

  @Test
  void writesEachSectionOnceWhenProcessesRace() throws Exception {
    Process one = rival("worker-a");
    Process other = rival("worker-b");

    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();

    assertThat(new Desk(directory).sections().stream().map(SectionWritten::number))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, SECTIONS).boxed().toList());
  }

  private Process rival(String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Rival.class.getName(),
            directory.toString(),
            name)
        .inheritIO()
        .start();
  }

  private void tear(String half) throws IOException {
    Files.writeString(directory.resolve("sections.jsonl"), half, StandardOpenOption.APPEND);
  }

  private static Void writeAllSections(Path directory, String worker) {
    Desk desk = new Desk(directory);
    for (int number = 1; number <= SECTIONS; number++) {
      desk.putDown(section("essay", number, worker));
    }
    return null;
  }

  private static SectionWritten section(String task, int number, String worker) {
    return new SectionWritten(task, number, worker, "Lorem ipsum.");
  }

  /** Writes the same sections as everybody else, in a process of its own. */
  static final class Rival {
    private Rival() {}

    public static void main(String[] args) {
      writeAllSections(Path.of(args[0]), args[1]);
    }
  }
}
