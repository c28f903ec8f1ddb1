package dev.understudy.spring;

import dev.understudy.worker.UnderstudyPlugin;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerPlugin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Brings the plugin into worker factories where Temporal's starter makes the service stubs without plugins: it passes a
 * bean that is a plugin of the stubs to nothing but the stubs, and those of its test server, and of the target
 * {@code local}, take none (1.38.0, ServiceStubsTemplate and TestServerAutoConfiguration).
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression(
    "${spring.temporal.test-server.enabled:false} || '${spring.temporal.connection.target:}'.toLowerCase() == 'local'")
final class PluginPastStubs {
  @Bean
  TemporalOptionsCustomizer<WorkerFactoryOptions.Builder> understudyPluginInWorkerFactories(
      UnderstudyPlugin plugin) {
    return factory -> factory.setPlugins(with(factory.build().getPlugins(), plugin));
  }

  private static WorkerPlugin[] with(WorkerPlugin @Nullable [] given, UnderstudyPlugin plugin) {
    List<WorkerPlugin> plugins = new ArrayList<>(given == null ? List.of() : List.of(given));
    plugins.add(plugin);
    return plugins.toArray(WorkerPlugin[]::new);
  }
}
