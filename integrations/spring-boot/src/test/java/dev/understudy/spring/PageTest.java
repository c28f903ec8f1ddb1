package dev.understudy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/spring-boot.md says, beside what there is. */
class PageTest {
  private static final Path PAGE = Path.of("../../docs/spring-boot.md");
  private static final Path METADATA =
      Path.of("target/classes/META-INF/spring-configuration-metadata.json");
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void hasARowForEachPropertyWhichEditorsKnowToo() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(new ObjectMapper().readTree(METADATA.toFile()).path("properties"))
        .hasSizeGreaterThan(10)
        .allSatisfy(property -> {
          assertThat(page).contains("| `%s` |".formatted(property.path("name").asText()));
          assertThat(property.path("description").asText()).isNotEmpty();
        });
  }

  @Test
  void showsCodeOfTheSample() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../spring-boot-sample/src"))) {
      String sources = withoutSpace(files
          .filter(file -> file.toString().endsWith(".java"))
          .map(PageTest::read)
          .collect(Collectors.joining()));

      assertThat(CODE.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)))
          .hasSizeGreaterThan(3)
          .allSatisfy(example -> assertThat(sources).contains(withoutSpace(example)));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }
}
