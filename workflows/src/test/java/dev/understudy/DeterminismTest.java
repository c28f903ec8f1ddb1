package dev.understudy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Workflow code knows no clock, randomness, thread, I/O or mutable static but Temporal's. */
@NullMarked
class DeterminismTest {
  private static final ArchRule NO_FOREIGN_WORLD = noClasses()
      .should()
      .dependOnClassesThat(resideInAnyPackage(
              "java.io..",
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "java.util.concurrent..",
              "io.ably..",
              "javax.sql..")
          .and(not(type(
              IOException.class)))) // that reads and writes nothing: Jackson's signatures have it
      .orShould()
      .dependOnClassesThat()
      .belongToAnyOf(Thread.class, Random.class, ThreadLocalRandom.class, Clock.class, Date.class);

  private static final ArchRule NO_CLOCK = noClasses()
      .should()
      .callMethod(System.class, "currentTimeMillis")
      .orShould()
      .callMethod(System.class, "nanoTime")
      .orShould()
      .callMethod(System.class, "getenv", String.class)
      .orShould()
      .callMethod(System.class, "getProperty", String.class)
      .orShould()
      .callMethod(Instant.class, "now")
      .orShould()
      .callMethod(LocalDateTime.class, "now")
      .orShould()
      .callMethod(ZonedDateTime.class, "now")
      .orShould()
      .callMethod(UUID.class, "randomUUID")
      .orShould()
      .callMethod(Math.class, "random");

  private static final ArchRule NO_MUTABLE_STATIC = fields()
      .that(describe(
          "are static and written in code", field -> isOrdinaryStatic(field.getModifiers())))
      .should()
      .beFinal();

  private final JavaClasses workflows = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.understudy");

  private static boolean isOrdinaryStatic(java.util.Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.STATIC) && !modifiers.contains(JavaModifier.SYNTHETIC);
  }

  @Test
  void workflowsReachForNothingOutside() {
    NO_FOREIGN_WORLD.check(workflows);
    NO_CLOCK.check(workflows);
    NO_MUTABLE_STATIC.check(workflows);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.understudy.(*)..").should().beFreeOfCycles().check(workflows);
  }

  /** What the rules are there to catch. */
  static final class Careless {
    static int counter;

    long now() throws InterruptedException {
      Thread.sleep(1);
      counter++;
      return System.currentTimeMillis();
    }
  }

  @Test
  void theRulesCatchWhatTheyAreFor() {
    JavaClasses careless = new ClassFileImporter().importClasses(Careless.class);

    assertThatThrownBy(() -> NO_FOREIGN_WORLD.check(careless)).hasMessageContaining("Thread.sleep");
    assertThatThrownBy(() -> NO_CLOCK.check(careless)).hasMessageContaining("currentTimeMillis");
    assertThatThrownBy(() -> NO_MUTABLE_STATIC.check(careless)).hasMessageContaining("counter");
  }
}
