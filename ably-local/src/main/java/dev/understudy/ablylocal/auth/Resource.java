package dev.understudy.ablylocal.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The channels that an entry of a capability is about (ably.com/docs/auth/capabilities).
 *
 * <p>A name's segments are divided by colons. {@code *} stands for one whole segment, as the last
 * segment for one or more; as part of a segment it is an ordinary character. A qualifier before the
 * name, as in {@code [meta]log}, must be there in the channel's name too; {@code [*]} is any
 * qualifier or none, so that {@code [*]*} is every channel.
 *
 * @param qualifier without its brackets; empty if there is none
 */
record Resource(String qualifier, List<String> segments) implements Comparable<Resource> {
  private static final Pattern SHAPE = Pattern.compile("(?:\\[([^\\]]*)])?(.+)", Pattern.DOTALL);
  private static final String WILDCARD = "*";

  Resource {
    segments = List.copyOf(segments);
  }

  /** Reads a resource, or the name of a channel, in which an asterisk means nothing; empty if it is neither. */
  static Optional<Resource> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String qualifier = matcher.group(1) == null ? "" : matcher.group(1);
    return Optional.of(new Resource(qualifier, List.of(matcher.group(2).split(":", -1))));
  }

  boolean matches(Resource channel) {
    boolean qualified = qualifier.equals(WILDCARD) || qualifier.equals(channel.qualifier);
    return qualified && matches(channel.segments);
  }

  /** The channels that both are about; empty if there are none. */
  Optional<Resource> and(Resource other) {
    return common(qualifier, other.qualifier)
        .flatMap(both -> common(segments, other.segments).map(all -> new Resource(both, all)));
  }

  @Override
  public int compareTo(Resource other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    String name = String.join(":", segments);
    return qualifier.isEmpty() ? name : "[" + qualifier + "]" + name;
  }

  private boolean matches(List<String> names) {
    for (int at = 0; at < segments.size(); at++) {
      if (at >= names.size()) {
        return false;
      }
      if (isOpenEnd(segments, at)) {
        return true;
      }
      if (!segments.get(at).equals(WILDCARD) && !segments.get(at).equals(names.get(at))) {
        return false;
      }
    }
    return segments.size() == names.size();
  }

  private static Optional<List<String>> common(List<String> one, List<String> other) {
    List<String> common = new ArrayList<>();
    for (int at = 0; at < one.size() && at < other.size(); at++) {
      if (isOpenEnd(one, at)) {
        return Optional.of(append(common, other.subList(at, other.size())));
      }
      if (isOpenEnd(other, at)) {
        return Optional.of(append(common, one.subList(at, one.size())));
      }
      Optional<String> segment = common(one.get(at), other.get(at));
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      common.add(segment.get());
    }
    return one.size() == other.size() ? Optional.of(common) : Optional.empty();
  }

  private static Optional<String> common(String one, String other) {
    if (one.equals(WILDCARD)) {
      return Optional.of(other);
    }
    return other.equals(WILDCARD) || other.equals(one) ? Optional.of(one) : Optional.empty();
  }

  private static boolean isOpenEnd(List<String> segments, int at) {
    return at == segments.size() - 1 && segments.get(at).equals(WILDCARD);
  }

  private static List<String> append(List<String> head, List<String> tail) {
    head.addAll(tail);
    return head;
  }
}
