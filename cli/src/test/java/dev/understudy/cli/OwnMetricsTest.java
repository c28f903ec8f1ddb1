package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.cli.config.TemporalEnvironment;
import dev.understudy.cli.text.Fault;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerHealth;
import dev.understudy.worker.WorkerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a worker of the command line answers those who look at it from outside. */
class OwnMetricsTest {
  private static final Optional<InetSocketAddress> ANYWHERE =
      Probes.address(Optional.empty(), Optional.of(0));

  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> ask(String method, int port, String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .timeout(CommandStage.LIVELINESS)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String answer(int port, String path) {
    HttpResponse<String> answer = ask("GET", port, path);
    return answer.statusCode() + " " + answer.body().strip();
  }

  @Test
  void tellsLivenessAndReadinessApart() {
    AtomicReference<WorkerHealth> health =
        new AtomicReference<>(new WorkerHealth(true, true, List.of()));
    try (Probes probes = Probes.listen(ANYWHERE.orElseThrow(), () -> "all 1\n", health::get)) {
      int port = probes.address().getPort();
      assertThat(answer(port, "/healthz")).isEqualTo("200 live");
      assertThat(answer(port, "/readyz")).isEqualTo("200 ready");
      assertThat(answer(port, "/metrics")).isEqualTo("200 all 1");

      health.set(new WorkerHealth(true, false, List.of("worker a\u001b stops")));
      assertThat(answer(port, "/healthz")).isEqualTo("200 live");
      assertThat(answer(port, "/readyz")).isEqualTo("503 worker a? stops");

      health.set(new WorkerHealth(false, false, List.of("it stands", "it stops")));
      assertThat(answer(port, "/healthz")).isEqualTo("503 it stands\nit stops");

      assertThat(answer(port, "/")).startsWith("404 there are /metrics");
      assertThat(ask("HEAD", port, "/healthz").statusCode()).isEqualTo(503);
      assertThat(ask("POST", port, "/metrics").statusCode()).isEqualTo(405);
      assertThat(probes.address().getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void answersThoughOthersNeverFinishTheirRequests() throws IOException {
    List<Socket> halves = new ArrayList<>();
    try (Probes probes = Probes.listen(
        ANYWHERE.orElseThrow(), () -> "", () -> new WorkerHealth(true, true, List.of()))) {
      for (int sender = 0; sender < 8; sender++) {
        Socket half =
            new Socket(InetAddress.getLoopbackAddress(), probes.address().getPort());
        halves.add(half);
        half.getOutputStream().write("GET /healthz HT".getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(answer(probes.address().getPort(), "/healthz")).isEqualTo("200 live");
    } finally {
      for (Socket half : halves) {
        half.close();
      }
    }
  }

  @Test
  void saysInOneLineWhereItCannotListen() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() ->
              new OwnMetrics(Probes.address(Optional.empty(), Optional.of(taken.getLocalPort()))))
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> assertThat(fault.line())
                  .startsWith("understudy: cannot listen at 127.0.0.1:" + taken.getLocalPort())
                  .endsWith("choose another --metrics-port, or end what listens there"));
    }
    assertThatThrownBy(() -> Probes.address(Optional.empty(), Optional.of(70_000)))
        .hasMessage("--metrics-port must be from 0 to 65535 but was 70000");
    assertThatThrownBy(() -> Probes.address(Optional.of("0.0.0.0"), Optional.empty()))
        .isInstanceOf(Fault.class);
  }

  @Test
  void servesTheWorkersMetricsBesideThoseOfTheSdkAndIsNotReadyBeforeItNorAfter() {
    try (CommandStage stage = new CommandStage();
        OwnMetrics metrics = new OwnMetrics(ANYWHERE);
        TemporalEnvironment temporal =
            TemporalEnvironment.connect("worker-a", stage.environment(), metrics.scope())) {
      int port = URI.create(metrics.url().orElseThrow()).getPort();
      assertThat(answer(port, "/readyz")).isEqualTo("503 the worker has not started yet");

      try (UnderstudyWorker worker = UnderstudyWorker.start(
          temporal.client(),
          new WorkerSettings(
              CommandStage.QUEUE,
              new Holder("worker-a", 10),
              AblySettings.local(stage.ably.key(), stage.ably.host(), stage.ably.port()),
              HandoffPolicy.DEFAULT),
          List.of())) {
        metrics.show(worker);

        assertThat(answer(port, "/readyz")).isEqualTo("200 ready");
        await()
            .atMost(CommandStage.LIVELINESS)
            .untilAsserted(() -> assertThat(answer(port, "/metrics"))
                .contains("understudy_ready{namespace=\"default\"} 1.0")
                .containsPattern("understudy_agents_limit\\{[^}]*task_queue=\"work\"[^}]*} 10.0")
                .contains("temporal_"));
      }
      assertThat(answer(port, "/readyz")).startsWith("503 no worker runs");
    }
  }
}
