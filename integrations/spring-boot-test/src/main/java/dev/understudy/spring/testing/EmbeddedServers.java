package dev.understudy.spring.testing;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.embedded.EmbeddedTemporal;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Starts servers for a context. Equal to every other, so that tests share a context. */
record EmbeddedServers() implements ContextCustomizer {
  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
    AblyLocal ably = AblyLocal.start();
    own(beans, "embeddedAbly", ably);
    EmbeddedTemporal temporal = EmbeddedTemporal.start();
    own(beans, "embeddedTemporal", temporal);
    MutablePropertySources properties = context.getEnvironment().getPropertySources();
    properties.addFirst(new MapPropertySource("embeddedUnderstudy", addresses(ably, temporal)));
    properties.addLast(new MapPropertySource(
        "embeddedUnderstudyDefaults", Map.of("understudy.worker.drain-time", "0s")));
  }

  /** What is registered first is destroyed last. */
  private static void own(DefaultListableBeanFactory beans, String name, AutoCloseable server) {
    beans.registerSingleton(name, server);
    beans.registerDisposableBean(name, server::close);
  }

  private static Map<String, Object> addresses(AblyLocal ably, EmbeddedTemporal temporal) {
    return Map.of(
        "spring.temporal.connection.target",
        temporal.host() + ":" + temporal.port(),
        "spring.temporal.test-server.enabled",
        "false",
        "understudy.ably.key",
        ably.key(),
        "understudy.ably.host",
        ably.host(),
        "understudy.ably.port",
        ably.port(),
        "understudy.ably.tls",
        "false");
  }
}
