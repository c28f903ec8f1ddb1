package dev.understudy.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cli.CommandStage;
import dev.understudy.cli.CommandStage.Printed;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** {@code understudy doctor}, where all holds and where something does not. */
class DoctorCommandTest {
  private static final CommandStage STAGE = new CommandStage();

  @AfterAll
  static void stop() {
    STAGE.close();
  }

  private static Printed doctor(Map<String, String> environment, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "doctor";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return STAGE.run(new DoctorCommand(environment), arguments);
  }

  @Test
  void findsThatAllHolds() {
    Printed printed = doctor(STAGE.environment(), "--session", "room:42");

    assertThat(printed.out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("ok    Java"))
        .anySatisfy(line -> assertThat(line).startsWith("ok    Temporal"))
        .anySatisfy(line -> assertThat(line).startsWith("ok    clock"))
        .anySatisfy(line -> assertThat(line).startsWith("ok    budget    a takeover takes 18.1"))
        .anySatisfy(line -> assertThat(line)
            .startsWith("warn  workers   none serves the task queue understudy; start one with"))
        .anySatisfy(line -> assertThat(line)
            .isEqualTo(
                "ok    Ably key  may subscribe and be present in understudy:workers:understudy"))
        .anySatisfy(line -> assertThat(line)
            .isEqualTo("ok    Ably key  may publish, subscribe and be present in room:42"))
        .noneSatisfy(line -> assertThat(line).startsWith("FAIL"));
    assertThat(printed.status()).isZero();
    assertThat(printed.out()).doesNotContain("secret");
  }

  @Test
  void findsWhatTheKeyMayNotDo() {
    Printed printed =
        doctor(STAGE.environment("ABLY_KEY", "app1.none:secret-of-none"), "--session", "room:42");

    assertThat(printed.out().lines())
        .anySatisfy(line -> assertThat(line)
            .startsWith(
                "warn  Ably key  lacks presence, subscribe in understudy:workers:understudy"))
        .anySatisfy(line -> assertThat(line)
            .isEqualTo("FAIL  Ably key  lacks presence, publish, subscribe in room:42;"
                + " use an ABLY_KEY that has that there"));
    assertThat(printed.status()).isEqualTo(1);
  }

  @Test
  void findsThatAKeyIsWrong() {
    Printed printed = doctor(STAGE.environment("ABLY_KEY", "app1.all:wrong"));

    assertThat(printed.out().lines())
        .anySatisfy(line -> assertThat(line)
            .startsWith("FAIL  Ably key  the key was refused: ")
            .endsWith("; check ABLY_KEY"));
    assertThat(printed.status()).isEqualTo(1);
  }

  @Test
  void findsThatNobodyIsThereToAsk() {
    Printed printed = doctor(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1"));

    assertThat(printed.out().lines())
        .anySatisfy(line ->
            assertThat(line).startsWith("FAIL  Temporal  cannot reach Temporal at 127.0.0.1:1"))
        .anySatisfy(line -> assertThat(line)
            .isEqualTo(
                "FAIL  Ably      there is no API key for Ably; set ABLY_KEY=appId.keyId:secret"));
    assertThat(printed.status()).isEqualTo(1);
  }

  @Test
  void findsNumbersThatCannotWork() {
    Printed printed = doctor(STAGE.environment(), "--remain-present-for", "10s");

    assertThat(printed.out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("FAIL  budget"));
    assertThat(printed.status()).isEqualTo(1);
  }

  @Test
  void tellsProgramsTheSame() throws IOException {
    JsonNode found =
        new ObjectMapper().readTree(doctor(STAGE.environment(), "--json").out());

    assertThat(found.path("holds").asBoolean()).isTrue();
    assertThat(found.path("checks")).allSatisfy(check -> {
      assertThat(check.path("verdict").asText()).isIn("ok", "warn");
      assertThat(check.path("found").asText()).isNotEmpty();
    });
  }
}
