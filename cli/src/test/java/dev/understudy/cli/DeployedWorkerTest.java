package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

/** The command lines that files for deployment give a worker are such as it takes. */
class DeployedWorkerTest {
  private static final Path PROJECT = Path.of("..");

  /** A list in the form of JSON, which is one of YAML's and the only one of a Dockerfile. */
  private static final Pattern IN_ONE_LINE =
      Pattern.compile("(?m)^(?: *command:|CMD) (\\[\"worker\".*\\])$");

  /** Each in a line of its own, one deeper than the key. */
  private static final Pattern IN_LINES = Pattern.compile("(?m)^ *args:\\n((?: *- .*\\n)+)");

  private static Stream<String> found(Pattern pattern, String file) throws IOException {
    return pattern
        .matcher(Files.readString(PROJECT.resolve(file)))
        .results()
        .map((MatchResult found) -> found.group(1));
  }

  private static List<String> list(String json) {
    try {
      return List.of(new ObjectMapper().readValue(json, String[].class));
    } catch (JsonProcessingException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static List<String> lines(String items) {
    return Arrays.stream(items.split("\n"))
        .map(line -> line.strip().substring(2))
        .toList();
  }

  private static void assertTaken(List<String> args) {
    ParseResult parsed =
        Main.commandLine(List.of(new WorkerCommand())).parseArgs(args.toArray(String[]::new));

    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("worker");
    assertThat(parsed.subcommand().hasMatchedOption("--metrics-port")).isTrue();
  }

  @Test
  void areTakenInKubernetes() throws IOException {
    assertThat(found(IN_LINES, "deploy/kubernetes/worker.yaml").map(DeployedWorkerTest::lines))
        .singleElement()
        .satisfies(DeployedWorkerTest::assertTaken);
  }

  @Test
  void areTakenOfBothWorkersOfTheComposeFile() throws IOException {
    assertThat(found(IN_ONE_LINE, "compose.yaml").map(DeployedWorkerTest::list))
        .hasSize(2)
        .allSatisfy(DeployedWorkerTest::assertTaken);
  }

  @Test
  void areTakenInTheDockerfile() throws IOException {
    assertThat(found(IN_ONE_LINE, "Dockerfile").map(DeployedWorkerTest::list))
        .singleElement()
        .satisfies(DeployedWorkerTest::assertTaken);
  }
}
