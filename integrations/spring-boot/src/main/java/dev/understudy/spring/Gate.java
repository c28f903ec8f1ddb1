package dev.understudy.spring;

import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Lets a request in under the name of who sent it, or not. Thread-safe. */
final class Gate {
  private final SessionAccess access;

  Gate(SessionAccess access) {
    this.access = access;
  }

  /** Who orders {@code task}. */
  String orders(@Nullable Principal principal, String task) {
    Principal known = requireAuthenticated(principal);
    require(access.mayOrder(known, task), "order task '%s'".formatted(task), "mayOrder");
    return requireName(known);
  }

  /** Who enters {@code sessions}. */
  String enters(@Nullable Principal principal, Iterable<String> sessions) {
    Principal known = requireAuthenticated(principal);
    for (String session : sessions) {
      require(access.mayEnter(known, session), "enter '%s'".formatted(session), "mayEnter");
    }
    return requireName(known);
  }

  private static Principal requireAuthenticated(@Nullable Principal principal) {
    if (principal == null) {
      throw Problem.of(HttpStatus.UNAUTHORIZED, "nobody is authenticated: say who you are");
    }
    return principal;
  }

  private String requireName(Principal principal) {
    Optional<String> name = access.nameOf(principal);
    require(name.isPresent(), "order or enter anything", "nameOf");
    return name.orElseThrow();
  }

  private static void require(boolean isAllowed, String deed, String decision) {
    if (!isAllowed) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "you may not %s: the application's SessionAccess.%s decides that"
              .formatted(deed, decision));
    }
  }
}
