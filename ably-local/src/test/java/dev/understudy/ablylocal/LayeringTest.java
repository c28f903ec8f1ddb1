package dev.understudy.ablylocal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What keeps the decisions free of sockets, clocks and other threads. */
class LayeringTest {
  private static final String EDGE =
      "Server|EventLoop|LoopTimers|HttpPort|HttpFront|HttpExchange|WebSocketLink";

  private static final String PUBLIC =
      "AblyLocal|AblyLocalBuilder|ManualClock|Faults|ConnectionFaults|Fault|Drop|Refusal|LoggedFrame|Direction|Action|Limits";

  private final JavaClasses classes = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackagesOf(AblyLocal.class);

  @Test
  void onlyTheEdgeKnowsVertx() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(" + EDGE + ")(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .check(classes);
  }

  @Test
  void onlyTheEdgeReadsTheClock() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(" + EDGE + ")(\\$.*)?")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(classes);
  }

  @Test
  void onlyTheServerAndWhatATestNeedsIsPublic() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(" + PUBLIC + ")")
        .and()
        .areTopLevelClasses()
        .should()
        .haveModifier(JavaModifier.PUBLIC)
        .check(classes);
  }
}
