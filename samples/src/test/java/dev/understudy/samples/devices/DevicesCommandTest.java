package dev.understudy.samples.devices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.samples.stage.JavaLauncher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command as a user runs it: in a process of its own. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("NullAway.Init") // each test starts it with a key of its own
final class DevicesCommandTest {
  @RegisterExtension
  final AblyLocal ably = AblyLocal.builder().build();

  private Process devices;
  private BufferedReader out;

  private void start(String key) throws IOException {
    devices = JavaLauncher.understudy(
            Map.of(
                "ABLY_KEY",
                key,
                "ABLY_HOST",
                ably.host(),
                "ABLY_PORT",
                String.valueOf(ably.port()),
                "ABLY_TLS",
                "false"),
            List.of("devices", "room:42"))
        .start();
    out = devices.inputReader(StandardCharsets.UTF_8);
  }

  private void startWell() throws IOException {
    start(ably.key());
    assertThat(out.readLine()).isEqualTo("{\"ready\":\"devices\"}");
  }

  @AfterEach
  void kill() {
    devices.destroyForcibly();
  }

  @Test
  void saysWhenADeviceHasEnteredAndLeft() throws Exception {
    startWell();
    tell("enter alice phone");
    assertThat(out.readLine()).isEqualTo("{\"entered\":\"alice phone\"}");
    tell("leave alice phone");
    assertThat(out.readLine()).isEqualTo("{\"left\":\"alice phone\"}");

    devices.getOutputStream().close();

    assertThat(devices.waitFor()).isZero();
  }

  @Test
  void goesOnAfterAnOrderThatMakesNoSense() throws Exception {
    startWell();
    tell("leave alice phone");
    tell("dance");
    tell("enter * phone");
    tell("enter alice phone");
    assertThat(out.readLine()).isEqualTo("{\"entered\":\"alice phone\"}");

    devices.getOutputStream().close();

    assertThat(complaints())
        .containsExactly(
            "understudy: alice phone is not there; let it enter first",
            "understudy: 'dance' is no order; say 'enter USER DEVICE' or 'leave USER DEVICE'",
            "understudy: Ably takes '*' for any user; name one");
    assertThat(devices.waitFor()).isOne();
  }

  @Test
  void isNotReadyBeforeItKnowsThatItsKeyIsGood() throws Exception {
    start("nobody.nothing:wrong");

    assertThat(out.readLine()).isNull();
    assertThat(complaints()).singleElement().asString().endsWith("; check ABLY_KEY");
    assertThat(devices.waitFor()).isOne();
  }

  private void tell(String order) throws IOException {
    devices.getOutputStream().write((order + "\n").getBytes(StandardCharsets.UTF_8));
    devices.getOutputStream().flush();
  }

  private List<String> complaints() throws IOException {
    try (BufferedReader err = devices.errorReader(StandardCharsets.UTF_8)) {
      return err.lines().filter(line -> line.startsWith("understudy:")).toList();
    }
  }
}
