package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code understudy config}, which connects to nothing. */
class ConfigCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... arguments) {
    return Main.commandLine(List.of(new ConfigCommand(environment)))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void saysWhereEachValueComesFrom(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(
        directory.resolve("temporal.toml"),
        "[profile.default]\naddress = \"a:1\"\nnamespace = \"stage\"\napi_key = \"hush-1\"\n");
    Map<String, String> environment = new HashMap<>(Map.of(
        "TEMPORAL_CONFIG_FILE", file.toString(),
        "TEMPORAL_ADDRESS", "127.0.0.1:7301",
        "TEMPORAL_GRPC_META_TOKEN", "hush-2",
        "ABLY_KEY", "app.key:hush-3",
        "ABLY_HOST", "localhost"));

    assertThat(run(environment, "config")).isZero();

    assertThat(out.toString().lines().map(line -> line.split(" {2,}")))
        .contains(
            new String[] {"NAME", "VALUE", "FROM"},
            new String[] {"ABLY_KEY", "app.key:(secret)", "environment"},
            new String[] {"ABLY_HOST", "localhost", "environment"},
            new String[] {"ABLY_PORT", "443", "default"},
            new String[] {"TEMPORAL_ADDRESS", "127.0.0.1:7301", "environment"},
            new String[] {"TEMPORAL_GRPC_META_TOKEN", "(secret)", "environment"},
            new String[] {"UNDERSTUDY_LOG", "INFO", "default"});
    assertThat(out.toString())
        .containsPattern("TEMPORAL_NAMESPACE +stage +")
        .containsPattern("TEMPORAL_API_KEY +\\(secret\\) +")
        .contains(file.toString().substring(0, 20))
        .doesNotContain("hush");
  }

  @Test
  void tellsProgramsWhatIsNotSet() {
    assertThat(run(Map.of(), "config")).isZero();
    assertThat(out.toString()).containsPattern("TEMPORAL_NAMESPACE +default +default");
    out.getBuffer().setLength(0);
    assertThat(run(Map.of(), "config", "--json")).isZero();

    assertThat(out.toString())
        .hasLineCount(1)
        .contains("{\"name\":\"ABLY_KEY\",\"value\":\"\",\"from\":\"not set\"}")
        .contains(
            "{\"name\":\"TEMPORAL_ADDRESS\",\"value\":\"127.0.0.1:7233\",\"from\":\"default\"}");
  }

  @Test
  void saysThatAProfileIsNotThere() {
    assertThat(run(Map.of("TEMPORAL_PROFILE", "stage"), "config")).isEqualTo(2);
    assertThat(err.toString()).startsWith("understudy: ").contains("stage").hasLineCount(1);
  }
}
