package dev.understudy.cli;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import dev.understudy.cli.text.Fault;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerHealth;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker of the command line shows of itself, if it is told to. To be closed after the worker. */
final class OwnMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnMetrics.class);

  private static final WorkerHealth STARTING =
      new WorkerHealth(true, false, List.of("the worker has not started yet"));

  private final AtomicReference<UnderstudyWorker> worker = new AtomicReference<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Optional<Probes> probes;
  private final Scope scope;

  /**
   * Listens at {@code address}, or nowhere, before there is a worker: whoever waits for that asks here.
   *
   * @throws Fault if it cannot listen there
   */
  OwnMetrics(Optional<InetSocketAddress> address) {
    this.probes = address.map(where -> Probes.listen(where, registry::scrape, this::health));
    this.scope = probes
        .<Scope>map(listening -> new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(Duration.ofSeconds(1)))
        .orElseGet(NoopScope::new);
  }

  /** For the client of the worker. */
  Scope scope() {
    return scope;
  }

  /** It has started. */
  void show(UnderstudyWorker started) {
    worker.set(started);
  }

  private WorkerHealth health() {
    return Optional.ofNullable(worker.get()).map(UnderstudyWorker::health).orElse(STARTING);
  }

  /** Where the metrics are, as a scraper is told; empty if they are nowhere. */
  Optional<String> url() {
    return probes
        .map(Probes::address)
        .map(at -> "http://%s:%d/metrics".formatted(host(at.getHostString()), at.getPort()));
  }

  private static String host(String name) {
    return name.indexOf(':') < 0 ? name : "[" + name + "]";
  }

  @Override
  public void close() {
    probes.ifPresent(Probes::close);
    try {
      scope.close();
    } catch (ScopeCloseException unreported) {
      LOG.debug("the last metrics were not reported", unreported);
    }
    registry.close();
  }
}
