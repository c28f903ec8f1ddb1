package dev.understudy.batch.pages;

/** What a sink throws when the world stands in the way, not the item: a database that is down. */
public final class UnavailableException extends Exception {
  public UnavailableException(String what, Throwable cause) {
    super(what, cause);
  }
}
