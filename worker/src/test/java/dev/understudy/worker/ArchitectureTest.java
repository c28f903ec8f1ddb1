package dev.understudy.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: worker, activities, workflows. */
class ArchitectureTest {
  private static final String[] WORKFLOWS = {
    "dev.understudy.batch",
    "dev.understudy.session",
    "dev.understudy.audience",
    "dev.understudy.step",
    "dev.understudy.attendance",
    "dev.understudy.output",
    "dev.understudy.presence",
    "dev.understudy.handoff"
  };
  private static final String[] ACTIVITIES = {
    "dev.understudy.attendance.ably",
    "dev.understudy.output.ably",
    "dev.understudy.roster",
    "dev.understudy.presence.ably",
    "dev.understudy.batch.pages"
  };
  private static final String WORKER = "dev.understudy.worker";
  private static final String COMMAND_LINE = "dev.understudy.cli";

  private static final ArchRule NO_DEVELOPMENT_SERVER_IN_PRODUCTION = noClasses()
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "dev.understudy.ablylocal..",
          "dev.understudy.embedded..",
          "io.temporal.testing..",
          "io.temporal.internal.testservice..");

  private final JavaClasses production = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .withImportOption(location -> !location.contains("-tests.jar"))
      .importPackages(Stream.of(WORKFLOWS, ACTIVITIES, new String[] {WORKER, COMMAND_LINE})
          .flatMap(Stream::of)
          .toArray(String[]::new));

  private static ArchRule knowsNothingOf(String[] inner, String... outer) {
    return noClasses()
        .that()
        .resideInAnyPackage(inner)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(outer);
  }

  @Test
  void workflowsKnowNeitherActivitiesNorWorkerNorAnyOutsideSystem() {
    knowsNothingOf(WORKFLOWS, ACTIVITIES).check(production);
    knowsNothingOf(WORKFLOWS, WORKER, COMMAND_LINE, "io.ably..", "picocli..").check(production);
  }

  @Test
  void activitiesKnowNoWorker() {
    knowsNothingOf(ACTIVITIES, WORKER, COMMAND_LINE, "picocli..").check(production);
  }

  @Test
  void theWorkerDoesWithoutACommandLine() {
    knowsNothingOf(new String[] {WORKER}, COMMAND_LINE, "picocli..").check(production);
  }

  @Test
  void nothingInProductionUsesTheDevelopmentServer() {
    NO_DEVELOPMENT_SERVER_IN_PRODUCTION.check(production);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.understudy.(**)").should().beFreeOfCycles().check(production);
  }

  @Test
  void theRulesCatchWhatTheyAreFor() {
    JavaClasses careless = new ClassFileImporter().importClasses(WorkerForTests.class);

    assertThatThrownBy(() -> NO_DEVELOPMENT_SERVER_IN_PRODUCTION.check(careless))
        .hasMessageContaining("AblyLocal");
    assertThatThrownBy(() -> knowsNothingOf(new String[] {WORKER}, ACTIVITIES).check(careless))
        .hasMessageContaining("AblySettings");
  }
}
