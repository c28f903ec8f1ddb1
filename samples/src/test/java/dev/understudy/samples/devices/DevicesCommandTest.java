package dev.understudy.samples.devices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command as a user runs it: in a process of its own. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DevicesCommandTest {
  @RegisterExtension
  final AblyLocal ably = AblyLocal.builder().build();

  private Process devices;
  private BufferedReader out;

  @BeforeEach
  void start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "devices",
        "room:42");
    builder
        .environment()
        .putAll(Map.of(
            "ABLY_KEY", ably.key(),
            "ABLY_HOST", ably.host(),
            "ABLY_PORT", String.valueOf(ably.port()),
            "ABLY_TLS", "false"));
    devices = builder.start();
    out = devices.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo("{\"ready\":\"devices\"}");
  }

  @AfterEach
  void kill() {
    devices.destroyForcibly();
  }

  @Test
  void saysWhenADeviceHasEnteredAndLeft() throws Exception {
    tell("enter alice phone");
    assertThat(out.readLine()).isEqualTo("{\"entered\":\"alice phone\"}");
    tell("leave alice phone");
    assertThat(out.readLine()).isEqualTo("{\"left\":\"alice phone\"}");

    devices.getOutputStream().close();

    assertThat(devices.waitFor()).isZero();
  }

  @Test
  void goesOnAfterAnOrderThatMakesNoSense() throws Exception {
    tell("leave alice phone");
    tell("dance");
    tell("enter alice phone");
    assertThat(out.readLine()).isEqualTo("{\"entered\":\"alice phone\"}");

    devices.getOutputStream().close();

    assertThat(complaints())
        .containsExactly(
            "understudy: alice phone is not there; let it enter first",
            "understudy: 'dance' is no order; say 'enter USER DEVICE' or 'leave USER DEVICE'");
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
