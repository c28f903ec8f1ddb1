package dev.understudy.ablylocal.rest;

import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.Optional;

/** How much of a list a request asks for at once: 100 unless it says so, 1000 at most (RSL2b3, RSP3a1). */
final class PageSize {
  static final String LIMIT = "limit";
  static final String CURSOR = "cursor";
  private static final String RULE = "must be from 1 to 1000";
  private static final String SHAPE = "[1-9]\\d{0,2}|1000";
  private static final String DEFAULT = "100";

  private PageSize() {}

  /** Why there is no such page; empty if there is. */
  static Optional<ErrorInfo> refuse(RestTarget target) {
    boolean wrongCursor =
        target.param(CURSOR).filter(text -> Cursor.parse(text).isEmpty()).isPresent();
    return wrongCursor
        ? Optional.of(invalidCursor())
        : target
            .param(LIMIT)
            .filter(limit -> !limit.matches(SHAPE))
            .map(limit -> ErrorInfo.invalidParameter(LIMIT, RULE));
  }

  static ErrorInfo invalidCursor() {
    return ErrorInfo.invalidParameter(CURSOR, "must come from a link");
  }

  static int requestedBy(RestTarget target) {
    return Integer.parseInt(target.param(LIMIT).orElse(DEFAULT));
  }

  /** Where the page before this one ended. */
  static Optional<Cursor> cursor(RestTarget target) {
    return target.param(CURSOR).flatMap(Cursor::parse);
  }
}
