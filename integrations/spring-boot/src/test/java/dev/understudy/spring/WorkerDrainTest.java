package dev.understudy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.embedded.EmbeddedTemporal;
import io.temporal.worker.WorkerFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.ApplicationListener;

class WorkerDrainTest {
  private final EmbeddedTemporal temporal = EmbeddedTemporal.start();
  private final List<String> seen = new ArrayList<>();

  @AfterEach
  void stop() {
    temporal.close();
  }

  private WorkerFactory started() {
    WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
    factory.newWorker("greetings");
    factory.start();
    return factory;
  }

  @Test
  void shutsWorkersDownBeforeAnythingIsDestroyedThatStepsUse() {
    WorkerFactory factory = started();
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class))
        .withPropertyValues("understudy.ably.key=app.key:secret")
        .withBean(WorkerFactory.class, () -> factory)
        .withBean(
            "usedBySteps",
            DisposableBean.class,
            () -> () -> seen.add("destroyed, shut down: " + factory.isShutdown()))
        .withInitializer(context ->
            context.addApplicationListener((ApplicationListener<AvailabilityChangeEvent<?>>)
                event -> seen.add(event.getState() + ", shut down: " + factory.isShutdown())))
        .run(context -> assertThat(factory.isShutdown()).isFalse());

    assertThat(seen)
        .containsExactly("REFUSING_TRAFFIC, shut down: false", "destroyed, shut down: true");
  }

  /** Spring Boot stops a management server of its own 512 before the application's. */
  @Test
  void leavesAManagementPortOfItsOwnOpenMeanwhile() {
    int requestsEnd = WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;

    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class))
        .withPropertyValues("understudy.ably.key=app.key:secret")
        .run(context -> assertThat(context.getBean(WorkerDrain.class).getPhase())
            .isBetween(requestsEnd - 511, requestsEnd - 1));
  }
}
