package dev.understudy.output;

import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.presence.LeaveReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a reader may be delivered of a task whose workers die: attempts that break off anywhere, messages
 * that come late, twice, or from a dead attempt, and a task that ends somehow. Confined to one thread.
 */
final class OutputSchedule {
  static final String TASK = "task";

  private final Random random;
  private final List<OutputMessage> deliveries = new ArrayList<>();

  private final List<Late> late = new ArrayList<>();
  private long clock = 11;

  /** Comes some time after as many others as {@code after}. */
  private record Late(int after, OutputMessage message) {}

  private OutputSchedule(long seed) {
    random = new Random(seed);
  }

  static List<OutputMessage> of(long seed) {
    OutputSchedule schedule = new OutputSchedule(seed);
    int runs = 1 + schedule.random.nextInt(2);
    for (int tenure = 1; tenure <= runs; tenure++) {
      schedule.run(tenure, tenure == runs || schedule.random.nextBoolean());
    }
    schedule.disturb();
    return schedule.deliveries;
  }

  private void run(long tenure, boolean isLast) {
    steps(tenure, Rounds.NONE, 1 + random.nextInt(3));
    if (isLast) {
      List<LeaveReason> reasons = List.of(LeaveReason.values());
      LeaveReason reason = reasons.get(random.nextInt(reasons.size()));
      deliver(tenure, new OutputEvent.TaskEnd(reason));
    }
  }

  /** Steps, some of them in places within places where they are done anew. */
  private void steps(long tenure, Rounds rounds, int most) {
    for (int step = 0; step < most; step++) {
      if (random.nextInt(4) == 0 && rounds.all().size() < 2) {
        place(tenure, rounds);
      } else {
        attempts(tenure, clock++, rounds);
      }
    }
  }

  /** Each round has another number of steps, perhaps none. */
  private void place(long tenure, Rounds around) {
    long place = clock;
    int rounds = 1 + random.nextInt(3);
    for (int round = 0; round < rounds; round++) {
      steps(tenure, around.with(new Rounds.Round(place, clock++)), random.nextInt(3));
    }
  }

  private void attempts(long tenure, long step, Rounds rounds) {
    int attempts = 1 + random.nextInt(3);
    for (int number = 1; number <= attempts; number++) {
      List<OutputEvent> whole = attempt(new StepAttempt(step, number, rounds), number == attempts);
      int alive = random.nextInt(3) == 0 ? random.nextInt(whole.size() + 1) : whole.size();
      whole.subList(0, alive).forEach(event -> deliver(tenure, event));
      whole.subList(alive, whole.size()).forEach(event -> deliverLate(tenure, event));
    }
  }

  private List<OutputEvent> attempt(StepAttempt of, boolean succeeds) {
    List<OutputEvent> whole = new ArrayList<>();
    int parts = random.nextInt(5);
    for (int part = 0; part < parts; part++) {
      whole.add(new OutputEvent.Part(of, part, text(of, part)));
    }
    whole.add(new OutputEvent.StepEnd(of, parts, succeeds ? Outcome.COMPLETED : Outcome.FAILED));
    return whole;
  }

  static String text(StepAttempt of, int part) {
    return of.step() + "." + of.attempt() + "." + part + " ";
  }

  private void deliver(long tenure, OutputEvent event) {
    deliveries.add(new OutputMessage(TASK, tenure, event));
  }

  /** A zombie says it, some time after its death or never: where it lands is decided at the end. */
  private void deliverLate(long tenure, OutputEvent event) {
    if (random.nextBoolean()) {
      late.add(new Late(deliveries.size(), new OutputMessage(TASK, tenure, event)));
    }
  }

  private void disturb() {
    for (int number = late.size() - 1; number >= 0; number--) {
      Late one = late.get(number);
      deliveries.add(between(one.after(), deliveries.size()), one.message());
    }
    int disturbances = random.nextInt(6);
    for (int number = 0; number < disturbances; number++) {
      int at = random.nextInt(deliveries.size());
      boolean isTwice = random.nextBoolean();
      OutputMessage moved = isTwice ? deliveries.get(at) : deliveries.remove(at);
      deliveries.add(between(at, deliveries.size()), moved);
    }
  }

  private int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }
}
