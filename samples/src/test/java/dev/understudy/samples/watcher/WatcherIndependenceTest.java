package dev.understudy.samples.watcher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class WatcherIndependenceTest {

  @Test
  void judgesWithNoneOfTheCodeThatItJudges() {
    noClasses()
        .that(resideInAPackage("dev.understudy.samples.watcher"))
        .should()
        .dependOnClassesThat(resideInAPackage("dev.understudy..")
            .and(resideOutsideOfPackages(
                "dev.understudy.samples.watcher", "dev.understudy.cli", "dev.understudy.cli.text")))
        .check(new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.understudy.samples.watcher"));
  }
}
