package dev.understudy.ablylocal;

import java.util.Optional;

/** As whom a connection may act. */
sealed interface Identity {

  /** Anyone: a key without a clientId. */
  record Anyone() implements Identity {
    @Override
    public String name() {
      return WILDCARD;
    }

    @Override
    public Optional<String> actingAs(Optional<String> claimed) {
      return claimed;
    }

    @Override
    public boolean mayActAs(String clientId) {
      return true;
    }
  }

  /** One client only. */
  record Only(String clientId) implements Identity {
    @Override
    public String name() {
      return clientId;
    }

    @Override
    public Optional<String> actingAs(Optional<String> claimed) {
      return claimed.or(() -> Optional.of(clientId));
    }

    @Override
    public boolean mayActAs(String other) {
      return clientId.equals(other);
    }
  }

  /** How the wire names {@link Anyone} (RSA7b4). */
  String WILDCARD = "*";

  static Identity of(Optional<String> clientId) {
    return clientId
        .filter(id -> !id.equals(WILDCARD))
        .<Identity>map(Only::new)
        .orElseGet(Anyone::new);
  }

  /** The clientId to tell the client in CONNECTED. */
  String name();

  /** The clientId a message bears that claims {@code claimed}; empty if nobody's. */
  Optional<String> actingAs(Optional<String> claimed);

  boolean mayActAs(String clientId);

  /** Why a message that claims {@code claimed} is refused; empty if it is not (RSL1g, RTP8j). */
  default Optional<ErrorInfo> refuse(Optional<String> claimed) {
    return claimed.filter(id -> !mayActAs(id)).map(id -> ErrorInfo.mismatchedClientId(id, name()));
  }
}
