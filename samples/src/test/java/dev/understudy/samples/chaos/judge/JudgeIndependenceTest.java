package dev.understudy.samples.chaos.judge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class JudgeIndependenceTest {

  @Test
  void sharesNoCodeWithWhatItJudges() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.understudy.samples.chaos.judge",
            "dev.understudy.samples.watcher",
            "com.fasterxml.jackson.databind..",
            "org.jspecify.annotations",
            "java..")
        .check(new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.understudy.samples.chaos.judge"));
  }
}
