package dev.understudy.ablylocal.link;

import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a test wants refused.
 *
 * <p>Confined to the event loop.
 */
public final class Refusals {
  private final Set<Rule> rules = new LinkedHashSet<>();

  /** What can be refused. */
  public enum Kind {
    NETWORK,
    CONNECTION,
    ATTACH,
    PRESENCE
  }

  /** One wish of a test, as long as it holds. */
  public static final class Rule {
    private final Kind kind;
    private final String channel;
    private final ErrorInfo error;
    private int left;

    /**
     * What happens on a channel is to be refused so many times by that error; the empty string
     * stands for what happens on none.
     */
    public Rule(Kind kind, String channel, ErrorInfo error, int times) {
      this.kind = kind;
      this.channel = channel;
      this.error = error;
      this.left = times;
    }
  }

  public void add(Rule rule) {
    rules.add(rule);
  }

  public void remove(Rule rule) {
    rules.remove(rule);
  }

  public void clear() {
    rules.clear();
  }

  /** Whether whatever comes over the network is to be cut off. */
  public boolean isUnreachable() {
    return next(Kind.NETWORK, "").isPresent();
  }

  /** Why a client is not let in, if it is not to be; counts as one refusal. */
  public Optional<ErrorInfo> connection() {
    return next(Kind.CONNECTION, "");
  }

  /** Why an ATTACH is refused, if it is to be; counts as one refusal. */
  public Optional<ErrorInfo> attach(String channel) {
    return next(Kind.ATTACH, channel);
  }

  /** Why a PRESENCE frame is refused, if it is to be; counts as one refusal. */
  public Optional<ErrorInfo> presence(String channel) {
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
