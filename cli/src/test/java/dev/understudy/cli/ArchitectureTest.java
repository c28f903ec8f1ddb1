package dev.understudy.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.understudy.Internal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Dependencies point one way, between modules and between packages; and what is public is for users, or says that
 * it is not.
 */
class ArchitectureTest {
  /** Each knows only what stands below it. */
  private static final List<String> TOP_TO_BOTTOM = List.of(
      "dev.understudy.cli.order",
      "dev.understudy.cli.task",
      "dev.understudy.cli.session",
      "dev.understudy.cli.workers",
      "dev.understudy.cli.check",
      "dev.understudy.cli",
      "dev.understudy.cli.config",
      "dev.understudy.cli.text",
      "dev.understudy.worker",
      "dev.understudy.batch.pages",
      "dev.understudy.attendance.ably",
      "dev.understudy.lease.held",
      "dev.understudy.output.ably",
      "dev.understudy.beacon",
      "dev.understudy.roster",
      "dev.understudy.presence.ably",
      "dev.understudy.testing",
      "dev.understudy.batch",
      "dev.understudy.session",
      "dev.understudy.audience",
      "dev.understudy.step",
      "dev.understudy.attendance",
      "dev.understudy.output",
      "dev.understudy.presence",
      "dev.understudy.lease",
      "dev.understudy.handoff",
      "dev.understudy.refusal",
      "dev.understudy.metrics",
      "dev.understudy.payload");

  private static final String[] WORKFLOWS =
      fromTo("dev.understudy.batch", "dev.understudy.payload");
  private static final String[] ACTIVITIES =
      fromTo("dev.understudy.batch.pages", "dev.understudy.presence.ably");
  private static final String WORKER = "dev.understudy.worker";
  private static final String COMMAND_LINE = "dev.understudy.cli..";

  private static final ArchRule NO_DEVELOPMENT_SERVER_IN_PRODUCTION = noClasses()
      .that()
      .resideOutsideOfPackages("dev.understudy.testing..", "dev.understudy.embedded..")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage(
          "dev.understudy.ablylocal..",
          "dev.understudy.embedded..",
          "io.temporal.testing..",
          "io.temporal.internal.testservice..");

  private static final ArchRule PUBLIC_FOR_A_REASON = classes()
      .that()
      .arePublic()
      .and()
      .areTopLevelClasses()
      .should(new ArchCondition<>("be named in README.md or docs, or be marked @Internal") {
        private final Set<String> words = words();

        @Override
        public void check(JavaClass type, ConditionEvents events) {
          boolean isTold = words.contains(type.getSimpleName())
              || type.isAnnotatedWith(Internal.class)
              || type.getPackage().isAnnotatedWith(Internal.class);
          if (!isTold) {
            events.add(SimpleConditionEvent.violated(
                type, type.getName() + " is public, but neither in the docs nor @Internal"));
          }
        }
      });

  private static final JavaClasses PRODUCTION = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .withImportOption(location -> !location.contains("-tests.jar"))
      .importPackages(Stream.concat(TOP_TO_BOTTOM.stream(), Stream.of("dev.understudy.embedded"))
          .toList());

  private static String[] fromTo(String first, String last) {
    return TOP_TO_BOTTOM
        .subList(TOP_TO_BOTTOM.indexOf(first), TOP_TO_BOTTOM.indexOf(last) + 1)
        .toArray(String[]::new);
  }

  /** Of all pages for users; that on the architecture is for contributors, and names what is inside. */
  private static Set<String> words() {
    try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
      return Stream.concat(Stream.of(Path.of("../README.md")), docs)
          .filter(page -> page.toString().endsWith(".md") && !page.endsWith("architecture.md"))
          .flatMap(ArchitectureTest::wordsOf)
          .collect(Collectors.toSet());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<String> wordsOf(Path page) {
    try {
      return Stream.of(Files.readString(page).split("\\W+", -1));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

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
    knowsNothingOf(WORKFLOWS, ACTIVITIES).check(PRODUCTION);
    knowsNothingOf(WORKFLOWS, WORKER, COMMAND_LINE, "io.ably..", "picocli..").check(PRODUCTION);
  }

  @Test
  void activitiesKnowNoWorker() {
    knowsNothingOf(ACTIVITIES, WORKER, COMMAND_LINE, "picocli..").check(PRODUCTION);
  }

  @Test
  void theWorkerDoesWithoutACommandLine() {
    knowsNothingOf(new String[] {WORKER}, COMMAND_LINE, "picocli..").check(PRODUCTION);
  }

  @Test
  void nothingInProductionUsesTheDevelopmentServer() {
    NO_DEVELOPMENT_SERVER_IN_PRODUCTION.check(PRODUCTION);
  }

  @Test
  void packagesKnowOnlyWhatStandsBelowThem() {
    for (int at = 1; at < TOP_TO_BOTTOM.size(); at++) {
      String[] above = TOP_TO_BOTTOM.subList(0, at).toArray(String[]::new);
      knowsNothingOf(new String[] {TOP_TO_BOTTOM.get(at)}, above).check(PRODUCTION);
    }
  }

  @Test
  void whatIsPublicIsForUsersOrSaysThatItIsNot() {
    PUBLIC_FOR_A_REASON.check(PRODUCTION);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.understudy.(**)").should().beFreeOfCycles().check(PRODUCTION);
  }

  @Test
  void theRulesCatchWhatTheyAreFor() {
    JavaClasses careless = new ClassFileImporter().importClasses(CommandStage.class);

    assertThatThrownBy(() -> NO_DEVELOPMENT_SERVER_IN_PRODUCTION.check(careless))
        .hasMessageContaining("AblyLocal");
    assertThatThrownBy(
            () -> knowsNothingOf(new String[] {COMMAND_LINE}, ACTIVITIES).check(careless))
        .hasMessageContaining("AblySettings");
    assertThatThrownBy(() ->
            PUBLIC_FOR_A_REASON.check(new ClassFileImporter().importClasses(TellsNobody.class)))
        .hasMessageContaining("TellsNobody is public");
  }
}
