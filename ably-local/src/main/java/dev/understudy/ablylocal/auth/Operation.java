package dev.understudy.ablylocal.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a capability can permit (ably.com/docs/auth/capabilities). Some are of things that this server has not. */
public enum Operation {
  ANNOTATION_PUBLISH,
  ANNOTATION_SUBSCRIBE,
  CHANNEL_METADATA,
  HISTORY,
  MESSAGE_DELETE_ANY,
  MESSAGE_DELETE_OWN,
  MESSAGE_UPDATE_ANY,
  MESSAGE_UPDATE_OWN,
  OBJECT_PUBLISH,
  OBJECT_SUBSCRIBE,
  PRESENCE,
  PRIVILEGED_HEADERS,
  PUBLISH,
  PUSH_ADMIN,
  PUSH_SUBSCRIBE,
  STATS,
  SUBSCRIBE;

  private static final Map<String, Operation> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Operation::wireName, Function.identity()));

  static Optional<Operation> named(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
