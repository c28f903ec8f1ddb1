package dev.understudy.spring;

import io.temporal.worker.WorkerFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Shuts worker factories down, and so drains them, in the shutdown of the application: when its web server has answered
 * what was under way, and before anything is destroyed that steps use. Temporal's starter itself would do that as it
 * destroys the factory, when some of that may be gone. Starting is left to it. Thread-safe.
 */
final class WorkerDrain implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerDrain.class);

  /**
   * Between the phase in which the web server finishes requests, {@code MAX_VALUE - 1024}, and that in which a
   * management server on another port stops, {@code MAX_VALUE - 1536}: that one answers probes and metrics meanwhile.
   * The web server itself stops at {@code MAX_VALUE - 2048}, but takes no new connections since it finishes requests,
   * unless {@code server.shutdown} is {@code immediate}.
   */
  private static final int PHASE = Integer.MAX_VALUE - 1280;

  private final ObjectProvider<WorkerFactory> factories;
  private final ApplicationContext context;
  private final AtomicBoolean isRunning = new AtomicBoolean();

  WorkerDrain(ObjectProvider<WorkerFactory> factories, ApplicationContext context) {
    this.factories = factories;
    this.context = context;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /**
   * That Spring must not stop it when a context rests between two tests: a factory cannot be started again. Spring 7
   * asks, Spring 6 does not know the question.
   */
  public boolean isPauseable() {
    return false;
  }

  @Override
  public void start() {
    isRunning.set(true);
  }

  @Override
  public boolean isRunning() {
    return isRunning.get();
  }

  @Override
  public void stop() {
    if (isRunning.compareAndSet(true, false)) {
      AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
      CompletableFuture.allOf(factories.stream()
              .filter(WorkerFactory::isStarted)
              .map(factory -> CompletableFuture.runAsync(() -> drain(factory), WorkerDrain::begin))
              .toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }

  /** Each on a thread of its own, since all have the same time. */
  private static void begin(Runnable drain) {
    new Thread(drain, "understudy-drain").start();
  }

  /** The others drain, too, if one cannot. */
  private static void drain(WorkerFactory factory) {
    try {
      factory.shutdown();
    } catch (RuntimeException failure) {
      LOG.warn("a worker factory did not shut down in order", failure);
    }
  }
}
