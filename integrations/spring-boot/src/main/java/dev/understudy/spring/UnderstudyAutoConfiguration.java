package dev.understudy.spring;

import dev.understudy.attendance.ably.HandoffListener;
import dev.understudy.batch.pages.BatchType;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblyClients;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.UserTokens;
import dev.understudy.worker.UnderstudyPlugin;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration;
import io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration;
import io.temporal.spring.boot.autoconfigure.TestServerAutoConfiguration;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * Makes the workers of Temporal's starter Understudy's, by a plugin that is a bean, and offers clients of Ably. Whatever
 * the application has as a bean of its own it takes instead.
 */
@AutoConfiguration(
    before = {
      TestServerAutoConfiguration.class,
      ServiceStubsAutoConfiguration.class,
      RootNamespaceAutoConfiguration.class
    })
@ConditionalOnProperty(prefix = "understudy", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(UnderstudyProperties.class)
@Import({PluginPastStubs.class, KeyInEndpoints.class})
final class UnderstudyAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  AblySettings understudyAblySettings(UnderstudyProperties properties) {
    return Configured.ably(properties.ably());
  }

  @Bean
  @ConditionalOnMissingBean
  HandoffPolicy understudyHandoffPolicy(UnderstudyProperties properties) {
    return Configured.handoff(properties.handoff());
  }

  @Bean
  @ConditionalOnMissingBean
  UnderstudyPlugin understudyPlugin(
      UnderstudyProperties properties,
      AblySettings ably,
      HandoffPolicy handoff,
      ObjectProvider<HandoffListener> listener,
      ObjectProvider<BatchType<?>> batches) {
    List<BatchType<?>> all = batches.orderedStream().toList();
    return Configured.plugin(properties.worker(), ably)
        .handoff(Configured.requireFitting(handoff))
        .heardBy(listener.getIfAvailable(() -> HandoffListener.NONE))
        .batches(all)
        .build();
  }

  /** Wants the plugin so that an application with two of them does not start. */
  @Bean
  WorkerDrain understudyWorkerDrain(
      ObjectProvider<WorkerFactory> factories,
      UnderstudyPlugin onlyOne,
      ApplicationContext context) {
    return new WorkerDrain(factories, context);
  }

  /** For what the application itself looks at; the workers have connections of their own. */
  @Lazy
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  AblyRealtime understudyAblyRealtime(AblySettings settings) throws AblyException {
    AblyRealtime client = AblyClients.realtime(settings);
    client.connect();
    return client;
  }

  @Bean
  @ConditionalOnMissingBean
  SessionRosters understudySessionRosters(ObjectProvider<AblyRealtime> client) {
    return new SessionRosters(client::getObject);
  }

  @Bean
  @ConditionalOnMissingBean
  UserTokens understudyUserTokens(AblySettings settings) {
    return new UserTokens(settings);
  }
}
