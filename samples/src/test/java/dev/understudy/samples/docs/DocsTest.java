package dev.understudy.samples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DocsTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** A row of the README's table of packages, and a name in it. */
  private static final Pattern PACKAGE =
      Pattern.compile("^\\| `(dev\\.understudy[.a-z]*)` \\|[^|]*\\|(.*)\\|$", Pattern.MULTILINE);

  private static final Pattern NAME = Pattern.compile("`([A-Za-z.]+)`");

  /** A link to a file of ours, with an anchor or without, or to an anchor alone. */
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

  /** Of the build, without what says that it is not released. */
  private static final Pattern VERSION =
      Pattern.compile("<version>(\\d[^-<]*)(?:-SNAPSHOT)?</version>");

  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

  @Test
  void thePagesOnSessionsShowCodeThatCompiles() throws IOException {
    String source = withoutSpace(Files.readString(
        MODULE.resolve("src/test/java/dev/understudy/samples/docs/SessionExamples.java")));

    List<String> examples = CODE.matcher(Files.readString(MODULE.resolve("../docs/sessions.md"))
            + Files.readString(MODULE.resolve("../docs/abandonment.md")))
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

  @Test
  void thePageOnSessionsHasNoSentenceThatIsTooLong() throws IOException {
    String prose = Files.readString(MODULE.resolve("../docs/sessions.md"))
        .replaceAll("(?s)```.*?```", "")
        .replaceAll("(?m)^ {4}.*$", "");

    assertThat(prose.split("\\R\\s*\\R|\\R(?=- )|\\||(?<=[.!?])\\s+"))
        .hasSizeGreaterThan(200)
        .allSatisfy(
            sentence -> assertThat(sentence.strip().split("\\s+")).hasSizeLessThanOrEqualTo(40));
  }

  @Test
  void theVersionToPasteIsTheOneThatIsBuilt() throws IOException {
    Matcher built = VERSION.matcher(Files.readString(MODULE.resolve("../pom.xml")));
    assertThat(built.find()).isTrue();

    String version = "<version>" + Pattern.quote(built.group(1)) + "(-SNAPSHOT)?</version>";
    assertThat(List.of(
            "../README.md",
            "../docs/quickstart.md",
            "../docs/testing.md",
            "../docs/spring-boot.md"))
        .allSatisfy(
            page -> assertThat(Files.readString(MODULE.resolve(page))).containsPattern(version));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<Path> pages = pages();

    assertThat(pages)
        .hasSizeGreaterThan(10)
        .allSatisfy(page -> assertThat(LINK.matcher(Files.readString(page)).results())
            .allSatisfy(link -> {
              Path target = link.group(1).isEmpty()
                  ? page
                  : page.resolveSibling(link.group(1)).normalize();
              assertThat(target).exists();
              if (link.group(2) != null) {
                assertThat(anchors(target)).contains(link.group(2));
              }
            }));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(MODULE.resolve("../docs").normalize())) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                  .map(name -> MODULE.resolve("..").normalize().resolve(name)),
              docs.filter(path -> path.toString().endsWith(".md")))
          .toList();
    }
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(Files.readString(page))
        .results()
        .map(heading -> heading
            .group(1)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N} _-]", "")
            .replace(' ', '-'))
        .toList();
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }
}
