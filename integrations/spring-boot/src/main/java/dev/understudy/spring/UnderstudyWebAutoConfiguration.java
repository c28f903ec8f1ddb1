package dev.understudy.spring;

import dev.understudy.presence.ably.UserTokens;
import io.temporal.client.WorkflowClient;
import io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RestController;

/** Mounts the controller of orders and tokens, in a servlet application that asks for it. */
@AutoConfiguration(
    after = {UnderstudyAutoConfiguration.class, RootNamespaceAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(RestController.class)
@ConditionalOnBooleanProperty("understudy.web.enabled")
@ConditionalOnBooleanProperty(name = "understudy.enabled", matchIfMissing = true)
final class UnderstudyWebAutoConfiguration {
  /** Permits nothing. */
  @Bean
  @ConditionalOnMissingBean
  SessionAccess understudySessionAccess() {
    return new SessionAccess() {};
  }

  @Bean(destroyMethod = "close")
  OrderDesk understudyOrderDesk(WorkflowClient client, UnderstudyProperties properties) {
    return new OrderDesk(
        client, Configured.requireWithinBounds(properties.web()).patience());
  }

  @Bean
  SessionController understudySessionController(
      SessionAccess access, OrderDesk orders, UserTokens tokens, UnderstudyProperties properties) {
    return new SessionController(
        new Gate(access), orders, new TokenDesk(tokens, properties.web().tokenLife()));
  }
}
