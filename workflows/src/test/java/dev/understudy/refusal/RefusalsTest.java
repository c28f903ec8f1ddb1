package dev.understudy.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares docs/refusals.md with the codes that there are. */
class RefusalsTest {
  private static final Path PAGE = Path.of("../docs/refusals.md");

  /** Of its table: a code, what is wrong, a sentence, and the remedy, none of them empty. */
  private static final Pattern ROW = Pattern.compile(
      "^\\| `([^`]+)` \\| [^|\\n]+ \\| [^|\\n]+ \\| [^|\\n]+ \\|$", Pattern.MULTILINE);

  @Test
  void listsEachCodeAndInventsNone() throws IOException {
    List<String> listed = ROW.matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult row) -> row.group(1))
        .toList();

    assertThat(listed)
        .containsExactlyElementsOf(
            Arrays.stream(RefusalCode.values()).map(RefusalCode::code).toList());
  }
}
