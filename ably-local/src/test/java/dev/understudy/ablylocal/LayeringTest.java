package dev.understudy.ablylocal;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.WireClient;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the packages, and what keeps the decisions free of sockets, clocks and other threads. */
class LayeringTest {
  private static final String ROOT = "dev.understudy.ablylocal";

  /** Which package may know which, drawn from top to bottom. */
  private static final Map<String, List<String>> ARROWS = drawn("""
      root       > net realtime connection link limits auth wire time
      net        > realtime rest connection link limits auth wire time
      realtime   > rest app connection channel link limits auth wire time
      rest       > app connection channel presence past limits auth wire time
      app        > connection channel presence past link limits auth wire time
      connection > channel past link limits auth wire time
      channel    > presence past filter link limits auth wire time
      presence   > limits auth wire
      past       > wire
      filter     > wire
      link       > wire time
      limits     > wire
      auth       > wire time
      wire       > time
      time       >
      """);

  /** The mark that inner packages bear is in the root, beside what it is not. */
  private static final DescribedPredicate<JavaClass> MARK = type(Internal.class);

  private static final ArchRule ONLY_THE_EDGE_KNOWS_VERTX = noClasses()
      .that()
      .resideOutsideOfPackage(ROOT + ".net")
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("io.vertx..", "io.netty..");

  private static final ArchRule ONLY_THE_EDGE_READS_THE_CLOCK = noClasses()
      .that()
      .resideOutsideOfPackage(ROOT + ".net")
      .should()
      .callMethod(System.class, "currentTimeMillis")
      .orShould()
      .callMethod(System.class, "nanoTime")
      .orShould()
      .callMethod(Instant.class, "now");

  private static final ArchRule NO_PACKAGE_CYCLE = slices()
      .matching("dev.understudy.(**)")
      .should()
      .beFreeOfCycles()
      .ignoreDependency(alwaysTrue(), MARK);

  private static final ArchRule PUBLIC_MEANS_TOLD_OR_INTERNAL = classes()
      .that()
      .arePublic()
      .and()
      .areTopLevelClasses()
      .should(be("named in the docs or @Internal", type -> isTold(type) || isInternal(type)));

  private static final JavaClasses PRODUCTION = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages(ROOT);

  /** What no class may be, but in the edge. */
  static final class Careless {
    Instant begin(Vertx vertx) {
      return vertx.isClustered() ? Instant.MIN : Instant.now();
    }
  }

  @Test
  void packagesKnowOnlyWhatIsDrawnBelowThem() {
    ARROWS.forEach((inner, known) -> knowsOnly(inner, known).check(PRODUCTION));
  }

  @Test
  void allPackagesAreDrawnAndAllArrowsPointDown() {
    List<String> drawn = List.copyOf(ARROWS.keySet());

    assertThat(PRODUCTION.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(
            drawn.stream().map(LayeringTest::full).toList());
    ARROWS.forEach((upper, known) ->
        assertThat(drawn.subList(drawn.indexOf(upper) + 1, drawn.size())).containsAll(known));
  }

  @Test
  void packagesFormNoCycle() {
    NO_PACKAGE_CYCLE.check(PRODUCTION);
  }

  @Test
  void onlyTheEdgeKnowsVertx() {
    ONLY_THE_EDGE_KNOWS_VERTX.check(PRODUCTION);
  }

  @Test
  void onlyTheEdgeReadsTheClock() {
    ONLY_THE_EDGE_READS_THE_CLOCK.check(PRODUCTION);
  }

  @Test
  void whatIsPublicIsToldOrInternal() {
    PUBLIC_MEANS_TOLD_OR_INTERNAL.check(PRODUCTION);
  }

  @Test
  void theRulesCatchWhatTheyAreFor() {
    JavaClasses careless = new ClassFileImporter().importClasses(Careless.class);
    JavaClasses knowing = new ClassFileImporter()
        .importClasses(AblyLocal.class, JavaClient.class, AblyLocalTest.class);

    assertThatThrownBy(() -> ONLY_THE_EDGE_KNOWS_VERTX.check(careless))
        .hasMessageContaining("Vertx");
    assertThatThrownBy(() -> ONLY_THE_EDGE_READS_THE_CLOCK.check(careless))
        .hasMessageContaining("Instant.now()");
    assertThatThrownBy(() -> knowsOnly("clients", List.of("wire")).check(knowing))
        .hasMessageContaining("AblyLocal");
    assertThatThrownBy(() -> NO_PACKAGE_CYCLE.check(knowing)).hasMessageContaining("Cycle");
    assertThatThrownBy(() -> PUBLIC_MEANS_TOLD_OR_INTERNAL.check(
            new ClassFileImporter().importClasses(WireClient.class)))
        .hasMessageContaining("WireClient");
  }

  private static ArchRule knowsOnly(String inner, List<String> known) {
    String[] allowed = Stream.concat(Stream.of(inner), known.stream())
        .map(LayeringTest::full)
        .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(full(inner))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))).and(not(MARK)))
        .allowEmptyShould(false);
  }

  private static Map<String, List<String>> drawn(String lines) {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    lines
        .lines()
        .map(line -> List.of(line.trim().split("[ >]+")))
        .forEach(
            words -> arrows.put(words.get(0), new ArrayList<>(words.subList(1, words.size()))));
    return arrows;
  }

  private static String full(String name) {
    return name.equals("root") ? ROOT : ROOT + "." + name;
  }

  private static boolean isInternal(JavaClass type) {
    return type.isAnnotatedWith(Internal.class)
        || type.getPackage().isAnnotatedWith(Internal.class);
  }

  private static boolean isTold(JavaClass type) {
    Pattern name = Pattern.compile("`[^`\n]*\\b" + type.getSimpleName() + "\\b");
    return Stream.of("../docs/ably-local.md", "../README.md")
        .anyMatch(file -> name.matcher(read(Path.of(file))).find());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArchCondition<JavaClass> be(
      String words, java.util.function.Predicate<JavaClass> claim) {
    return ArchConditions.be(DescribedPredicate.describe(words, claim));
  }
}
