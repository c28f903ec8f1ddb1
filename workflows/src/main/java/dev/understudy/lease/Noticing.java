package dev.understudy.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether one run of a worker lives. A pure state machine: each event gives the next state and what to do, and the
 * caller passes the time.
 *
 * <p>The idea: nobody is taken for dead because somebody thinks so. Whatever raises a suspicion, the worker itself is
 * asked, by what only this run can take; only one that does not answer is reaped. So a suspicion may be as quick as
 * can be, and wrong: it costs a question. Several at once are one, and the most impatient of them decides how long
 * an answer may take. Another worker that has asked by itself, and may be trusted to have asked well, proves as much.
 *
 * <p>The life: {@linkplain Trusted trusted}, {@linkplain Asked asked} and trusted again as often as may be; then
 * over, after a goodbye, or {@linkplain Proved proved} to be gone, reaped, and {@linkplain Over over}. What is proved
 * is not doubted any more: a worker that was taken for dead and lives begins another lease. One that fell silent has
 * polls out, and is {@linkplain Minded minded} before it is over. Of an event that a case does not mention it makes
 * nothing.
 */
sealed interface Noticing {
  /** The next state, and what to do, in that order. */
  record Step(Noticing next, List<NoticingEffect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }

    static Step to(Noticing next, NoticingEffect... effects) {
      return new Step(next, List.of(effects));
    }
  }

  /**
   * Nobody doubts it, and it is heard of.
   *
   * @param hold by which it is heard of. Its number is also that of the question that was asked with it: a worker that
   *     is gone by then takes neither
   */
  record Trusted(WorkerRun run, Tally tally, int hold) implements Noticing {
    /** That is heard of from now on. */
    static Step beginning(WorkerRun run, Tally tally) {
      int hold = tally.questions();
      return Step.to(
          new Trusted(run, tally.asked(), hold),
          new NoticingEffect.Hold(hold),
          new NoticingEffect.Ask(hold, LeasePace.TIMEOUT));
    }

    @Override
    public Step suspected(Suspected first, Instant now) {
      return ask(first, Optional.of(hold), now);
    }

    @Override
    public Step missed(int missed, Instant now) {
      return missed == hold
          ? ask(new Suspected(Suspicion.LEASE, run.worker()), Optional.empty(), now)
          : Step.to(this);
    }

    @Override
    public Step unanswered(int question, Instant now) {
      return missed(question, now);
    }

    @Override
    public Step proven(Proof proof) {
      return Proved.beginning(run, tally.suspected(), proof);
    }

    private Step ask(Suspected first, Optional<Integer> heard, Instant now) {
      Duration patience = LeasePace.patience(first.why());
      Question question = new Question(tally.questions(), tally.questions(), now.plus(patience));
      Alarm alarm = new Alarm(first.why(), first.by(), now);
      return Step.to(
          new Asked(run, tally.suspected().asked(), alarm, question, heard),
          new NoticingEffect.Ask(question.latest(), patience));
    }

    @Override
    public Step closed() {
      return Step.to(new Over(run, tally, Optional.empty()));
    }
  }

  /**
   * The questions of one alarm, which are one: an answer to any of them counts.
   *
   * @param first the number of the first of them
   * @param latest the number of the one that it has to answer in time
   * @param deadline when it will not have answered in time
   */
  record Question(int first, int latest, Instant deadline) {}

  /**
   * It is asked whether it lives.
   *
   * @param hold by which it is still heard of; empty if it was missed
   */
  record Asked(WorkerRun run, Tally tally, Alarm alarm, Question question, Optional<Integer> hold)
      implements Noticing {
    @Override
    public Optional<Alarm> doubt() {
      return Optional.of(alarm);
    }

    @Override
    public Step suspected(Suspected further, Instant now) {
      Duration patience = LeasePace.patience(further.why());
      Instant deadline = now.plus(patience);
      return deadline.isBefore(question.deadline())
          ? hurry(deadline, patience)
          : Step.to(new Asked(run, tally.suspected(), alarm, question, hold));
    }

    /** Whoever is more impatient asks anew, since Temporal does not shorten a timeout. */
    private Step hurry(Instant deadline, Duration patience) {
      Question next = new Question(question.first(), tally.questions(), deadline);
      return Step.to(
          new Asked(run, tally.suspected().asked(), alarm, next, hold),
          new NoticingEffect.Ask(next.latest(), patience));
    }

    @Override
    public Step missed(int missed, Instant now) {
      return hold.equals(Optional.of(missed))
          ? new Asked(run, tally, alarm, question, Optional.empty())
              .suspected(new Suspected(Suspicion.LEASE, run.worker()), now)
          : Step.to(this);
    }

    @Override
    public Step answered(int answered) {
      if (answered < question.first()) {
        return Step.to(this);
      }
      return hold.map(heard -> Step.to(new Trusted(run, tally.answered(), heard)))
          .orElseGet(() -> Trusted.beginning(run, tally.answered()));
    }

    @Override
    public Step unanswered(int unanswered, Instant now) {
      return unanswered == question.latest()
          ? Proved.beginning(run, tally, new Proof(alarm, now, Harvest.NONE))
          : missed(unanswered, now);
    }

    @Override
    public Step proven(Proof proof) {
      return Proved.beginning(
          run, tally.suspected(), new Proof(alarm, proof.proved(), proof.early()));
    }

    @Override
    public Step closed() {
      return Step.to(new Over(run, tally, Optional.empty()));
    }
  }

  /** It has not answered, and what it held is failed: all that whoever has proved it has left. */
  record Proved(WorkerRun run, Tally tally, Proof proof) implements Noticing {
    static Step beginning(WorkerRun run, Tally tally, Proof proof) {
      return Step.to(
          new Proved(run, tally, proof),
          new NoticingEffect.Reap(new ReapOrder(run, proof.alarm(), proof.proved())));
    }

    @Override
    public Optional<Alarm> doubt() {
      return Optional.of(proof.alarm());
    }

    @Override
    public Optional<Instant> provedAt() {
      return Optional.of(proof.proved());
    }

    @Override
    public Step gathered(Harvest harvest, Instant now) {
      Reaping reaping =
          new Reaping(proof.alarm(), proof.proved(), now, proof.early().then(harvest));
      return proof.alarm().why() == Suspicion.LEASE
          ? Minded.beginning(run, tally, reaping)
          : Step.to(new Over(run, tally, Optional.of(reaping)));
    }
  }

  /**
   * It fell silent, and what it held is given out. Temporal may not know that its polls lead nowhere, until they end by
   * themselves: what they are given is failed as well, again and again. That is soon over if there is nothing, for each
   * of them is given one thing at the most.
   *
   * @param pause before the next look
   */
  record Minded(WorkerRun run, Tally tally, Reaping reaping, Duration pause) implements Noticing {
    static Step beginning(WorkerRun run, Tally tally, Reaping reaping) {
      Step first = new Minded(run, tally, reaping, LeasePace.LOOK_AGAIN).look();
      return Step.to(
          first.next(), new NoticingEffect.AwaitReturn(), first.effects().get(0));
    }

    private Step look() {
      ReapOrder order = new ReapOrder(run, reaping.alarm(), reaping.proved());
      return Step.to(this, new NoticingEffect.ReapAgain(order, pause));
    }

    @Override
    public Optional<Alarm> doubt() {
      return Optional.of(reaping.alarm());
    }

    @Override
    public Optional<Instant> provedAt() {
      return Optional.of(reaping.proved());
    }

    @Override
    public Step gatheredAgain(Harvest harvest) {
      Duration next = harvest.isNothing() ? pause.multipliedBy(2) : LeasePace.LOOK_AGAIN;
      return new Minded(run, tally, reaping, next).look();
    }

    @Override
    public Step returned() {
      return Step.to(new Over(run, tally, Optional.of(reaping)));
    }

    @Override
    public Step closed() {
      return returned();
    }
  }

  /** There is nothing left to be done. Final. */
  record Over(WorkerRun run, Tally tally, Optional<Reaping> reaping) implements Noticing {}

  /** What a lease begins with. */
  static Step of(WorkerRun run, Tally tally) {
    return Trusted.beginning(run, tally);
  }

  WorkerRun run();

  Tally tally();

  /** Why it is asked or reaped at the moment; empty if nobody doubts it, or not any more. */
  default Optional<Alarm> doubt() {
    return Optional.empty();
  }

  /** When it had not answered in time; empty unless it is being reaped. */
  default Optional<Instant> provedAt() {
    return Optional.empty();
  }

  /** What follows from {@code event}. */
  default Step on(NoticingEvent event, Instant now) {
    return event.meet(this, now);
  }

  default Step suspected(Suspected suspected, Instant now) {
    return Step.to(this);
  }

  default Step missed(int hold, Instant now) {
    return Step.to(this);
  }

  default Step answered(int question) {
    return Step.to(this);
  }

  default Step unanswered(int question, Instant now) {
    return Step.to(this);
  }

  default Step proven(Proof proof) {
    return Step.to(this);
  }

  default Step gathered(Harvest harvest, Instant now) {
    return Step.to(this);
  }

  default Step gatheredAgain(Harvest harvest) {
    return Step.to(this);
  }

  default Step returned() {
    return Step.to(this);
  }

  default Step closed() {
    return Step.to(this);
  }
}
