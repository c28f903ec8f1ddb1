package dev.understudy.cli.task;

import dev.understudy.attendance.Handoff;
import dev.understudy.cli.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Handoffs as timelines for people to read: each moment with what had passed since the one before. Confined to one
 * thread.
 */
final class HandoffLines {
  private final List<String> lines = new ArrayList<>();

  /** The moment of the last line; null before the first of a handoff. */
  private @Nullable Instant last;

  private HandoffLines() {}

  /** Oldest first, as they are given. */
  static List<String> of(String task, List<Handoff> handoffs) {
    HandoffLines lines = new HandoffLines();
    if (handoffs.isEmpty()) {
      lines.add("no agent of task %s has come from one worker to another", task);
    }
    handoffs.forEach(lines::add);
    return List.copyOf(lines.lines);
  }

  private void add(String form, Object... values) {
    lines.add(Words.plain(String.format(Locale.ROOT, form, values)));
  }

  private void add(Handoff handoff) {
    last = null;
    Handoff.Reason reason = handoff.reason();
    Handoff.Course course = handoff.course();
    add(
        "%s  %s in %s: %s -> %s, %s%s",
        Words.date(course.entered()),
        handoff.agent(),
        handoff.session(),
        handoff.from().worker(),
        handoff.to().worker(),
        reason.cause(),
        reason.words().map(words -> " (" + words + ")").orElse(""));
    moment(reason.noticed(), "noticed");
    moment(reason.proved(), "proved: it did not answer");
    moment(reason.reaped(), "reaped");
    moment(Optional.of(course.dispatched()), "dispatched to " + Words.turn(handoff.to()));
    moment(Optional.of(course.entered()), "entered");
    moment(course.ghost().map(course.entered()::plus), "ghost gone, " + Words.turn(handoff.from()));
    add("  %s", missed(handoff));
  }

  /** Clocks of several machines disagree: what seems to have passed may be negative. */
  private void moment(Optional<Instant> moment, String what) {
    moment.ifPresent(at -> {
      String passed = last == null ? "" : passed(Duration.between(last, at));
      add("  %s  %10s  %s", Words.time(at), passed, what);
      last = at;
    });
  }

  private static String passed(Duration length) {
    return (length.isNegative() ? "" : "+") + Words.seconds(length);
  }

  private static String missed(Handoff handoff) {
    Handoff.Course course = handoff.course();
    String offline = "offline %s%s"
        .formatted(course.isOfflineWhole() ? "" : "at least ", Words.seconds(course.offline()));
    String took = handoff
        .reason()
        .noticed()
        .map(noticed -> ", back " + Words.seconds(Duration.between(noticed, course.entered()))
            + " after it was noticed")
        .orElse("");
    return offline + took + (course.ghost().isPresent() ? "" : ", the ghost's end is not told yet");
  }
}
