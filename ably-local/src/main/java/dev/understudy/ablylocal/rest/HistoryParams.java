package dev.understudy.ablylocal.rest;

import dev.understudy.ablylocal.past.HistoryQuery;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a request says of the part of the past that it asks for (RSL2b): from {@code start} to
 * {@code end}, both included, in milliseconds; the newest first unless it says otherwise; until the
 * position a channel was attached at (RTL10b), which ably-js calls {@code from_serial} and
 * ably-java {@code fromSerial}.
 */
final class HistoryParams {
  private static final String START = "start";
  private static final String END = "end";
  private static final String DIRECTION = "direction";
  private static final String FORWARDS = "forwards";
  private static final Map<String, Rule> RULES = new TreeMap<>(Map.of(
      START, Rule.TIME,
      END, Rule.TIME,
      DIRECTION, new Rule(FORWARDS + "|backwards", "must be forwards or backwards")));

  /** What a parameter must look like, as a pattern and in words. */
  private record Rule(String pattern, String words) {
    static final Rule TIME = new Rule("\\d{1,15}", "must be a time in milliseconds since 1970");
  }

  private HistoryParams() {}

  /** The part that a request asks for which {@link #refuse} has nothing against. */
  static HistoryQuery queryOf(RestTarget target) {
    HistoryQuery.Span span = new HistoryQuery.Span(
        millis(target, START, 0), millis(target, END, Long.MAX_VALUE), untilSerial(target));
    return new HistoryQuery(
        span,
        target.param(DIRECTION).filter(FORWARDS::equals).isEmpty(),
        PageSize.requestedBy(target),
        PageSize.cursor(target).flatMap(Cursor::number));
  }

  /** Why there is no such part; empty if there is. */
  static Optional<ErrorInfo> refuse(RestTarget target) {
    return PageSize.refuse(target)
        .or(() -> refuseCursor(target))
        .or(() -> refuseShapes(target))
        .or(() -> millis(target, START, 0) > millis(target, END, Long.MAX_VALUE)
            ? Optional.of(ErrorInfo.invalidParameter(START, "must not be after end"))
            : Optional.empty());
  }

  static Optional<String> untilSerial(RestTarget target) {
    return target.param("from_serial").or(() -> target.param("fromSerial"));
  }

  private static Optional<ErrorInfo> refuseCursor(RestTarget target) {
    return PageSize.cursor(target)
        .filter(cursor -> cursor.number().isEmpty())
        .map(foreign -> PageSize.invalidCursor());
  }

  private static Optional<ErrorInfo> refuseShapes(RestTarget target) {
    return RULES.entrySet().stream()
        .filter(rule -> target
            .param(rule.getKey())
            .filter(value -> !value.matches(rule.getValue().pattern()))
            .isPresent())
        .map(rule -> ErrorInfo.invalidParameter(rule.getKey(), rule.getValue().words()))
        .findFirst();
  }

  private static long millis(RestTarget target, String name, long otherwise) {
    return target.param(name).map(Long::parseLong).orElse(otherwise);
  }
}
