package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;

/** What an HTTP request is answered. */
sealed interface RestAnswer {

  /** Done; {@code body} tells what came of it. */
  record Done(int status, JsonNode body) implements RestAnswer {}

  /** Not done. */
  record Refused(ErrorInfo error) implements RestAnswer {}
}
