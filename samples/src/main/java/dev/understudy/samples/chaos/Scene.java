package dev.understudy.samples.chaos;

import dev.understudy.samples.chaos.Slot.Company;
import dev.understudy.samples.chaos.judge.Seen;
import dev.understudy.samples.drill.DrillWorkflow.Drill;
import dev.understudy.samples.drill.DrillWorkflow.Seat;
import dev.understudy.samples.drill.DrillWorkflow.Work;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.stage.Workers;
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

  /** Of the batch of a turn, on several pages. */
  private static final int ITEMS = 12;

  /** Two at a time, so that a batch takes about as long as a step. */
  private static final int ITEMS_PER_STEP = 6;

  private final Plan plan;
  private final Cast cast;
  private final Patience patience;
  private final OwnServers servers;
  private final Ledger ledger = new Ledger();
  private final List<Slot> slots = new ArrayList<>();
  private final Outsiders outsiders;
  private final People people;
  private final Drills drills;
  private Optional<Footprint> idle = Optional.empty();

  private Scene(Plan plan, Cast cast, OwnServers servers, Patience patience) {
    this.plan = plan;
    this.cast = cast;
    this.patience = patience;
    this.servers = servers;
    Addresses addresses = servers.addresses();
    this.outsiders = new Outsiders(addresses::ably);
    this.people = new People(addresses::ably, plan.visits());
    this.drills = new Drills(addresses.temporal(), "chaos-" + UUID.randomUUID());
  }

  /** Starts all of it; the agents have yet to enter. */
  static Scene set(Plan plan, Cast cast, Terminal terminal) {
    Patience patience = new Patience(cast::requireAllAlive);
    terminal.print(System.currentTimeMillis(), "starting servers, workers and watchers");
    OwnServers servers = new OwnServers(cast, patience, plan.ground().temporal());
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
    List<String> arguments =
        new ArrayList<>(Workers.arguments(drills.queue(), plan.ground().policy()));
    plan.ground()
        .maxAgents()
        .ifPresent(most -> arguments.addAll(List.of("--max-agents", String.valueOf(most))));
    Company company = new Company(cast, patience, servers.addresses(), arguments);
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
    drills.start(Drill.of(seat, work(agent)));
  }

  private Work work(int agent) {
    return plan.isAtBatches(agent)
        ? new Work(ledger.address(), stepMillis() / ITEMS_PER_STEP, ITEMS)
        : new Work(ledger.address(), stepMillis(), 0);
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
    return new Seen(outsiders.reports(), outsiders.said(), ledger.deeds(), servers.outages());
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
    String name = servers.suffer(injection);
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
