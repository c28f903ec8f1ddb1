package dev.understudy.samples.essay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.samples.essay.SectionWriter.Section;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeskSectionWriterTest {
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final SectionWriter writer = temporal.newActivityStub(SectionWriter.class);

  @TempDir
  private Path directory;

  @BeforeEach
  void register() {
    temporal.registerActivitiesImplementations(
        new DeskSectionWriter(Model.at(Duration.ofMillis(1))));
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void putsTheSectionDownAndGivesItsText() {
    String text = writer.write(new Section(directory.toString(), 1));

    assertThat(new Desk(directory).sections())
        .singleElement()
        .satisfies(section -> assertThat(section.text()).isEqualTo(text));
  }

  @Test
  void failsForGoodWhereThereIsNoDesk() {
    Path nowhere = directory.resolve("nowhere");

    ApplicationFailure failure = failureAt(nowhere);

    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getType()).isEqualTo(SectionWriter.NO_DESK);
    assertThat(failure.getOriginalMessage())
        .contains("section 1 of ", nowhere.toString(), "make it on every worker's machine");
  }

  @Test
  void failsForGoodWhereTheDeskIsAFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(failureAt(file).isNonRetryable()).isTrue();
  }

  private ApplicationFailure failureAt(Path desk) {
    ActivityFailure failure = catchThrowableOfType(
        ActivityFailure.class, () -> writer.write(new Section(desk.toString(), 1)));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }
}
