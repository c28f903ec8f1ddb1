package dev.understudy.cli.workers;

import dev.understudy.cli.text.Words;
import dev.understudy.lease.Alarm;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.Reaping;
import dev.understudy.lease.held.LeaseRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The workers of a task queue, for people to read. */
final class WorkersTable {
  private WorkersTable() {}

  static List<String> of(WorkersReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(report));
    report
        .beaconsUnknown()
        .ifPresent(why -> lines.add("Beacons are not known: " + Words.plain(why)));
    List<List<String>> rows = new ArrayList<>();
    report.workers().forEach(worker -> rows.add(row(worker, report.at())));
    lines.addAll(aligned(rows));
    add(
        "Reaped in the last day:",
        report.reaped().stream().map(WorkersTable::reaped).toList(),
        lines);
    add(
        "Leases that were ended by others in the last day:",
        report.broken().stream().map(WorkersTable::broken).toList(),
        lines);
    return lines;
  }

  private static String heading(WorkersReport report) {
    long living = report.workers().stream()
        .filter(worker -> worker.state(report.at()) == WorkersReport.State.LIVES)
        .count();
    return "Workers of %s at %s: %s %s"
        .formatted(
            Words.plain(report.taskQueue()),
            time(report.at()),
            living,
            living == 1 ? "lives" : "live");
  }

  private static void add(String heading, List<List<String>> rows, List<String> lines) {
    if (!rows.isEmpty()) {
      lines.add("");
      lines.add(heading);
      lines.addAll(aligned(rows));
    }
  }

  private static List<String> row(WorkersReport.Worker worker, Instant now) {
    return List.of(
        Words.plain(worker.run().worker()),
        worker.state(now).words,
        "since " + time(worker.since()),
        worker.lease().map(lease -> held(lease.holdings())).orElse("holds what nobody knows"),
        "beacon " + worker.beacon().name().toLowerCase(Locale.ROOT),
        worker.lease().map(lease -> lease(lease, now)).orElse("no lease"));
  }

  private static String held(LeaseRecord.Holdings holdings) {
    String unread = holdings.unread() == 0
        ? ""
        : ", and %s that cannot be read".formatted(counted(holdings.unread(), "page"));
    return "holds %s, %s%s"
        .formatted(
            counted(holdings.attendances(), "agent"), counted(holdings.steps(), "step"), unread);
  }

  private static String lease(LeaseRecord.Open lease, Instant now) {
    String heard = lease
        .heard()
        .map(at -> ", heard of %s ago".formatted(seconds(Duration.between(at, now))))
        .orElse(", not heard of yet");
    return "lease " + lease.standing().name().toLowerCase(Locale.ROOT) + heard;
  }

  private static List<String> reaped(LeaseEnd end) {
    Reaping reaping = end.reaping().orElseThrow();
    Alarm alarm = reaping.alarm();
    return List.of(
        Words.plain(end.run().worker()),
        time(reaping.reaped()),
        "%s, noticed by %s at %s"
            .formatted(why(alarm), Words.plain(alarm.by()), time(alarm.noticed())),
        "proved after " + seconds(Duration.between(alarm.noticed(), reaping.proved())),
        "reaped after " + seconds(Duration.between(alarm.noticed(), reaping.reaped())),
        harvest(reaping.harvest()));
  }

  private static String why(Alarm alarm) {
    return switch (alarm.why()) {
      case BEACON -> "its beacon went out";
      case MISSING -> "its beacon was missing";
      case LEASE -> "its lease did not hear of it";
    };
  }

  private static String harvest(Harvest harvest) {
    return "given out again: %s, %s%s"
        .formatted(
            counted(harvest.attendances(), "agent"),
            counted(harvest.steps(), "step"),
            harvest.unread() == 0 ? "" : "; " + harvest.unread() + " could not be");
  }

  private static List<String> broken(LeaseRecord.Broken broken) {
    return List.of(
        Words.plain(broken.run().worker()), time(broken.at()), Words.plain(broken.how()));
  }

  private static List<String> aligned(List<List<String>> rows) {
    return rows.stream().map(row -> aligned(row, rows)).toList();
  }

  private static String aligned(List<String> row, List<List<String>> rows) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      int at = column;
      int width = rows.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
      line.append(row.get(at)).append(" ".repeat(width - row.get(at).length() + 2));
    }
    return "  " + line.toString().stripTrailing();
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** Clocks differ: nothing is ago less than nothing. */
  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
