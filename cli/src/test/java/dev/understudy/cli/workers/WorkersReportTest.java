package dev.understudy.cli.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.beacon.Light;
import dev.understudy.lease.Alarm;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.Reaping;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.Tally;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.LeaseRecord;
import dev.understudy.lease.held.LeaseRecord.Holdings;
import dev.understudy.lease.held.LeaseRecord.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkersReportTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant SINCE = NOW.minusSeconds(3600);

  private static WorkerRun run(String worker) {
    return new WorkerRun("work", worker, worker + "-1");
  }

  private static Light light(String worker) {
    return new Light(run(worker), SINCE, false);
  }

  private static LeaseRecord open(String worker, Standing standing, double heardSecondsAgo) {
    return new LeaseRecord.Open(
        run(worker),
        SINCE.plusSeconds(1),
        Optional.of(NOW.minusMillis((long) (heardSecondsAgo * 1000))),
        standing,
        new Holdings(12, 1, 0));
  }

  private static LeaseRecord reaped(String worker, Suspicion why, int minutesAgo) {
    Instant noticed = NOW.minusSeconds(60L * minutesAgo);
    Reaping reaping = new Reaping(
        new Alarm(why, "a", noticed),
        noticed.plusMillis(300),
        noticed.plusMillis(400),
        new Harvest(12, 3, 1, 0));
    return new LeaseRecord.Ended(
        new LeaseEnd(run(worker), SINCE, Tally.NONE, Optional.of(reaping)));
  }

  private static LeaseRecord goodbye(String worker) {
    return new LeaseRecord.Ended(new LeaseEnd(run(worker), SINCE, Tally.NONE, Optional.empty()));
  }

  private static WorkersReport report(List<Light> seen, LeaseRecord... leases) {
    return WorkersReport.of(
        "work", NOW, new WorkersReport.Beacons(seen, Optional.empty()), List.of(leases));
  }

  private static List<String> states(WorkersReport report) {
    return report.workers().stream()
        .map(worker -> worker.run().worker() + " " + worker.state(NOW).words)
        .toList();
  }

  @Test
  void tellsWhoLivesAndWhoMayNot() {
    List<Light> seen = List.of(light("lives"), light("asked"), light("silent"), light("leaseless"));

    assertThat(states(report(
            seen,
            open("silent", Standing.HELD, 5.1),
            open("dark", Standing.HELD, 0.5),
            open("lives", Standing.HELD, 0.5),
            open("asked", Standing.ASKED, 0.5),
            open("reaped", Standing.REAPED, 2))))
        .containsExactly(
            "asked in doubt",
            "dark in doubt",
            "leaseless without lease",
            "lives lives",
            "reaped being reaped",
            "silent in doubt");
  }

  @Test
  void goesByLeasesWhereBeaconsAreNotKnown() {
    WorkersReport report = WorkersReport.of(
        "work",
        NOW,
        new WorkersReport.Beacons(List.of(), Optional.of("Ably does not say: no right (40160)")),
        List.of(open("a", Standing.HELD, 0.5)));

    assertThat(states(report)).containsExactly("a lives");
    assertThat(WorkersTable.of(report))
        .contains("Beacons are not known: Ably does not say: no right (40160)");
    assertThat(WorkersJson.of(report))
        .contains("\"beaconsUnknown\":\"Ably does not say", "\"beacon\":\"unknown\"");
  }

  @Test
  void isATableForPeople() {
    WorkersReport report = report(
        List.of(light("a"), light("long-name")),
        open("a", Standing.HELD, 0.4),
        open("long-name", Standing.ASKED, 1.2),
        reaped("c", Suspicion.LEASE, 20),
        reaped("d", Suspicion.BEACON, 10),
        goodbye("e"),
        new LeaseRecord.Broken(run("f"), "terminated", NOW.minusSeconds(60)));

    assertThat(WorkersTable.of(report))
        .containsExactly(
            "Workers of work at 2026-11-30T12:00:00Z: 1 lives",
            "  a          lives     since 2026-11-30T11:00:00Z  holds 12 agents, 1 step  beacon seen  lease held, heard of 0.4 s ago",
            "  long-name  in doubt  since 2026-11-30T11:00:00Z  holds 12 agents, 1 step  beacon seen  lease asked, heard of 1.2 s ago",
            "",
            "Reaped in the last day:",
            "  d  2026-11-30T11:50:00Z  its beacon went out, noticed by a at 2026-11-30T11:50:00Z           proved after 0.3 s  reaped after 0.4 s  given out again: 12 agents, 3 steps",
            "  c  2026-11-30T11:40:00Z  its lease did not hear of it, noticed by a at 2026-11-30T11:40:00Z  proved after 0.3 s  reaped after 0.4 s  given out again: 12 agents, 3 steps",
            "",
            "Leases that were ended by others in the last day:",
            "  f  2026-11-30T11:59:00Z  terminated");
  }

  @Test
  void isOneLineOfJsonForPrograms() {
    assertThat(WorkersJson.of(report(
            List.of(light("a")), open("a", Standing.HELD, 0.5), reaped("c", Suspicion.MISSING, 1))))
        .isEqualTo(
            "{\"taskQueue\":\"work\",\"at\":\"2026-11-30T12:00:00Z\",\"workers\":[{\"name\":\"a\",\"run\":\"a-1\","
                + "\"state\":\"lives\",\"since\":\"2026-11-30T11:00:00Z\",\"beacon\":\"seen\",\"lease\":\"held\","
                + "\"heard\":\"2026-11-30T11:59:59.500Z\",\"agents\":12,\"steps\":1,\"unread\":0}],"
                + "\"reaped\":[{\"name\":\"c\",\"run\":\"c-1\",\"since\":\"2026-11-30T11:00:00Z\",\"why\":\"missing\","
                + "\"by\":\"a\",\"noticed\":\"2026-11-30T11:59:00Z\",\"proved\":\"2026-11-30T11:59:00.300Z\","
                + "\"reaped\":\"2026-11-30T11:59:00.400Z\",\"agents\":12,\"steps\":3,\"unread\":0}],\"broken\":[]}");
  }

  @Test
  void namesWhatABrokenLeaseWasInTheSameOrderEachTime() {
    assertThat(
            WorkersJson.of(report(List.of(), new LeaseRecord.Broken(run("f"), "terminated", NOW))))
        .endsWith("\"broken\":[{\"name\":\"f\",\"run\":\"f-1\",\"how\":\"terminated\","
            + "\"at\":\"2026-11-30T12:00:00Z\"}]}");
  }

  @Test
  void letsNoNameMoveTheCursor() {
    assertThat(WorkersTable.of(report(List.of(light("\u001b[2Ja"), light("\u009b2Jb")))))
        .anyMatch(line -> line.startsWith("  ?[2Ja  without lease"))
        .anyMatch(line -> line.startsWith("  ?2Jb   without lease"));
  }

  @Test
  void saysThatNobodyIsThere() {
    assertThat(WorkersTable.of(report(List.of())))
        .containsExactly("Workers of work at 2026-11-30T12:00:00Z: 0 live");
  }
}
