package dev.understudy.ablylocal;

import java.util.List;

/** How a frame that must be acknowledged ended. */
sealed interface Outcome {

  /** Taken; {@code serials} are those of the messages it held. */
  record Accepted(List<String> serials) implements Outcome {}

  /** Nothing of it was taken. */
  record Refused(ErrorInfo error) implements Outcome {}
}
