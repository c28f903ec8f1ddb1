package dev.understudy.samples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class DocsTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** A row of the README's table of packages, and a name in it. */
  private static final Pattern PACKAGE =
      Pattern.compile("^\\| `(dev\\.understudy[.a-z]*)` \\|[^|]*\\|(.*)\\|$", Pattern.MULTILINE);

  private static final Pattern NAME = Pattern.compile("`([A-Za-z.]+)`");

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

  @Test
  void thePageOnTestingShowsTestsThatRun() throws IOException {
    String source = withoutSpace(Files.readString(
        MODULE.resolve("src/test/java/dev/understudy/samples/docs/TestingExamplesTest.java")));

    List<String> examples = CODE.matcher(Files.readString(MODULE.resolve("../docs/testing.md")))
        .results()
        .map(match -> match.group(1))
        .toList();

    assertThat(examples)
        .hasSizeGreaterThan(5)
        .allSatisfy(example -> assertThat(source).contains(withoutSpace(example)));
  }

  @Test
  void thePageOnOperatingShowsAProgramThatRunsATask() throws IOException {
    String source = withoutSpace(Files.readString(
        MODULE.resolve("src/test/java/dev/understudy/samples/docs/EmbeddedExample.java")));

    List<String> programs = CODE.matcher(Files.readString(MODULE.resolve("../docs/operating.md")))
        .results()
        .map(match -> withoutSpace(match.group(1)))
        .filter(example -> example.contains("main("))
        .toList();

    assertThat(programs)
        .singleElement()
        .satisfies(program ->
            assertThat(source).isEqualTo("packagedev.understudy.samples.docs;" + program));
    assertThat(EmbeddedExample.greet()).isEqualTo("hello");
  }

  @Test
  void theReadmeShowsATaskAndAPluginThatCompile() throws IOException {
    String source = withoutSpace(Files.readString(
        MODULE.resolve("src/test/java/dev/understudy/samples/docs/PluginExample.java")));

    List<String> examples = CODE.matcher(Files.readString(MODULE.resolve("../README.md")))
        .results()
        .map(match -> withoutSpace(match.group(1)))
        .filter(example -> example.contains("UnderstudyPlugin") || example.contains("research("))
        .toList();

    assertThat(examples).hasSize(2).allSatisfy(example -> assertThat(source).contains(example));
  }

  @Test
  void theReadmeSaysWhichPackageHasWhat() throws IOException {
    List<MatchResult> rows = PACKAGE
        .matcher(Files.readString(MODULE.resolve("../README.md")))
        .results()
        .toList();

    assertThat(rows)
        .hasSizeGreaterThan(8)
        .allSatisfy(row -> assertThat(
                NAME.matcher(row.group(2)).results().map(name -> name.group(1).replace('.', '$')))
            .isNotEmpty()
            .allSatisfy(
                name -> assertThat(Class.forName(row.group(1) + "." + name)).isPublic()));
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }
}
