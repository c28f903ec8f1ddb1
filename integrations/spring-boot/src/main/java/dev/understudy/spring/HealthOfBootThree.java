package dev.understudy.spring;

import dev.understudy.worker.UnderstudyPlugin;
import dev.understudy.worker.WorkerHealth;
import io.temporal.worker.WorkerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health of the workers, in the words of Spring Boot 3. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(HealthIndicator.class)
final class HealthOfBootThree {
  @Bean
  @ConditionalOnMissingBean(name = "understudyHealthIndicator")
  HealthIndicator understudyHealthIndicator(
      UnderstudyPlugin plugin, ObjectProvider<WorkerFactory> factories) {
    return () -> factories.stream().findAny().isEmpty()
        ? Health.unknown()
            .withDetail("reason", "this application has no workers")
            .build()
        : health(plugin.health(), plugin.agents());
  }

  private static Health health(WorkerHealth workers, int agents) {
    Status status = workers.isReady() ? Status.UP : Status.OUT_OF_SERVICE;
    Health.Builder health =
        Health.status(workers.isLive() ? status : Status.DOWN).withDetail("agents", agents);
    return (workers.isReady() ? health : health.withDetail("reasons", workers.reasons())).build();
  }
}
