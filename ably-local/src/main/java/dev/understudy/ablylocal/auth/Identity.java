package dev.understudy.ablylocal.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import java.util.Optional;

/** Whom a connection may act as. */
public sealed interface Identity {

  /** Anyone: a key without a clientId, or a token for all of them. */
  record Anyone() implements Identity {
    @Override
    public Optional<String> announced() {
      return Optional.of(WILDCARD);
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
    public Optional<String> announced() {
      return Optional.of(clientId);
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

  /** Nobody by name: a token without a clientId. */
  record Nobody() implements Identity {
    @Override
    public Optional<String> announced() {
      return Optional.empty();
    }

    @Override
    public Optional<String> clientIdOf(ObjectNode message) {
      return claimed(message);
    }

    @Override
    public boolean mayActAs(String clientId) {
      return false;
    }
  }

  /** How the wire names {@link Anyone} (RSA7b4). Nobody's clientId. */
  String WILDCARD = "*";

  static Identity named(String clientId) {
    return clientId.equals(WILDCARD) ? new Anyone() : new Only(clientId);
  }

  /**
   * The identity of a token's holder; empty if the token does not let it be whom it wants to be (RSA15).
   *
   * @param granted the clientId in the token
   * @param wanted the clientId that the client asks for
   */
  static Optional<Identity> ofToken(Optional<String> granted, Optional<String> wanted) {
    if (granted.filter(WILDCARD::equals).isPresent()) {
      return Optional.of(wanted.map(Identity::named).orElseGet(Anyone::new));
    }
    return wanted.isPresent() && !wanted.equals(granted)
        ? Optional.empty()
        : Optional.of(granted.<Identity>map(Only::new).orElseGet(Nobody::new));
  }

  /** The clientId to tell the client in CONNECTED. */
  Optional<String> announced();

  /** Whose a message is that the connection sends: whom it names, or else the connection's own client. */
  Optional<String> clientIdOf(ObjectNode message);

  boolean mayActAs(String clientId);

  /** Why a message may not name whom it names; empty if it may (RSL1g4, RTP8j). */
  default Optional<ErrorInfo> refuse(ObjectNode message) {
    if (!Frame.isTextOrNone(message, "clientId")) {
      return Optional.of(ErrorInfo.invalidClientId());
    }
    return claimed(message)
        .filter(id -> !mayActAs(id))
        .map(id -> ErrorInfo.mismatchedClientId(id, announced().orElse("nobody")));
  }

  /**
   * The identity that a connection goes on with that has this identity and gets credentials of another: it may
   * lose its names, but not get one; empty if it cannot go on (RTC8a1).
   */
  default Optional<Identity> continuedBy(Identity granted) {
    if (granted.equals(this) || granted instanceof Anyone) {
      return Optional.of(this);
    }
    return this instanceof Anyone && granted instanceof Nobody
        ? Optional.of(granted)
        : Optional.empty();
  }

  private static Optional<String> claimed(ObjectNode message) {
    return Frame.text(message, "clientId").filter(id -> !id.isEmpty());
  }
}
