package dev.understudy.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.cli.text.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TemporalEnvironmentTest {
  /** Nobody listens on port 1 of the loopback address. */
  private static final String NOBODY = "127.0.0.1:1";

  @TempDir
  private Path directory;

  private final Map<String, String> environment = new HashMap<>();

  @Nested
  class WhenAFileIsNamed {

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "[other]\n"})
    void namesOneThatHoldsNoProfile(String content) throws IOException {
      Path file = configured(content);

      assertThat(refusal().line())
          .isEqualTo("understudy: Temporal's configuration in %s cannot be used: it is empty or has"
                  .formatted(file)
              + " no profile; write a table [profile.default] with address and namespace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage [[", "profile = 3\n", "[profile.default]\nnamespace = [1]\n"})
    void namesOneThatIsBroken(String content) throws IOException {
      Path file = configured(content);

      assertThat(refusal().line())
          .startsWith("understudy: Temporal's configuration in " + file + " cannot be used: ")
          .endsWith("; correct it or the TEMPORAL_ variables")
          .hasLineCount(1);
    }

    @Test
    void namesOneThatIsNotThere() {
      environment.put("TEMPORAL_CONFIG_FILE", "/nowhere/temporal.toml");

      assertThat(refusal().line())
          .isEqualTo("understudy: TEMPORAL_CONFIG_FILE names /nowhere/temporal.toml, which is no"
              + " file; correct it, or unset it to use none");
    }

    @Test
    void namesTheOneThatLacksTheProfileAskedFor() throws IOException {
      Path file = configured("[profile.default]\n");
      environment.put("TEMPORAL_PROFILE", "stage");

      assertThat(refusal().line()).contains(file.toString(), "stage");
    }

    @Test
    void takesTheAddressFromIt() throws IOException {
      configured("[profile.default]\naddress = \"%s\"\n".formatted(NOBODY));

      assertThat(TemporalProfile.read(environment).stubs().getTarget()).isEqualTo(NOBODY);
    }
  }

  @Test
  void isOnThisMachineWhenNothingSaysWhere() throws IOException {
    configured("[profile.default]\nnamespace = \"stage\"\n");

    assertThat(TemporalProfile.read(environment).stubs().getTarget()).isEqualTo("127.0.0.1:7233");
    assertThat(TemporalProfile.read(Map.of()).stubs().getTarget()).isEqualTo("127.0.0.1:7233");
  }

  @ParameterizedTest
  @ValueSource(strings = {"::garbage::", "http://127.0.0.1:7233", "localhost:99999", "localhost"})
  void refusesWhatIsNoAddress(String address) throws IOException {
    configured("[profile.default]\n");
    environment.put("TEMPORAL_ADDRESS", address);

    assertThat(refusal().line())
        .isEqualTo("understudy: '" + address + "' is no address of a Temporal server; set"
            + " TEMPORAL_ADDRESS to one such as 127.0.0.1:7233");
  }

  @Test
  void namesACertificateThatIsNotThere() throws IOException {
    configured("[profile.default]\n");
    environment.put("TEMPORAL_TLS_CLIENT_CERT_PATH", "/nowhere/client.pem");
    environment.put("TEMPORAL_TLS_CLIENT_KEY_PATH", "/nowhere/client.key");

    assertThat(refusal().line()).contains("/nowhere/client.", "; correct it");
  }

  @Test
  void saysWhereNoServerAnswers() throws IOException {
    configured("[profile.default]\naddress = \"%s\"\n".formatted(NOBODY));

    Fault fault = fault();

    assertThat(fault.exitStatus()).isEqualTo(Fault.FAILURE);
    assertThat(fault.line())
        .startsWith("understudy: cannot reach Temporal at " + NOBODY)
        .endsWith("; check TEMPORAL_ADDRESS, and that the server runs");
  }

  private Path configured(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("temporal.toml"), content);
    environment.put("TEMPORAL_CONFIG_FILE", file.toString());
    return file;
  }

  private Fault refusal() {
    Fault fault = fault();
    assertThat(fault.exitStatus()).isEqualTo(Fault.USAGE);
    return fault;
  }

  private Fault fault() {
    return catchThrowableOfType(
        Fault.class, () -> TemporalEnvironment.connect("test", environment).close());
  }
}
