package dev.understudy.samples.essay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final String BEGIN = "// README begins here\n";
  private static final String END = "// README ends here";

  @Test
  void showsTheCodeThatRuns() throws IOException {
    Path source =
        MODULE.resolve("src/main/java/dev/understudy/samples/essay/EssayWorkflowImpl.java");
    String code = Files.readString(source);
    String shown = code.substring(code.indexOf(BEGIN) + BEGIN.length(), code.indexOf(END));

    assertThat(Files.readString(MODULE.resolve("../README.md")))
        .contains("```java\n" + shown.stripIndent().stripTrailing() + "\n```");
  }
}
