package dev.understudy.ablylocal.past;

import java.util.Optional;

/**
 * Which part of the past is asked for.
 *
 * @param limit of how much at most
 * @param after the number of the entry that ended the page before
 */
public record HistoryQuery(Span span, boolean backwards, int limit, Optional<Long> after) {

  /**
   * A span of the past.
   *
   * @param until a position on the channel
   */
  public record Span(long startMillis, long endMillis, Optional<String> until) {
    boolean covers(History.Entry entry) {
      long millis = entry.message().path("timestamp").asLong();
      return millis >= startMillis
          && millis <= endMillis
          && until.filter(serial -> entry.serial().compareTo(serial) > 0).isEmpty();
    }
  }

  boolean wants(History.Entry entry) {
    return after
            .filter(last -> backwards ? entry.number() >= last : entry.number() <= last)
            .isEmpty()
        && span.covers(entry);
  }
}
