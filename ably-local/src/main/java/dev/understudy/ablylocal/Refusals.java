package dev.understudy.ablylocal;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a test wants refused.
 *
 * <p>Confined to the event loop.
 */
final class Refusals {
  private final Set<Rule> rules = new LinkedHashSet<>();

  /** What can be refused. */
  enum Kind {
    NETWORK,
    CONNECTION,
    ATTACH,
    PRESENCE
  }

  /** One wish of a test, as long as it holds. */
  static final class Rule {
    private final Kind kind;
    private final String channel;
    private final ErrorInfo error;
    private int left;

    /** For what happens on a channel; the empty string stands for what happens on none. */
    Rule(Kind kind, String channel, Refusal refusal) {
      this.kind = kind;
      this.channel = channel;
      this.error = refusal.error();
      this.left = refusal.times();
    }
  }

  void add(Rule rule) {
    rules.add(rule);
  }

  void remove(Rule rule) {
    rules.remove(rule);
  }

  void clear() {
    rules.clear();
  }

  /** Whether whatever comes over the network is to be cut off. */
  boolean isUnreachable() {
    return next(Kind.NETWORK, "").isPresent();
  }

  /** Why a client is not let in, if it is not to be; counts as one refusal. */
  Optional<ErrorInfo> connection() {
    return next(Kind.CONNECTION, "");
  }

  /** Why an ATTACH is refused, if it is to be; counts as one refusal. */
  Optional<ErrorInfo> attach(String channel) {
    return next(Kind.ATTACH, channel);
  }

  /** Why a PRESENCE frame is refused, if it is to be; counts as one refusal. */
  Optional<ErrorInfo> presence(String channel) {
    return next(Kind.PRESENCE, channel);
  }

  private Optional<ErrorInfo> next(Kind kind, String channel) {
    Optional<Rule> match = rules.stream()
        .filter(rule -> rule.kind == kind && rule.channel.equals(channel))
        .findFirst();
    match.filter(rule -> --rule.left == 0).ifPresent(rules::remove);
    return match.map(rule -> rule.error);
  }
}
