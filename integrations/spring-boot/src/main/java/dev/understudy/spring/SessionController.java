package dev.understudy.spring;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.presence.ably.UserTokens.Pass;
import dev.understudy.refusal.Refusal;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders to tasks, and tokens for users, under the name of who is authenticated. Thread-safe. */
@RestController
@RequestMapping("${understudy.web.path:/understudy}")
final class SessionController {
  /**
   * What a task was told.
   *
   * @param message the number of what an agent was told; absent of other orders
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Given(
      String task, String order, String by, @Nullable Object message) {}

  /** A token as Ably's own clients take it from an {@code authUrl}; times in milliseconds of the epoch. */
  record Token(String token, String clientId, long issued, long expires, String capability) {
    static Token of(Pass pass) {
      return new Token(
          pass.token(),
          pass.user(),
          pass.issued().toEpochMilli(),
          pass.expires().toEpochMilli(),
          pass.capabilityJson());
    }
  }

  private final Gate gate;
  private final Orders orders;
  private final TokenDesk tokens;

  SessionController(Gate gate, Orders orders, TokenDesk tokens) {
    this.gate = gate;
    this.orders = orders;
    this.tokens = tokens;
  }

  /** Orders a task something, and waits until it has taken that. Another site's forms cannot send JSON. */
  @PostMapping(path = "/orders/{kind}", consumes = MediaType.APPLICATION_JSON_VALUE)
  Given order(
      @Nullable Principal principal, @PathVariable("kind") String kind, @RequestBody Order order) {
    String task = order.requireTask();
    String by = gate.orders(principal, task);
    return new Given(task, kind, by, orders.give(task, kind, argument(order, kind, by)));
  }

  private static Object argument(Order order, String kind, String by) {
    try {
      return order.argument(kind, by);
    } catch (IllegalArgumentException wrong) {
      throw Refusal.codeOf(wrong)
          .map(code -> Problem.refused(code, String.valueOf(wrong.getMessage()), wrong))
          .orElseGet(() ->
              Problem.because(wrong, HttpStatus.BAD_REQUEST, String.valueOf(wrong.getMessage())));
    }
  }

  /**
   * A token for the sessions that it names, with which its user is there.
   *
   * @param query {@code session}, once for each; whole, since a session's name may have commas
   */
  @GetMapping("/token")
  ResponseEntity<Token> token(
      @Nullable Principal principal, @RequestParam MultiValueMap<String, String> query) {
    List<String> sessions = query.getOrDefault("session", List.of());
    String user = gate.enters(principal, sessions);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(Token.of(tokens.give(user, sessions)));
  }

  /** Says what is wrong also where the application has not asked Spring for problem details. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> problem(ErrorResponseException problem) {
    return ResponseEntity.status(problem.getStatusCode()).body(problem.getBody());
  }
}
