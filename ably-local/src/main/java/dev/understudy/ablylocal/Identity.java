package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
    public Optional<String> clientIdOf(ObjectNode message) {
      return claimed(message);
    }

    @Override
    public boolean mayActAs(String clientId) {
      return !clientId.equals(WILDCARD);
    }
  }

  /** One client only. */
  record Only(String clientId) implements Identity {
    @Override
    public String name() {
      return clientId;
    }

    @Override
    public Optional<String> clientIdOf(ObjectNode message) {
      return Optional.of(claimed(message).orElse(clientId));
    }

    @Override
    public boolean mayActAs(String other) {
      return clientId.equals(other);
    }
  }

  /** How the wire names {@link Anyone} (RSA7b4). Nobody's clientId. */
  String WILDCARD = "*";

  static Identity named(String clientId) {
    return clientId.equals(WILDCARD) ? new Anyone() : new Only(clientId);
  }

  /** The clientId to tell the client in CONNECTED. */
  String name();

  /** Whose a message is that the connection sends: whom it names, or else the connection's own client. */
  Optional<String> clientIdOf(ObjectNode message);

  boolean mayActAs(String clientId);

  /** Why a message may not name whom it names; empty if it may (RSL1g4, RTP8j). */
  default Optional<ErrorInfo> refuse(ObjectNode message) {
    return claimed(message)
        .filter(id -> !mayActAs(id))
        .map(id -> ErrorInfo.mismatchedClientId(id, name()));
  }

  private static Optional<String> claimed(ObjectNode message) {
    return Frame.text(message, "clientId").filter(id -> !id.isEmpty());
  }
}
