package dev.understudy.spring.sample;

import dev.understudy.spring.SessionAccess;
import java.security.Principal;
import org.springframework.stereotype.Component;

/** Who may be where: everybody who is known, in the rooms of documents. */
@Component
class ReviewersOnly implements SessionAccess {
  @Override
  public boolean mayEnter(Principal principal, String session) {
    return session.startsWith("document:");
  }
}
