package dev.understudy.audience;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.workflow.Workflow;
import org.junit.jupiter.api.Test;

/** What becomes of work without its people is decided by events and times alone. */
class PurityTest {
  private static final ArchRule IS_PURE = classes()
      .that()
      .resideInAPackage("dev.understudy.audience")
      .should()
      .onlyDependOnClassesThat()
      .resideInAnyPackage(
          "dev.understudy",
          "dev.understudy.audience",
          "dev.understudy.presence",
          "dev.understudy.refusal",
          "java..",
          "com.fasterxml.jackson.annotation..",
          "org.jspecify..");

  /** Asks Temporal for the time. */
  static final class Careless {
    long now() {
      return Workflow.currentTimeMillis();
    }
  }

  @Test
  void audiencesKnowNothingOfTemporalNorOfSessions() {
    JavaClasses production = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.understudy.audience");

    IS_PURE.check(production);
  }

  @Test
  void theRuleCatchesWhatItIsFor() {
    JavaClasses careless = new ClassFileImporter().importClasses(Careless.class);

    assertThatThrownBy(() -> IS_PURE.check(careless)).hasMessageContaining("currentTimeMillis");
  }
}
