package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.metrics.Metric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on metrics, and the dashboard, know those that there are and no others. */
class MetricsPageTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(understudy_\\w+)` \\| (\\w+) \\|([^|]*)\\| ([^|]+) \\| [^|]+ \\|$");
  private static final Pattern NAME = Pattern.compile("understudy_\\w+");

  /** Name, kind and labels. */
  private static String row(String name, String kind, String labels) {
    return "%s, %s: %s".formatted(name, kind, labels);
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map("`%s`"::formatted).collect(Collectors.joining(", "));
    return row(metric.title(), metric.kind().name().toLowerCase(Locale.ROOT), labels);
  }

  /** What Prometheus makes of it. */
  private static Stream<String> series(Metric metric) {
    PrometheusNamingConvention names = new PrometheusNamingConvention();
    return switch (metric.kind()) {
      case COUNTER -> Stream.of(names.name(metric.title(), Meter.Type.COUNTER, null) + "_total");
      case GAUGE -> Stream.of(names.name(metric.title(), Meter.Type.GAUGE, null));
      case TIMER ->
        Stream.of("_count", "_sum", "_max")
            .map(part -> names.name(metric.title(), Meter.Type.TIMER, null) + part);
    };
  }

  @Test
  void listsEachWithItsKindLabelsAndUnit() throws IOException {
    List<Matcher> rows = Files.readAllLines(DOCS.resolve("metrics.md")).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .toList();

    assertThat(rows.stream()
            .map(row -> row(row.group(1), row.group(2), row.group(3).strip())))
        .containsExactlyElementsOf(
            Arrays.stream(Metric.values()).map(MetricsPageTest::row).toList());
    assertThat(rows).allSatisfy(row -> {
      if (row.group(2).equals("timer") || row.group(1).endsWith("_seconds")) {
        assertThat(row.group(4)).isEqualTo("seconds");
      }
    });
  }

  @Test
  void showsEachInTheDashboardAndAsksForNothingElse() throws IOException {
    Map<String, Metric> known = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      series(metric).forEach(series -> known.put(series, metric));
    }
    JsonNode dashboard =
        new ObjectMapper().readTree(DOCS.resolve("grafana/understudy.json").toFile());

    Set<String> asked = new TreeSet<>();
    dashboard
        .findValuesAsText("expr")
        .forEach(query -> NAME.matcher(query).results().forEach(name -> asked.add(name.group())));

    assertThat(known.keySet()).containsAll(asked);
    assertThat(asked.stream().map(known::get).distinct())
        .containsExactlyInAnyOrder(Metric.values());
  }

  @Test
  void advisesAlertsOnSeriesThatThereAre() throws IOException {
    Set<String> known =
        Arrays.stream(Metric.values()).flatMap(MetricsPageTest::series).collect(Collectors.toSet());
    List<String> advised = Files.readAllLines(DOCS.resolve("metrics.md")).stream()
        .filter(line -> line.matches("\\| `[^`]*[<>][^`]*` \\|.*"))
        .flatMap(line -> NAME.matcher(line).results().map(name -> name.group()))
        .toList();

    assertThat(advised).isNotEmpty();
    assertThat(known).containsAll(advised);
  }
}
