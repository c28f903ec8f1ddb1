package dev.understudy.spring;

import java.security.Principal;
import java.util.Optional;

/**
 * What the users of an application may do in its sessions: a bean of this type decides for the controller of orders and
 * tokens. Whoever is not authenticated never comes so far. Thread-safe.
 *
 * <p>Unless it says otherwise, users bear their own names, order no task, and get tokens for no session.
 */
public interface SessionAccess {
  /**
   * The name under which {@code principal} orders, and is present; empty if they may do neither.
   *
   * <p>No user may be called as an agent is: with a token for the clientId {@code reviewer} they could enter as that
   * agent. Where people choose their names themselves, put something before it that no agent's has, such as {@code
   * user:}.
   */
  default Optional<String> nameOf(Principal principal) {
    return Optional.of(principal.getName());
  }

  /** Whether {@code principal} may order {@code task}, which is the id of any workflow in the namespace. */
  default boolean mayOrder(Principal principal, String task) {
    return false;
  }

  /** Whether {@code principal} may be in {@code session}: see who is there and what is said, and be seen. */
  default boolean mayEnter(Principal principal, String session) {
    return false;
  }
}
