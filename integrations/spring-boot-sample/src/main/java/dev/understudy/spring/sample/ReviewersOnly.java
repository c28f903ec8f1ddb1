package dev.understudy.spring.sample;

import dev.understudy.spring.SessionAccess;
import java.security.Principal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who may what: everybody who is known, in the rooms of documents, and with their reviews. */
@Component
class ReviewersOnly implements SessionAccess {
  @Override
  public Optional<String> nameOf(Principal principal) {
    return Optional.of("user:" + principal.getName());
  }

  @Override
  public boolean mayOrder(Principal principal, String task) {
    return task.startsWith("review-");
  }

  @Override
  public boolean mayEnter(Principal principal, String session) {
    return session.startsWith("document:");
  }
}
