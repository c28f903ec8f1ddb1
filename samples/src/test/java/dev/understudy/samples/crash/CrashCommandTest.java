package dev.understudy.samples.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.samples.stage.CommandRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user runs it: in a process of its own. */
@Execution(ExecutionMode.CONCURRENT)
final class CrashCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--kils 3 | unknown option",
        "--remain-present-for soon | 'soon' is not a duration such as 500ms",
        "--remain-present-for 3s | raise remainPresentFor",
        "--remain-present-for 500ms | remainPresentFor must be from 1 s to 120 s",
        "--kills 0 | --kills must be from 1",
        "--temporal nowhere | 'nowhere' is no address",
        "--temporal localhost:99999 | 'localhost:99999' is no address"
      })
  void refusesABadRequestInOneLine(String options, String complaint) throws Exception {
    CommandRun run = run(options.strip().split(" "));

    assertThat(run.exitStatus()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(complaint.strip());
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:1", "no.such.host.invalid:7233"})
  void saysInOneLineThatNoTemporalServerAnswers(String address) throws Exception {
    CommandRun run = run("--temporal", address);

    assertThat(run.exitStatus()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("understudy: no Temporal server answers at " + address + "; start one, for"
            + " instance with scripts/temporal-dev, or leave --temporal out");
    assertThat(run.out()).isEmpty();
  }

  private static CommandRun run(String... options) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("demo", "crash"));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
