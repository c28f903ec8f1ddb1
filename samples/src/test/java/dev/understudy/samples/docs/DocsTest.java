package dev.understudy.samples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class DocsTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void thePageOnSessionsShowsCodeThatCompiles() throws IOException {
    String source = withoutSpace(Files.readString(
        MODULE.resolve("src/test/java/dev/understudy/samples/docs/SessionExamples.java")));

    List<String> examples = CODE.matcher(Files.readString(MODULE.resolve("../docs/sessions.md")))
        .results()
        .map(match -> match.group(1))
        .toList();

    assertThat(examples)
        .hasSizeGreaterThan(8)
        .allSatisfy(example -> assertThat(source).contains(withoutSpace(example)));
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }
}
