package dev.understudy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.worker.UnderstudyPlugin;
import io.ably.lib.realtime.AblyRealtime;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.spring.boot.autoconfigure.RootNamespaceAutoConfiguration;
import io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration;
import io.temporal.spring.boot.autoconfigure.TestServerAutoConfiguration;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.support.SpringFactoriesLoader;

class UnderstudyAutoConfigurationTest {
  private static final String KEY = "understudy.ably.key=app.key:s3cr3t";

  /** Some of Spring Boot's own want a context. */
  private static final SpringFactoriesLoader.FailureHandler OF_OTHERS = (type, name, failure) -> {};

  private final ApplicationContextRunner without = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(UnderstudyAutoConfiguration.class));
  private final ApplicationContextRunner application = without.withPropertyValues(KEY);
  private final ApplicationContextRunner withTemporal =
      application.withConfiguration(AutoConfigurations.of(
          TestServerAutoConfiguration.class,
          ServiceStubsAutoConfiguration.class,
          RootNamespaceAutoConfiguration.class));

  @Test
  void hasAPluginAsSoonAsThereIsAKey() {
    application.run(context -> {
      assertThat(context).hasSingleBean(UnderstudyPlugin.class);
      assertThat(context).hasSingleBean(SessionRosters.class);
      assertThat(context.getBean(AblySettings.class))
          .isEqualTo(AblySettings.cloud("app.key:s3cr3t"));
      assertThat(context.getBean(HandoffPolicy.class)).isEqualTo(HandoffPolicy.DEFAULT);
    });
  }

  @Test
  void reachesTheServerThatPropertiesName() {
    application
        .withPropertyValues(
            "understudy.ably.host=127.0.0.1",
            "understudy.ably.port=7300",
            "understudy.ably.tls=false",
            "understudy.handoff.remain-present-for=40s",
            "understudy.worker.drain-time=0s")
        .run(context -> {
          assertThat(context.getBean(AblySettings.class))
              .isEqualTo(AblySettings.local("app.key:s3cr3t", "127.0.0.1", 7300));
          assertThat(context.getBean(HandoffPolicy.class))
              .isEqualTo(HandoffPolicy.DEFAULT.withRemainPresentFor(Duration.ofSeconds(40)));
        });
  }

  @Test
  void isAwayWhereItIsNotWanted() {
    without
        .withPropertyValues("understudy.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(UnderstudyPlugin.class));
  }

  @Test
  void leavesAloneWhatTheApplicationHasItself() {
    UnderstudyPlugin own =
        UnderstudyPlugin.newBuilder(AblySettings.cloud("other.key:secret")).build();
    application
        .withBean("own", UnderstudyPlugin.class, () -> own)
        .run(context -> assertThat(context.getBean(UnderstudyPlugin.class)).isSameAs(own));
  }

  @Test
  void connectsToAblyOnlyWhenTheApplicationLooks() {
    application.run(context -> {
      assertThat(context.getBeanFactory().containsSingleton("understudyAblyRealtime"))
          .isFalse();
      assertThat(context.getBeanNamesForType(AblyRealtime.class)).hasSize(1);
    });
  }

  @Test
  void givesThePluginToTheStubsOfTemporalsStarter() {
    withTemporal
        .withPropertyValues("spring.temporal.connection.target=127.0.0.1:1")
        .run(context -> assertThat(
                context.getBean(WorkflowServiceStubs.class).getOptions().getPlugins())
            .containsExactly(context.getBean(UnderstudyPlugin.class)));
  }

  @Test
  void givesThePluginToTheFactoryWhereTheStubsTakeNone() {
    for (String stubs : List.of("connection.target=local", "test-server.enabled=true")) {
      application
          .withPropertyValues("spring.temporal." + stubs)
          .run(context -> assertThat(customized(context).getPlugins())
              .containsExactly(context.getBean(UnderstudyPlugin.class)));
    }
  }

  private static WorkerFactoryOptions customized(BeanFactory context) {
    WorkerFactoryOptions.Builder factory = WorkerFactoryOptions.newBuilder();
    context
        .<TemporalOptionsCustomizer<WorkerFactoryOptions.Builder>>getBeanProvider(
            ResolvableType.forClassWithGenerics(
                TemporalOptionsCustomizer.class, WorkerFactoryOptions.Builder.class))
        .forEach(customizer -> customizer.customize(factory));
    return factory.build();
  }

  @Test
  void doesNotStartWithoutAKey() {
    without.run(context -> assertThat(analysis(context.getStartupFailure())).satisfies(analysis -> {
      assertThat(analysis.getDescription())
          .isEqualTo("Understudy has no API key for Ably: understudy.ably.key is not set.");
      assertThat(analysis.getAction()).contains("UNDERSTUDY_ABLY_KEY=appId.keyId:secret");
    }));
  }

  @Test
  void doesNotStartIfAgentsWouldBeSeenToLeave() {
    application
        .withPropertyValues("understudy.handoff.remain-present-for=5s")
        .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
            .contains("does not fit in remainPresentFor 5 s")
            .contains("raise remainPresentFor to at least"));
  }

  @Test
  void doesNotStartWithAKeyThatIsNoneAndDoesNotPrintIt() {
    without
        .withPropertyValues("understudy.ably.key=s3cr3t")
        .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
            .startsWith("The properties below understudy.ably cannot be used: ")
            .contains("appId.keyId:secret")
            .doesNotContain("s3cr3t"));
  }

  @Test
  void doesNotServeWithTimesThatCannotBe() {
    UnderstudyProperties.Web forDays = new UnderstudyProperties.Web(
        true, "/understudy", Duration.ofSeconds(10), Duration.ofDays(2));

    assertThatThrownBy(() -> Configured.requireWithinBounds(forDays))
        .hasMessage("The properties below understudy.web cannot be used: "
            + "token-life must be from PT0.001S to PT24H but was PT48H.");
  }

  @Test
  void doesNotStartWithTwoPlugins() {
    UnderstudyPlugin one =
        UnderstudyPlugin.newBuilder(AblySettings.cloud("other.key:secret")).build();
    application
        .withBean("one", UnderstudyPlugin.class, () -> one)
        .withBean("other", UnderstudyPlugin.class, () -> one)
        .run(context -> assertThat(context)
            .getFailure()
            .hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class)
            .hasMessageContaining("one,other"));
  }

  @Test
  void tellsTheHealthOfItsWorkersWhereThereAreSome() {
    ApplicationContextRunner healthy = application.withConfiguration(
        AutoConfigurations.of(UnderstudyHealthAutoConfiguration.class));

    healthy.run(
        context -> assertThat(context.getBean(HealthIndicator.class).health().getStatus())
            .isEqualTo(Status.UNKNOWN));
    healthy
        .withConfiguration(AutoConfigurations.of(
            ServiceStubsAutoConfiguration.class, RootNamespaceAutoConfiguration.class))
        .withPropertyValues(
            "spring.temporal.connection.target=127.0.0.1:1",
            "spring.temporal.start-workers=false",
            "spring.temporal.workers[0].task-queue=greetings")
        .run(context -> assertThat(context.getBean(HealthIndicator.class).health())
            .satisfies(health -> {
              assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
              assertThat(health.getDetails().get("reasons")).asString().contains("no worker runs");
            }));
  }

  @Test
  void keepsTheKeyOutOfLogsAndEndpoints() {
    application.run(context -> {
      assertThat(context.getBean(UnderstudyProperties.class).toString()).doesNotContain("s3cr3t");
      SanitizingFunction endpoints = context.getBean(SanitizingFunction.class);
      assertThat(shown(endpoints, "understudy.ably.key")).isEqualTo("******");
      assertThat(shown(endpoints, "UNDERSTUDY_ABLY_KEY")).isEqualTo("******");
      assertThat(shown(endpoints, "understudy.ably.host")).isEqualTo("value");
    });
  }

  private static @Nullable Object shown(SanitizingFunction endpoints, String property) {
    return endpoints.apply(new SanitizableData(null, property, "value")).getValue();
  }

  /** What Spring Boot would print. */
  private static FailureAnalysis analysis(Throwable failure) {
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(FailureAnalyzer.class, OF_OTHERS)
        .stream()
        .filter(analyzer -> analyzer.getClass().getPackage() == Configured.class.getPackage())
        .map(analyzer -> analyzer.analyze(failure))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not explained", failure));
  }
}
