package dev.understudy.samples.chaos;

import dev.understudy.samples.chaos.Slot.Company;
import dev.understudy.samples.chaos.judge.Outage;
import dev.understudy.samples.chaos.judge.Seen;
import dev.understudy.samples.drill.DrillWorkflow.Drill;
import dev.understudy.samples.drill.DrillWorkflow.Seat;
import dev.understudy.samples.stage.Announcement;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Child;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Servers;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.stage.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Servers, workers, tasks, and those who look on. Confined to one thread; owns all but the cast. */
final class Scene implements AutoCloseable {
  /** After this all agents are back that a server had forgotten. */
  private static final long RETURN_MILLIS = 20_000;

  private static final long LEAST_STEP_MILLIS = 2_500;

  /** More agents take longer steps, so that all of them say no more than Ably's limits let workers say. */
  private static final long STEP_MILLIS_PER_AGENT = 125;

  private final Plan plan;
  private final Cast cast;
  private final Patience patience;
  private final Addresses servers;
  private final Ledger ledger = new Ledger();
  private final List<Slot> slots = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private final Outsiders outsiders;
  private final People people;
  private final Drills drills;
  private Optional<Footprint> idle = Optional.empty();
  private int ablyRuns = 1;

  private Scene(Plan plan, Cast cast, Addresses servers, Patience patience) {
    this.plan = plan;
    this.cast = cast;
    this.patience = patience;
    this.servers = servers;
    this.outsiders = new Outsiders(servers::ably);
    this.people = new People(servers::ably, plan.visits());
    this.drills = new Drills(servers.temporal(), "chaos-" + UUID.randomUUID());
  }

  /** Starts all of it; the agents have yet to enter. */
  static Scene set(Plan plan, Cast cast, Terminal terminal) {
    Patience patience = new Patience(cast::requireAllAlive);
    terminal.print(System.currentTimeMillis(), "starting servers, workers and watchers");
    Addresses servers =
        new Addresses(new Servers(cast, patience).start(plan.setting().temporal()));
    Scene scene = new Scene(plan, cast, servers, patience);
    scene.hire();
    plan.rooms().forEach(scene.outsiders::enter);
    scene.people.pass(0);
    patience.until(
        "the users to come", () -> scene.seen().here().containsAll(plan.users().values()));
    IntStream.range(0, plan.agents()).forEach(scene::start);
    return scene;
  }

  private void hire() {
    List<String> arguments = Workers.arguments(drills.queue(), plan.setting().policy());
    Company company = new Company(cast, patience, servers, arguments);
    // One after the other: a busy machine takes longer for all of them at once.
    for (int number = 1; number <= Plan.WORKERS; number++) {
      Slot slot = new Slot(number, company);
      slots.add(slot);
      patience.until("worker " + number + " to be ready", () -> {
        slot.pass(System.currentTimeMillis());
        return slot.isReady();
      });
    }
    idle = Footprint.of(slots.get(0).worker().pid());
  }

  private void start(int agent) {
    Seat seat = new Seat(
        plan.room(agent),
        plan.agent(agent),
        plan.user(agent).orElse(""),
        plan.grace().toMillis());
    drills.start(new Drill(seat, ledger.address(), stepMillis(), 0));
  }

  private long stepMillis() {
    return Math.max(LEAST_STEP_MILLIS, STEP_MILLIS_PER_AGENT * plan.agents());
  }

  Patience patience() {
    return patience;
  }

  People people() {
    return people;
  }

  /** What workers hold that have nothing to do, beyond what one held that had never worked. */
  List<String> excess() {
    return slots.stream()
        .flatMap(slot -> Footprint.of(slot.worker().pid()).stream()
            .flatMap(own -> idle.stream().flatMap(before -> own.excess(before).stream()))
            .map(what -> slot.name() + " holds " + what))
        .toList();
  }

  /** Tells all workers to stop, and gives whether they have. */
  boolean haveStopped() {
    slots.forEach(slot -> {
      slot.worker().terminate();
    });
    return slots.stream().noneMatch(slot -> slot.worker().isAlive());
  }

  Drills drills() {
    return drills;
  }

  Seen seen() {
    return new Seen(outsiders.reports(), outsiders.said(), ledger.effects(), outages);
  }

  boolean areAllHere() {
    return seen().here().containsAll(drills.agents());
  }

  boolean areAllGone() {
    return seen().here().stream().noneMatch(drills.agents()::contains);
  }

  /**
   * Does it.
   *
   * @return to whom; empty if nobody can be spared at the moment
   */
  Optional<String> inject(Injection injection) {
    return injection.kind().isOfAServer() ? injectServer(injection) : injectWorker(injection);
  }

  private Optional<String> injectServer(Injection injection) {
    if (!isWell()) {
      return Optional.empty();
    }
    String name = injection.kind() == Kind.ABLY_SERVER ? restartAbly() : stopTemporal(injection);
    long untilMillis = System.currentTimeMillis() + RETURN_MILLIS;
    slots.forEach(slot -> slot.convalesce(untilMillis));
    return Optional.of(name);
  }

  private Optional<String> injectWorker(Injection injection) {
    return victim(injection.slot()).map(slot -> {
      String name = slot.name();
      slot.suffer(injection, System.currentTimeMillis());
      return name;
    });
  }

  /** The next worker that is well, if another is well, too. */
  private Optional<Slot> victim(int wanted) {
    long nowMillis = System.currentTimeMillis();
    List<Slot> well = IntStream.range(0, slots.size())
        .mapToObj(offset -> slots.get((wanted + offset) % slots.size()))
        .filter(slot -> slot.isWell(nowMillis))
        .toList();
    return well.size() < 2 ? Optional.empty() : Optional.of(well.get(0));
  }

  private boolean isWell() {
    long nowMillis = System.currentTimeMillis();
    return slots.stream().allMatch(slot -> slot.isWell(nowMillis));
  }

  private String restartAbly() {
    long fromMillis = System.currentTimeMillis();
    Child old = cast.named(ablyRuns == 1 ? "ably-local" : "ably-local-" + ablyRuns);
    cast.excuse(old);
    old.kill();
    ablyRuns++;
    Announcement announcement = new Announcement(patience);
    String name = "ably-local-" + ablyRuns;
    cast.start(
        name,
        Map.of("ABLY_KEY", servers.ablyKey()),
        List.of("ably-local", "--port", String.valueOf(servers.ablyPort()), "--until-stdin-closes"),
        announcement);
    outages.add(new Outage(fromMillis, Long.MAX_VALUE));
    patience.await(name + " to be ready", announcement::heard);
    outages.set(outages.size() - 1, new Outage(fromMillis, System.currentTimeMillis()));
    return name;
  }

  private String stopTemporal(Injection injection) {
    Child temporal = cast.named("temporal");
    temporal.freeze();
    patience.rest(Duration.ofMillis(injection.lastingMillis()));
    temporal.thaw();
    return temporal.name();
  }

  /** Ends what has lasted long enough. */
  void pass() {
    long nowMillis = System.currentTimeMillis();
    slots.forEach(slot -> slot.pass(nowMillis));
  }

  /** How many workers ended before they were ready, though nobody told them to. */
  int stillborn() {
    return slots.stream().mapToInt(Slot::stillborn).sum();
  }

  /** What could not be looked at, and why not. */
  Map<String, String> leftOut() {
    return idle.isPresent() ? Map.of() : Map.of("footprints", "there is no /proc here, or no jcmd");
  }

  /** The workers that ended although nobody told them to. */
  List<String> crashed() {
    return slots.stream().filter(Slot::hasCrashed).map(Slot::name).toList();
  }

  /** Whether all workers are well, and have been for a while, and none is left that was told to stop. */
  boolean isAtPeace() {
    return isWell() && slots.stream().allMatch(slot -> slot.leaving().isEmpty());
  }

  @Override
  public void close() {
    drills.close();
    people.close();
    outsiders.close();
    ledger.close();
    slots.forEach(Slot::close);
  }
}
